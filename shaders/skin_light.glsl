// Direct light on skin: the diffuse part is looked up by incidence and curvature, red with the softest normal.
// Two specular lobes share their Fresnel term: the broad one of the horny layer, a tighter one of the oil on it.
void RE_Direct_Skin( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 l = directLight.direction;
	float nl = saturate( dot( geometryNormal, l ) );
	if ( nl > 0.0 ) {
		vec3 h = normalize( l + geometryViewDir );
		float nv = saturate( dot( geometryNormal, geometryViewDir ) );
		float nh = saturate( dot( geometryNormal, h ) );
		float broad = pow2( material.roughness );
		float tight = pow2( max( 0.16, material.roughness * 0.58 ) );
		float lobes = 0.78 * V_GGX_SmithCorrelated( broad, nl, nv ) * D_GGX( broad, nh ) + 0.22 * V_GGX_SmithCorrelated( tight, nl, nv ) * D_GGX( tight, nh );
		vec3 fresnel = F_Schlick( material.specularColorBlended, material.specularF90, saturate( dot( geometryViewDir, h ) ) );
		reflectedLight.directSpecular += directLight.color * fresnel * ( nl * lobes * skinSpecular );
	}

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
