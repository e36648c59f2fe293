// Direct light on skin: the diffuse part is looked up by incidence and curvature, red with the softest normal.
void RE_Direct_Skin( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	ReflectedLight broad = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	RE_Direct_Physical( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, broad );
	PhysicalMaterial oily = material;
	oily.roughness = max( 0.16, material.roughness * 0.58 );
	ReflectedLight tight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	RE_Direct_Physical( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, oily, tight );
	reflectedLight.directSpecular += ( broad.directSpecular * 0.78 + tight.directSpecular * 0.22 ) * skinSpecular;

	vec3 l = directLight.direction;
	vec3 cosines = vec3( dot( skinNormalR, l ), dot( skinNormalG, l ), dot( geometryNormal, l ) ) * 0.5 + 0.5;
	vec3 arriving = vec3( texture2D( uScatter, vec2( cosines.r, skinCurve ) ).r, texture2D( uScatter, vec2( cosines.g, skinCurve ) ).g, texture2D( uScatter, vec2( cosines.b, skinCurve ) ).b );
	float nearby = mix( 1.0, skinOpen, 0.3 );
	reflectedLight.directDiffuse += directLight.color * arriving * nearby * BRDF_Lambert( material.diffuseColor );
	// Light that comes through the ear rim and the nasal ala.
	float through = skinThin * skinThin * saturate( 0.35 - dot( skinNormalR, l ) );
	reflectedLight.directDiffuse += directLight.color * through * vec3( 0.75, 0.16, 0.08 ) * BRDF_Lambert( sqrt( material.diffuseColor ) );
}

vec3 skinShadow( float s ) {
	return vec3( pow( s, 0.72 ), s, pow( s, 1.08 ) );
}

#undef RE_Direct
#define RE_Direct RE_Direct_Skin
