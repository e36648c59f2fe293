// Kajiya & Kay: light along a fibre, with a white and a tinted highlight shifted along it.
void RE_Direct_Strand( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 t = normalize( vStrandTangent );
	float sinL = sqrt( max( 0.0, 1.0 - pow2( dot( t, directLight.direction ) ) ) );
	float facing = smoothstep( - 0.35, 0.6, dot( geometryNormal, directLight.direction ) );
	reflectedLight.directDiffuse += directLight.color * sinL * facing * BRDF_Lambert( material.diffuseColor ) * 0.85;
	vec3 h = normalize( directLight.direction + geometryViewDir );
	float shift = 0.05 * vStrandStyle.x;
	vec3 t1 = normalize( t + geometryNormal * ( 0.09 + shift ) );
	vec3 t2 = normalize( t - geometryNormal * ( 0.13 + shift ) );
	float s1 = pow( max( 0.0, 1.0 - pow2( dot( t1, h ) ) ), 48.0 );
	float s2 = pow( max( 0.0, 1.0 - pow2( dot( t2, h ) ) ), 14.0 );
	reflectedLight.directSpecular += directLight.color * facing * ( 0.04 * s1 + 0.5 * s2 * material.diffuseColor ) * uStrandShine;
}
#undef RE_Direct
#define RE_Direct RE_Direct_Strand
