// Patterns for the tissues below the skin, all in millimetres of head space.
varying vec3 vHead;
varying vec3 vHeadNormal;
varying vec3 vFibre;
varying float vCavity;
varying float vPale;
uniform vec4 uHighlight; // colour, strength
uniform vec3 uSecond;    // colour of grooves, tendon or lobule edges

float tissueHash( vec2 p ) {
	p = fract( p * vec2( 0.1031, 0.1030 ) );
	p += dot( p, p.yx + 33.33 );
	return fract( ( p.x + p.y ) * p.x );
}

float tissueHash3( vec3 p ) {
	p = fract( p * 0.1031 );
	p += dot( p, p.zyx + 31.32 );
	return fract( ( p.x + p.y ) * p.z );
}

float tissueNoise( vec2 p ) {
	vec2 i = floor( p );
	vec2 f = fract( p );
	f = f * f * ( 3.0 - 2.0 * f );
	return mix( mix( tissueHash( i ), tissueHash( i + vec2( 1.0, 0.0 ) ), f.x ), mix( tissueHash( i + vec2( 0.0, 1.0 ) ), tissueHash( i + 1.0 ), f.x ), f.y );
}

float tissueNoise3( vec3 p ) {
	vec3 i = floor( p );
	vec3 f = fract( p );
	f = f * f * ( 3.0 - 2.0 * f );
	vec2 e = vec2( 0.0, 1.0 );
	float a = mix( mix( tissueHash3( i ), tissueHash3( i + e.yxx ), f.x ), mix( tissueHash3( i + e.xyx ), tissueHash3( i + e.yyx ), f.x ), f.y );
	float b = mix( mix( tissueHash3( i + e.xxy ), tissueHash3( i + e.yxy ), f.x ), mix( tissueHash3( i + e.xyy ), tissueHash3( i + e.yyy ), f.x ), f.y );
	return mix( a, b, f.z );
}

// Fascicles and finer strands along direction d; x = colour pattern, y = height. Far away they melt into their mean.
vec2 fibreLines( vec2 q, vec2 d, float pixel ) {
	float a = dot( q, d );
	float b = dot( q, vec2( - d.y, d.x ) );
	float coarse = tissueNoise( vec2( a * 0.05, b * 0.75 ) );
	float middle = tissueNoise( vec2( a * 0.08 + 5.0, b * 1.9 ) );
	float fine = tissueNoise( vec2( a * 0.16 + 9.0, b * 4.6 ) );
	middle = mix( middle, 0.5, smoothstep( 0.25, 0.7, pixel ) );
	fine = mix( fine, 0.5, smoothstep( 0.08, 0.28, pixel ) );
	return vec2( 0.34 * coarse + 0.38 * middle + 0.28 * fine, 0.5 * coarse + 0.35 * middle + 0.15 * fine );
}

// Directions turn in steps of a sixteenth of a half turn, blended, so that lines stay straight where the fibres fan out.
vec2 fibrePlane( vec2 q, vec2 f, float pixel ) {
	float t = mod( atan( f.y, f.x ) / 3.14159265 * 16.0, 16.0 );
	float i = floor( t );
	float w = smoothstep( 0.15, 0.85, fract( t ) );
	float a = i * 0.19634954;
	float b = mod( i + 1.0, 16.0 ) * 0.19634954;
	if ( w <= 0.0 ) return fibreLines( q, vec2( cos( a ), sin( a ) ), pixel );
	if ( w >= 1.0 ) return fibreLines( q, vec2( cos( b ), sin( b ) ), pixel );
	return mix( fibreLines( q, vec2( cos( a ), sin( a ) ), pixel ), fibreLines( q, vec2( cos( b ), sin( b ) ), pixel ), w );
}

// Nearest lobule: x = distance to its middle, y = distance to the edge between two, z = its own random number; `middle` leads there.
vec3 lobules( vec3 p, out vec3 middle ) {
	vec3 cell = floor( p );
	float d1 = 9.0;
	float d2 = 9.0;
	float id = 0.0;
	for ( int k = - 1; k <= 1; k ++ ) for ( int j = - 1; j <= 1; j ++ ) for ( int i = - 1; i <= 1; i ++ ) {
		vec3 c = cell + vec3( float( i ), float( j ), float( k ) );
		vec3 o = vec3( tissueHash3( c ), tissueHash3( c + 17.3 ), tissueHash3( c + 41.7 ) );
		vec3 to = c + o - p;
		float d = length( to );
		if ( d < d1 ) { d2 = d1; d1 = d; id = o.x; middle = to; } else if ( d < d2 ) d2 = d;
	}
	return vec3( d1, d2 - d1, id );
}

// Tilts the normal by a height (mm) known at this pixel and its neighbours.
vec3 tissueBump( vec3 n, float height, vec3 viewMm ) {
	vec3 px = dFdx( viewMm );
	vec3 py = dFdy( viewMm );
	vec3 r1 = cross( py, n );
	vec3 r2 = cross( n, px );
	float det = dot( px, r1 );
	vec3 grad = sign( det ) * ( dFdx( height ) * r1 + dFdy( height ) * r2 );
	return normalize( abs( det ) * n - grad );
}
