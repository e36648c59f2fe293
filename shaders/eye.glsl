// The eyeball in its own frame: z is the axis of gaze, millimetres. Runs in place of the colour map.
float eyeRadius = length( vEye.xy );
vec2 eyeDisc = vEye.xy / ( IRIS_MM * 1.04 );
float irisMask = 1.0 - smoothstep( IRIS_MM - 0.45, IRIS_MM + 0.12, eyeRadius );
float inFront = step( 0.0, vEye.z );
irisMask *= inFront;

// Sclera: ivory with a little blue near the limbus, pinker and yellower towards the corners, fine vessels that fade before the iris.
float away = smoothstep( IRIS_MM, IRIS_MM + 8.0, eyeRadius );
vec2 veinUv = vEye.xy / 34.0 + 0.5;
float veins = texture2D( uEyeMap, veinUv ).g * inFront;
vec3 sclera = mix( vec3( 0.46, 0.445, 0.42 ), vec3( 0.47, 0.38, 0.335 ), away * 0.8 );
float medial = smoothstep( - 5.2, - 10.0, vEye.x );
sclera = mix( sclera, vec3( 0.50, 0.31, 0.26 ), medial * 0.85 );
sclera = mix( sclera, vec3( 0.50, 0.10, 0.08 ), veins * ( 0.10 + 0.45 * away ) );
sclera *= mix( vec3( 0.80, 0.83, 0.86 ), vec3( 1.0 ), smoothstep( IRIS_MM - 0.1, IRIS_MM + 1.3, eyeRadius ) );

// Iris: radial stroma, a lighter collarette round the pupil, a dark limbal ring.
float fibre = texture2D( uEyeMap, eyeDisc * 0.5 + 0.5 ).r;
float ring = eyeRadius / IRIS_MM;
float collarette = smoothstep( 0.62, 0.40, ring + ( fibre - 0.5 ) * 0.16 );
vec3 iris = mix( uIris, uIrisCentre, collarette * 0.85 );
iris *= 0.42 + 1.15 * fibre;
iris *= 1.0 - 0.72 * smoothstep( 0.78, 1.0, ring );
float pupil = 1.0 - smoothstep( PUPIL_MM - 0.1, PUPIL_MM + 0.14, eyeRadius + ( fibre - 0.5 ) * 0.12 );
iris *= 1.0 - 0.25 * smoothstep( PUPIL_MM + 0.7, PUPIL_MM, eyeRadius );
iris = mix( iris, vec3( 0.004 ), pupil );
diffuseColor.rgb = mix( sclera * uSclera, iris, irisMask );
// The lids' soft shadow and what the wet corner takes away.
diffuseColor.rgb *= mix( vec3( 0.30, 0.17, 0.14 ), vec3( 1.0 ), vShade );
