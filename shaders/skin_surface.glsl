// Colour, roughness and normals of the skin at this fragment; runs in place of the normal map.
vec4 surfaceTexel = texture2D( uSurface, vAtlas );
vec4 coverTexel = texture2D( uCover, vAtlas );
// Lossy compression lets the channels leak into each other a little.
coverTexel.rg = max( coverTexel.rg - 0.09, 0.0 ) * 1.1;
vec2 pigmentTexel = texture2D( uPigment, vAtlas ).rg - 0.5;
skinOpen = surfaceTexel.r;
skinThin = coverTexel.b;
skinSpecular = smoothstep( 0.22, 0.85, skinOpen );

float melanin = max( 0.02, uTone.x + pigmentTexel.x * 2.0 * uTone.z );
float blood = max( 0.02, uTone.y + pigmentTexel.y * 2.0 * uTone.w );
// Lips carry little melanin change but much blood; on deep skin they brown towards the border.
vec3 albedo = skinAlbedo( melanin, blood );
// Above the brows (50 mm over the tragions) the beard's channel holds the ground of the lower, rounder hairline.
float forehead = step( 50.0, vHead.y );
coverTexel.r = max( coverTexel.r, coverTexel.g * forehead * uRoundHairline );
float beardShade = coverTexel.g * ( 1.0 - forehead ) * uTraits.y;
albedo = mix( albedo, uHairColour * 0.5 + vec3( 0.012, 0.014, 0.018 ), beardShade );
float hairShade = smoothstep( 0.0, 0.78, coverTexel.r ) * uTraits.x;
albedo = mix( albedo, uHairColour, hairShade );
// Deep in nostril, mouth corner and ear canal the light has met flesh many times.
albedo *= mix( vec3( 0.30, 0.12, 0.12 ), vec3( 1.0 ), smoothstep( 0.02, 0.3, skinOpen ) );
diffuseColor.rgb = albedo;

roughnessFactor = clamp( surfaceTexel.g + 0.35 * hairShade, 0.1, 1.0 );
skinSpecular *= 1.0 - 0.7 * hairShade;

vec3 smoothNormal = normal;
vec2 slope = ( texture2D( uRelief, vAtlas ).rg - 0.5 ) * ( 2.0 / SLOPE_GAIN );
slope *= mix( 1.0, 1.35, uTraits.z ) * uTraits.w;
slope += ( texture2D( uAged, vAtlas ).rg - 0.5 ) * ( 2.0 / SLOPE_GAIN ) * uTraits.z;
vec3 fineNormal = skinTilt( smoothNormal, vAtlas, slope );
vec2 poreSlope = ( texture2D( uPores, vDetail ).rg - 0.5 ) * 0.55;
float poreAmount = uTraits.w * ( 1.0 - hairShade ) * smoothstep( 0.4, 0.52, surfaceTexel.g );
fineNormal = skinTilt( fineNormal, vDetail, poreSlope * poreAmount );
skinNormalR = normalize( mix( fineNormal, smoothNormal, 0.75 ) );
skinNormalG = normalize( mix( fineNormal, smoothNormal, 0.35 ) );
normal = fineNormal;
skinCurve = clamp( abs( surfaceTexel.b - 0.5 ) * 5.0, 0.02, 0.98 );
