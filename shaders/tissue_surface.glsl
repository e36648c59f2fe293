// Runs in place of the normal map; TISSUE is one of the numbers below.
float tissuePixel = length( fwidth( vHead ) );
vec3 tissueView = vViewPosition / max( 1e-9, length( fwidth( vViewPosition ) ) ) * tissuePixel * - 1.0;
#if TISSUE == 1
	// Muscle: fascicles along the fibres, dark clefts between them, pale glossy tendon at the ends.
	vec3 axisWeight = pow( abs( vHeadNormal ) + 0.01, vec3( 4.0 ) );
	axisWeight /= axisWeight.x + axisWeight.y + axisWeight.z;
	vec2 fibres = vec2( 0.5 );
	float known = smoothstep( 0.1, 0.6, length( vFibre ) );
	// Of the three planes most places need one; the noise in the others would be thrown away.
	axisWeight = max( axisWeight - 0.06, 0.0 );
	axisWeight /= axisWeight.x + axisWeight.y + axisWeight.z;
	fibres = vec2( 0.0 );
	if ( axisWeight.z > 0.0 ) fibres += fibrePlane( vHead.xy, vFibre.xy, tissuePixel ) * axisWeight.z;
	if ( axisWeight.x > 0.0 ) fibres += fibrePlane( vHead.zy, vFibre.zy, tissuePixel ) * axisWeight.x;
	if ( axisWeight.y > 0.0 ) fibres += fibrePlane( vHead.xz, vFibre.xz, tissuePixel ) * axisWeight.y;
	fibres = mix( vec2( 0.5 ), fibres, known );
	// What goes on below the picture frays, bundle by bundle, in place of a cut.
	if ( - vPale > 0.25 + 0.75 * smoothstep( 0.25, 0.75, fibres.x ) ) discard;
	float cleft = smoothstep( 0.48, 0.3, fibres.x );
	float strand = smoothstep( 0.5, 0.72, fibres.x );
	diffuseColor.rgb = mix( diffuseColor.rgb, uSecond, cleft * 0.75 );
	diffuseColor.rgb = mix( diffuseColor.rgb, diffuseColor.rgb * 1.35 + vec3( 0.045, 0.02, 0.015 ), strand );
	float tendon = clamp( vPale * ( 0.75 + 0.8 * ( fibres.x - 0.4 ) ), 0.0, 1.0 );
	diffuseColor.rgb = mix( diffuseColor.rgb, vec3( 0.62, 0.55, 0.47 ) * ( 0.75 + 0.45 * fibres.x ), tendon * 0.9 );
	roughnessFactor = mix( roughnessFactor, 0.34, tendon );
	normal = tissueBump( normal, fibres.y * 0.55, tissueView );
#elif TISSUE == 2
	// Gland and fat: lobules with soft furrows between them.
	vec3 middle = vec3( 0.0 );
	vec3 lobe = lobules( vHead / LOBULE_MM + 0.35 * vec3( tissueNoise3( vHead * 0.35 ), tissueNoise3( vHead * 0.35 + 9.0 ), 0.0 ), middle );
	float furrow = smoothstep( 0.34, 0.0, lobe.y );
	float seen = smoothstep( 0.9, 0.25, tissuePixel / LOBULE_MM );
	diffuseColor.rgb *= 0.88 + 0.24 * lobe.z;
	diffuseColor.rgb = mix( diffuseColor.rgb, uSecond, furrow * 0.42 * seen );
	// Round lobules: the slope is known, so that it needs no differences between pixels, which would show as squares.
	vec3 slope = mat3( viewMatrix ) * middle * ( 0.64 * seen );
	normal = normalize( normal - slope + dot( slope, normal ) * normal );
#elif TISSUE == 3
	// Bone: fine pores and a warm stain in the hollows.
	float grain = tissueNoise3( vHead * 0.55 ) * 0.5 + tissueNoise3( vHead * 1.7 ) * 0.3 + tissueNoise3( vHead * 5.0 ) * 0.2;
	float stain = clamp( vCavity * 1.1 + ( grain - 0.5 ) * 0.5, 0.0, 1.0 );
	diffuseColor.rgb *= 0.93 + 0.14 * grain;
	diffuseColor.rgb = mix( diffuseColor.rgb, uSecond, stain * 0.75 );
	normal = tissueBump( normal, ( grain - 0.5 ) * 0.22, tissueView );
#elif TISSUE == 4
	// Vessel and nerve: a faint grain along the wall so that it does not look like wire.
	float wall = tissueNoise3( vHead * vec3( 2.2, 2.2, 2.2 ) );
	diffuseColor.rgb = mix( diffuseColor.rgb, uSecond, 0.22 * smoothstep( 0.45, 0.8, wall ) );
#else
	float cloud = tissueNoise3( vHead * 0.8 ) * 0.6 + tissueNoise3( vHead * 2.6 ) * 0.4;
	diffuseColor.rgb = mix( diffuseColor.rgb, uSecond, clamp( 0.25 * ( cloud - 0.3 ) + 0.5 * vCavity, 0.0, 1.0 ) );
#endif
