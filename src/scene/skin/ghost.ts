import { Color, ShaderMaterial } from 'three';

/**
 * The outline of a head whose skin is taken off: light only where the surface turns away from the eye, as a plate draws the ghost of what was
 * dissected. It tells where nose, ears and neck were. Fades out down the neck, so that it has no cut edge.
 */
export function createGhostMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    uniforms: { uColour: { value: new Color('#b9c9d6') }, uStrength: { value: 0.34 } },
    vertexShader: `
varying vec3 vNormalView;
varying vec3 vToEye;
varying float vHeight;
void main() {
	vec4 mv = modelViewMatrix * vec4( position, 1.0 );
	vNormalView = normalMatrix * normal;
	vToEye = - mv.xyz;
	vHeight = position.y;
	gl_Position = projectionMatrix * mv;
}`,
    fragmentShader: `
uniform vec3 uColour;
uniform float uStrength;
varying vec3 vNormalView;
varying vec3 vToEye;
varying float vHeight;
void main() {
	float facing = abs( dot( normalize( vNormalView ), normalize( vToEye ) ) );
	float rim = pow( 1.0 - facing, 2.6 );
	float low = smoothstep( - 178.0, - 120.0, vHeight );
	gl_FragColor = vec4( uColour, uStrength * ( 0.05 + rim ) * low );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,
  });
}
