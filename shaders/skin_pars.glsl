// Skin: pigment from two chromophores, pre-integrated subsurface scattering, two specular lobes, a peel window.
// After Penner & Borshukov (pre-integrated skin shading) and d'Eon & Luebke (sum-of-Gaussians profile).
uniform sampler2D uPigment;
uniform sampler2D uRelief;
uniform sampler2D uAged;
uniform sampler2D uSurface;
uniform sampler2D uCover;
uniform sampler2D uPores;
uniform sampler2D uScatter;
uniform vec4 uTone;        // melanin, haemoglobin, melanin spread, haemoglobin spread
uniform vec3 uHairColour;
uniform vec4 uTraits;      // hair ground, beard, age lines, pore strength
uniform float uRoundHairline; // 1 = a woman's, 0 = a man's
uniform vec3 uPeelCentre;  // mm, head space
uniform float uPeelRadius; // mm, 0 = whole skin
uniform vec4 uHighlight;   // colour, strength
varying vec2 vAtlas;
varying vec2 vDetail;
varying vec3 vHead;

vec3 skinNormalR;
vec3 skinNormalG;
float skinCurve;
float skinThin;
float skinOpen;
float skinSpecular;

// Beer-Lambert: what the two chromophores leave of the light that comes back from the dermis.
vec3 skinAlbedo( float melanin, float blood ) {
	return vec3( 0.885, 0.78, 0.61 ) * exp( - melanin * vec3( 0.98, 1.28, 1.56 ) - blood * vec3( 0.10, 0.96, 0.70 ) );
}

// Tilts a normal by falls (downhill slopes) given along the two axes of a texture.
vec3 skinTilt( vec3 n, vec2 uv, vec2 slope ) {
	vec3 px = dFdx( - vViewPosition );
	vec3 py = dFdy( - vViewPosition );
	vec2 ux = dFdx( uv );
	vec2 uy = dFdy( uv );
	vec3 r1 = cross( py, n );
	vec3 r2 = cross( n, px );
	vec3 t = r1 * ux.x + r2 * uy.x;
	vec3 b = r1 * ux.y + r2 * uy.y;
	float m = max( dot( t, t ), dot( b, b ) );
	if ( m <= 0.0 ) return n;
	t *= inversesqrt( max( dot( t, t ), 1e-20 ) );
	b *= inversesqrt( max( dot( b, b ), 1e-20 ) );
	return normalize( n + t * slope.x + b * slope.y );
}
