import { MeshPhysicalMaterial, ShaderChunk, Vector3, Vector4, Color, type Texture } from 'three';
import skinPars from '../../../shaders/skin_pars.glsl?raw';
import skinLight from '../../../shaders/skin_light.glsl?raw';
import skinSurface from '../../../shaders/skin_surface.glsl?raw';
import peel from '../../../shaders/peel.glsl?raw';
import { scatterTable } from './scatter';
import { SKIN_TONES, type SkinTone } from './tones';

/** The maps of the skin, as loaded by `loadSkinTextures`. */
export interface SkinTextures {
  pigment: Texture;
  relief: Texture;
  aged: Texture;
  surface: Texture;
  cover: Texture;
  pores: Texture;
}

/** What may change from frame to frame; the app writes to these. */
export interface SkinUniforms {
  uPeelCentre: { value: Vector3 };
  /** mm; 0 closes the window. */
  uPeelRadius: { value: number };
  /** rgb and strength 0..1. */
  uHighlight: { value: Vector4 };
  uTone: { value: Vector4 };
  uHairColour: { value: Color };
  /** Hair ground, beard, age lines, pore strength. */
  uTraits: { value: Vector4 };
  uRoundHairline: { value: number };
}

export type SkinMaterial = MeshPhysicalMaterial & { skin: SkinUniforms };

/** Look of one person's skin apart from the tone. */
export interface SkinTraits {
  /** 0..1: shadow of scalp hair and brows in the skin. */
  hair: number;
  /** 0..1: shaved beard. */
  beard: number;
  /** 0..1: lines that come with age. */
  lines: number;
  /** Strength of pores and fine lines, 1 = as painted. */
  pores: number;
  /** How strongly blood colours lips, cheeks and nose, 1 = as painted. */
  flush: number;
  /** The lower hairline without recession. */
  roundHairline: boolean;
}

/** Traits that go with sex and age (years); a display choice, not a measurement. */
export function traitsFor(sex: 'female' | 'male', age: number): SkinTraits {
  const years = Math.min(1, Math.max(0, (age - 25) / 45));
  return { hair: 1, beard: sex === 'male' ? 0.5 : 0, lines: 0.06 + 0.94 * years, pores: sex === 'male' ? 1.15 : 0.85, flush: sex === 'male' ? 0.8 : 1, roundHairline: sex === 'female' };
}

/** Must equal the gain that the baker stored slopes with. */
export const SLOPE_GAIN = '2.5';

/** Skin as a physical material with the scattering patched in. Dispose it as any material; textures stay the caller's. */
export function createSkinMaterial(textures: SkinTextures, tone: SkinTone = SKIN_TONES.light, traits: SkinTraits = traitsFor('female', 35)): SkinMaterial {
  const material = new MeshPhysicalMaterial({ roughness: 0.5, metalness: 0, ior: 1.42 }) as SkinMaterial;
  material.skin = {
    uPeelCentre: { value: new Vector3() },
    uPeelRadius: { value: 0 },
    uHighlight: { value: new Vector4(0, 0, 0, 0) },
    uTone: { value: new Vector4() },
    uHairColour: { value: new Color() },
    uTraits: { value: new Vector4() },
    uRoundHairline: { value: 0 },
  };
  setSkinLook(material, tone, traits);
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, material.skin, {
      uPigment: { value: textures.pigment },
      uRelief: { value: textures.relief },
      uAged: { value: textures.aged },
      uSurface: { value: textures.surface },
      uCover: { value: textures.cover },
      uPores: { value: textures.pores },
      uScatter: { value: scatterTable() },
    });
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec2 atlasUv;\nattribute vec2 detailUv;\nvarying vec2 vAtlas;\nvarying vec2 vDetail;\nvarying vec3 vHead;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\n\tvAtlas = atlasUv;\n\tvDetail = detailUv;\n\tvHead = position;');
    const lights = ShaderChunk.lights_fragment_begin.replace(/directLight\.color \*= (\( directLight\.visible && receiveShadow \).*);/g, 'directLight.color *= skinShadow( $1 );');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#define SLOPE_GAIN ${SLOPE_GAIN}\n#include <common>`)
      .replace('#include <normal_pars_fragment>', `#include <normal_pars_fragment>\n${skinPars}`)
      .replace('#include <shadowmap_pars_fragment>', `#include <shadowmap_pars_fragment>\n${skinLight}`)
      .replace('#include <normal_fragment_maps>', `${skinSurface}\n${peel}`)
      .replace('#include <lights_fragment_begin>', lights)
      .replace(
        '#include <aomap_fragment>',
        `reflectedLight.indirectDiffuse *= vec3( pow( skinOpen, 0.8 ), pow( skinOpen, 1.12 ), pow( skinOpen, 1.2 ) );
	reflectedLight.indirectSpecular *= computeSpecularOcclusion( saturate( dot( geometryNormal, geometryViewDir ) ), skinOpen, material.roughness ) * skinSpecular;
	float rimLight = pow( 1.0 - saturate( dot( smoothNormal, geometryViewDir ) ), 3.0 );
	reflectedLight.directDiffuse += uHighlight.rgb * uHighlight.a * ( 0.12 + rimLight );`,
      );
  };
  material.customProgramCacheKey = () => 'bevel-skin';
  return material;
}

/** Changes tone and traits of a skin material; shows with the next frame. */
export function setSkinLook(material: SkinMaterial, tone: SkinTone, traits: SkinTraits): void {
  material.skin.uTone.value.set(tone.melanin, tone.blood, tone.melaninSpread, tone.bloodSpread * traits.flush);
  material.skin.uHairColour.value.copy(tone.hair);
  material.skin.uTraits.value.set(traits.hair, traits.beard, traits.lines, traits.pores);
  material.skin.uRoundHairline.value = traits.roundHairline ? 1 : 0;
}
