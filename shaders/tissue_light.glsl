// Direct light on wet tissue: diffuse, a broad lobe, and the tight lobe of the moisture on it (uCoat), all from one half vector.
uniform float uCoat;

void RE_Direct_Tissue( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 l = directLight.direction;
	float nl = saturate( dot( geometryNormal, l ) );
	if ( nl <= 0.0 ) return;
	vec3 h = normalize( l + geometryViewDir );
	float nv = saturate( dot( geometryNormal, geometryViewDir ) );
	float nh = saturate( dot( geometryNormal, h ) );
	float broad = pow2( material.roughness );
	float lobes = V_GGX_SmithCorrelated( broad, nl, nv ) * D_GGX( broad, nh );
	if ( uCoat > 0.0 ) lobes += uCoat * V_GGX_SmithCorrelated( 0.1225, nl, nv ) * D_GGX( 0.1225, nh );
	vec3 fresnel = F_Schlick( material.specularColorBlended, material.specularF90, saturate( dot( geometryViewDir, h ) ) );
	reflectedLight.directSpecular += directLight.color * fresnel * ( nl * lobes );
	reflectedLight.directDiffuse += directLight.color * nl * BRDF_Lambert( material.diffuseContribution ) * ( 1.0 - fresnel );
}

#undef RE_Direct
#define RE_Direct RE_Direct_Tissue
