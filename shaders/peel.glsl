// The peel window: a round opening in the skin. The edge shows a cut: epidermis, pale dermis, yellow fat.
float peelDistance = distance( vHead, uPeelCentre ) - uPeelRadius;
if ( uPeelRadius > 0.0 ) {
	if ( peelDistance < 0.0 ) discard;
	float cut = peelDistance / clamp( uPeelRadius * 0.12, 0.9, 1.8 );
	if ( cut < 1.0 ) {
		vec3 fat = vec3( 0.80, 0.56, 0.19 );
		vec3 dermis = vec3( 0.82, 0.50, 0.42 );
		vec3 layers = mix( fat, dermis, smoothstep( 0.3, 0.42, cut ) );
		layers = mix( layers, diffuseColor.rgb * 0.8, smoothstep( 0.72, 0.92, cut ) );
		diffuseColor.rgb = mix( diffuseColor.rgb, layers * ( 0.55 + 0.45 * cut ), 1.0 - smoothstep( 0.8, 1.0, cut ) );
	}
}
