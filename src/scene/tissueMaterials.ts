import { useEffect, useMemo } from 'react';
import type { Material } from 'three';
import type { StructureKind } from '../patient/types';
import { createTissueMaterial } from './materials/tissue';

/** The material of a tissue at an opacity; shared per mesh, thrown away with it. */
export function useTissueMaterial(kind: StructureKind | 'tooth', opacity: number): Material {
  const material = useMemo(() => createTissueMaterial(kind), [kind]);
  useEffect(() => () => material.dispose(), [material]);
  const transparent = opacity < 0.995;
  if (material.transparent !== transparent) {
    material.transparent = transparent;
    material.needsUpdate = true;
  }
  material.opacity = opacity;
  return material;
}
