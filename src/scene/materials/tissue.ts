import { Color, DoubleSide, FrontSide, MeshStandardMaterial, Vector4 } from 'three';
import tissueLight from '../../../shaders/tissue_light.glsl?raw';
import tissuePars from '../../../shaders/tissue_pars.glsl?raw';
import tissueSurface from '../../../shaders/tissue_surface.glsl?raw';
import type { StructureKind } from '../../patient/types';

export type TissueKind = StructureKind | 'tooth' | 'gum';

interface Recipe {
  /** Which pattern of tissue_surface.glsl. */
  pattern: 0 | 1 | 2 | 3 | 4;
  colour: string;
  /** Grooves, stain or lobule edges. */
  second: string;
  roughness: number;
  /** Strength of the moisture's highlight. */
  coat?: number;
  /** Size of a lobule, mm. */
  lobule?: number;
  doubleSided?: boolean;
}

/** Colours of an anatomy plate (sRGB) after the colour convention of the atlas: arteries red, veins blue, nerves yellow, glands ochre, bone ivory, muscle red-brown, fat yellow. */
const RECIPES: Readonly<Record<TissueKind, Recipe>> = {
  muscle: { pattern: 1, colour: '#873a32', second: '#461512', roughness: 0.52, coat: 0.25, doubleSided: true },
  artery: { pattern: 4, colour: '#d3202f', second: '#a3101f', roughness: 0.34, coat: 0.5 },
  vein: { pattern: 4, colour: '#2f63b4', second: '#214a8c', roughness: 0.38, coat: 0.4 },
  nerve: { pattern: 4, colour: '#f2d94a', second: '#d9b52e', roughness: 0.48, coat: 0.15 },
  duct: { pattern: 4, colour: '#c79a45', second: '#a67b2f', roughness: 0.45, coat: 0.2 },
  gland: { pattern: 2, colour: '#c9984a', second: '#93642c', roughness: 0.5, coat: 0.3, lobule: 2.3, doubleSided: true },
  fat: { pattern: 2, colour: '#ecc65c', second: '#c08a2c', roughness: 0.42, coat: 0.4, lobule: 3.2, doubleSided: true },
  ligament: { pattern: 0, colour: '#ddd7c8', second: '#b7ad98', roughness: 0.45, coat: 0.2, doubleSided: true },
  bone: { pattern: 3, colour: '#e6dabd', second: '#97764a', roughness: 0.62 },
  cartilage: { pattern: 0, colour: '#a9b6b7', second: '#93a6ab', roughness: 0.4, coat: 0.25 },
  tooth: { pattern: 0, colour: '#efe8d8', second: '#cdb98f', roughness: 0.22, coat: 0.6 },
  gum: { pattern: 0, colour: '#c9746c', second: '#a54f4b', roughness: 0.35, coat: 0.5 },
};

export type TissueMaterial = MeshStandardMaterial & { tissue: { uHighlight: { value: Vector4 }; uSecond: { value: Color } } };

/**
 * Material of a tissue. The geometry may carry, per vertex (all optional; 0 where absent): `fibre` (unit direction of the muscle
 * fibres), `cavity` (0 open .. 1 deep hollow, from `cavityOf`), `pale` (0 belly .. 1 tendon, from `tendonEnds`). Positions in mm.
 */
export function createTissueMaterial(kind: TissueKind): TissueMaterial {
  const recipe = RECIPES[kind];
  const material = new MeshStandardMaterial({
    color: recipe.colour,
    roughness: recipe.roughness,
    side: recipe.doubleSided ? DoubleSide : FrontSide,
    fog: false,
  }) as TissueMaterial;
  material.tissue = { uHighlight: { value: new Vector4() }, uSecond: { value: new Color(recipe.second) } };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, material.tissue, { uCoat: { value: recipe.coat ?? 0 } });
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec3 fibre;\nattribute float cavity;\nattribute float pale;\nvarying vec3 vHead;\nvarying vec3 vHeadNormal;\nvarying vec3 vFibre;\nvarying float vCavity;\nvarying float vPale;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\n\tvHead = position;\n\tvHeadNormal = normal;\n\tvFibre = fibre;\n\tvCavity = cavity;\n\tvPale = pale;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#define TISSUE ${recipe.pattern}\n#define LOBULE_MM ${(recipe.lobule ?? 2).toFixed(2)}\n#include <common>`)
      .replace('#include <normal_pars_fragment>', `#include <normal_pars_fragment>\n${tissuePars}`)
      .replace('#include <lights_physical_pars_fragment>', `#include <lights_physical_pars_fragment>\n${tissueLight}`)
      .replace('#include <normal_fragment_maps>', tissueSurface)
      .replace(
        '#include <opaque_fragment>',
        `#if TISSUE == 4
	// The trunks of the neck dim before they end: the head is cut off there, they are not.
	outgoingLight *= mix( 0.35, 1.0, smoothstep( - 134.0, - 92.0, vHead.y ) );
#elif TISSUE == 1
	outgoingLight *= 1.0 - 0.55 * smoothstep( 0.0, 1.0, - vPale );
#endif
	#include <opaque_fragment>`,
      )
      .replace(
        '#include <aomap_fragment>',
        `float hollow = 1.0 - 0.75 * vCavity;
	reflectedLight.indirectDiffuse *= hollow;
	reflectedLight.indirectSpecular *= hollow * hollow * ( 1.0 + uCoat );
	reflectedLight.directDiffuse *= 1.0 - 0.35 * vCavity;
	float tissueRim = pow( 1.0 - saturate( dot( normal, geometryViewDir ) ), 2.0 );
	reflectedLight.directDiffuse += uHighlight.rgb * uHighlight.a * ( 0.2 + tissueRim );`,
      );
  };
  material.customProgramCacheKey = () => `bevel-tissue-${recipe.pattern}-${recipe.lobule ?? 0}`;
  return material;
}
