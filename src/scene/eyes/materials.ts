import { AdditiveBlending, Color, DoubleSide, MeshPhysicalMaterial, type Texture } from 'three';
import eyeShader from '../../../shaders/eye.glsl?raw';
import { IRIS_MM, PUPIL_MM } from './eyeball';

export type EyeMaterial = MeshPhysicalMaterial & { eye: { uIris: { value: Color }; uIrisCentre: { value: Color }; uSclera: { value: Color } } };

/** Sclera and iris; `map` is eye.webp (red: iris fibres, green: vessels of the white). */
export function createEyeMaterial(map: Texture): EyeMaterial {
  const material = new MeshPhysicalMaterial({ roughness: 0.42, ior: 1.38 }) as EyeMaterial;
  material.eye = { uIris: { value: new Color('#5f7685') }, uIrisCentre: { value: new Color('#8a7350') }, uSclera: { value: new Color(1, 1, 1) } };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, material.eye, { uEyeMap: { value: map } });
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec3 eye;\nattribute float shade;\nvarying vec3 vEye;\nvarying float vShade;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\n\tvEye = eye;\n\tvShade = shade;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#define IRIS_MM ${IRIS_MM.toFixed(3)}\n#define PUPIL_MM ${PUPIL_MM.toFixed(3)}\n#include <common>\nuniform sampler2D uEyeMap;\nuniform vec3 uIris;\nuniform vec3 uIrisCentre;\nuniform vec3 uSclera;\nvarying vec3 vEye;\nvarying float vShade;`)
      .replace('#include <map_fragment>', eyeShader)
      .replace('#include <aomap_fragment>', 'reflectedLight.indirectSpecular *= 0.25 * vShade;\n\treflectedLight.directSpecular *= 0.2;');
  };
  material.customProgramCacheKey = () => 'bevel-eye';
  return material;
}

/** Cornea and tear film: nothing but its highlights, added to what lies behind. */
export function createCorneaMaterial(): MeshPhysicalMaterial {
  const material = new MeshPhysicalMaterial({ color: '#000000', roughness: 0.035, ior: 1.376, blending: AdditiveBlending, transparent: true, depthWrite: false });
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader.replace('#include <common>', '#include <common>\nattribute float shade;\nvarying float vShade;').replace('#include <begin_vertex>', '#include <begin_vertex>\n\tvShade = shade;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying float vShade;')
      .replace('#include <aomap_fragment>', 'reflectedLight.indirectSpecular *= vShade * vShade;\n\treflectedLight.directSpecular *= smoothstep( 0.2, 0.7, vShade );');
  };
  material.customProgramCacheKey = () => 'bevel-cornea';
  return material;
}

/** Lid edge, plica and caruncle: wet flesh with vertex colours. */
export function createWetMaterial(): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({ vertexColors: true, roughness: 0.42, clearcoat: 0.3, clearcoatRoughness: 0.15, side: DoubleSide });
}
