import { useEffect, useMemo } from 'react';
import { DoubleSide, MeshPhysicalMaterial, MeshStandardMaterial, type Material } from 'three';
import type { StructureKind } from '../patient/types';

/** Colours of an anatomy plate, sRGB. */
const COLOURS: Record<StructureKind | 'tooth', string> = {
  artery: '#c8372f',
  vein: '#3f6fc4',
  nerve: '#e8cf4e',
  duct: '#b98b3f',
  muscle: '#9c4038',
  gland: '#c59a52',
  fat: '#e6c868',
  ligament: '#d9d4c6',
  bone: '#e3d8c0',
  cartilage: '#b9c6c9',
  tooth: '#efe9dc',
};

/** The material of a tissue at an opacity; shared per mesh, thrown away with it. */
export function useTissueMaterial(kind: StructureKind | 'tooth', opacity: number): Material {
  const material = useMemo(() => {
    const wet = kind === 'artery' || kind === 'vein' || kind === 'muscle' || kind === 'gland';
    return wet ? new MeshPhysicalMaterial({ color: COLOURS[kind], roughness: 0.42, clearcoat: 0.35, clearcoatRoughness: 0.4 }) : new MeshStandardMaterial({ color: COLOURS[kind], roughness: 0.6 });
  }, [kind]);
  useEffect(() => () => material.dispose(), [material]);
  const transparent = opacity < 0.995;
  if (material.transparent !== transparent) {
    material.transparent = transparent;
    material.needsUpdate = true;
  }
  material.opacity = opacity;
  material.side = kind === 'muscle' || kind === 'fat' ? DoubleSide : material.side;
  return material;
}
