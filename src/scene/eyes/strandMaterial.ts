import { CustomBlending, DoubleSide, MeshLambertMaterial, OneFactor, Vector2, Vector3, ZeroFactor, type Color } from 'three';
import strandVertex from '../../../shaders/strand_vertex.glsl?raw';
import strandSplit from '../../../shaders/strand_split.glsl?raw';
import strandLight from '../../../shaders/strand_light.glsl?raw';
import type { SkinUniforms } from '../skin/material';

export interface StrandOptions {
  colour: Color;
  /** Brightness spread between strands, 0..1. */
  spread?: number;
  shine?: number;
  /** Dense hair hides what lies behind it; lashes and brows blend. */
  dense?: boolean;
  /** The skin's uniforms, so that the peel window cuts the hair as well. */
  peel?: Pick<SkinUniforms, 'uPeelCentre' | 'uPeelRadius'>;
}

const size = new Vector2();

export type StrandMaterial = MeshLambertMaterial & { strand: { uStrandWiden: { value: number } } };

/** Hair as camera-facing ribbons with fibre highlights; for geometry of `StrandBuilder`. */
export function createStrandMaterial({ colour, spread = 0.35, shine = 1, dense = false, peel }: StrandOptions): StrandMaterial {
  const material = new MeshLambertMaterial({ color: colour, side: DoubleSide, transparent: !dense, depthWrite: dense, alphaToCoverage: dense }) as StrandMaterial;
  material.strand = { uStrandWiden: { value: 1 } };
  if (dense) {
    // Coverage decides which samples a hair fills; what is filled is solid, and the canvas stays opaque.
    material.blending = CustomBlending;
    material.blendSrc = OneFactor;
    material.blendDst = ZeroFactor;
    material.blendSrcAlpha = ZeroFactor;
    material.blendDstAlpha = OneFactor;
  }
  const height = { value: 800 };
  const uniforms = { ...material.strand, uViewportHeight: height, uStrandShine: { value: shine }, uStrandSpread: { value: spread }, uPeelCentre: peel?.uPeelCentre ?? { value: new Vector3() }, uPeelRadius: peel?.uPeelRadius ?? { value: 0 } };
  material.onBeforeRender = (renderer) => {
    height.value = renderer.getDrawingBufferSize(size).y;
  };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    const varyings = 'varying vec3 vStrandTangent;\nvarying vec4 vStrandStyle;\nvarying float vStrandAlpha;\nvarying vec3 vHead;';
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\nattribute vec3 strand;\nattribute vec3 style;\nuniform float uViewportHeight;\nuniform float uStrandWiden;\n${varyings}`)
      .replace('#include <project_vertex>', strandVertex);
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\nuniform float uStrandShine;\nuniform float uStrandSpread;\nuniform vec3 uPeelCentre;\nuniform float uPeelRadius;\n${varyings}`)
      .replace('#include <lights_lambert_pars_fragment>', `#include <lights_lambert_pars_fragment>\n${strandLight}`)
      .replace('#include <color_fragment>', 'if ( uPeelRadius > 0.0 && distance( vHead, uPeelCentre ) < uPeelRadius ) discard;\n\tdiffuseColor.rgb *= ( 1.0 + uStrandSpread * vStrandStyle.x ) * mix( 0.62, 1.15, vStrandStyle.y );\n\tdiffuseColor.a *= vStrandAlpha;' + (dense ? strandSplit : ''))
      .replace('#include <normal_fragment_maps>', 'normal = normalize( vNormal );')
      .replace('#include <aomap_fragment>', 'reflectedLight.indirectDiffuse *= 0.75;')
      .replace('#include <opaque_fragment>', 'outgoingLight += reflectedLight.directSpecular;\n\t#include <opaque_fragment>');
  };
  material.customProgramCacheKey = () => `bevel-strand-${dense ? 1 : 0}`;
  return material;
}
