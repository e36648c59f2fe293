// A strand turns its width to the camera and is never thinner than a pixel: what it would lose in width it loses in opacity.
vec4 mvPosition = modelViewMatrix * vec4( transformed, 1.0 );
vec3 strandView = normalize( mat3( modelViewMatrix ) * strand );
vec3 strandSide = normalize( cross( strandView, mvPosition.xyz ) );
float strandScale = length( modelViewMatrix[ 0 ].xyz );
float strandPixel = - mvPosition.z * 2.0 / ( projectionMatrix[ 1 ][ 1 ] * uViewportHeight );
float strandHalf = abs( style.x ) * uStrandWiden * strandScale;
float strandWide = max( strandHalf, 0.55 * strandPixel );
vStrandAlpha = clamp( strandHalf / strandWide, 0.0, 1.0 );
mvPosition.xyz += strandSide * sign( style.x ) * strandWide;
vStrandTangent = strandView;
vStrandStyle = vec4( style.yz, sign( style.x ), style.y * 43.0 );
vHead = position;
gl_Position = projectionMatrix * mvPosition;
