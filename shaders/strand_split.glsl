// A broad ribbon is a lock of five hairs: gaps between them, each ending at its own length; far away only the mean is left.
float lockAt = vStrandStyle.z * 2.5 + 0.6 * sin( vStrandStyle.y * 5.0 + vStrandStyle.w );
float lockWidth = fwidth( lockAt );
float lockHair = floor( lockAt );
float lockChance = fract( sin( lockHair * 12.9898 + vStrandStyle.w * 78.233 ) * 43758.5453 );
float lockProfile = smoothstep( 0.48, 0.12, abs( fract( lockAt ) - 0.5 ) );
float lockEnds = smoothstep( 0.0, 0.08, 1.0 - vStrandStyle.y - 0.42 * lockChance ) * smoothstep( -0.04, 0.1, vStrandStyle.y - 0.3 * fract( lockChance * 7.0 ) );
float lockFine = clamp( 1.4 - lockWidth * 1.6, 0.0, 1.0 );
diffuseColor.a *= mix( 0.62, lockProfile, lockFine ) * lockEnds;
diffuseColor.rgb *= 0.8 + 0.4 * lockChance;
if ( diffuseColor.a < 0.02 ) discard;
