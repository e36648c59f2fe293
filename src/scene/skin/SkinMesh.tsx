import { useThree, type ThreeElements } from '@react-three/fiber';
import { use, useEffect, useMemo, type ReactNode } from 'react';
import { MeshBasicMaterial } from 'three';
import { createSkinGeometry, updateSkinGeometry, type SkinTopology } from './geometry';
import { createSkinMaterial, setSkinLook, traitsFor, type SkinMaterial, type SkinTextures } from './material';
import { loadSkinTextures } from './textures';
import { SKIN_TONES, type ToneId } from './tones';

const loading = new Map<string, Promise<SkinTextures>>();

/** The skin maps, loaded once per address; suspends while they load. */
export function useSkinTextures(base = `${import.meta.env.BASE_URL}models/textures/`): SkinTextures {
  let promise = loading.get(base);
  if (!promise) {
    promise = loadSkinTextures(base);
    loading.set(base, promise);
    promise.catch(() => loading.delete(base));
  }
  return use(promise);
}

export interface SkinMeshProps {
  /** `head.surface.render` of the head model. */
  topology: SkinTopology;
  /** The patient's skin: positions and normals per skin vertex, mm. */
  skin: { positions: Float32Array; normals: Float32Array };
  sex: 'female' | 'male';
  /** Years. */
  age: number;
  tone?: ToneId;
  /** 0..1; below 1 the skin is drawn after what lies beneath, its own far side hidden. */
  opacity?: number;
  /** Called with the material, whose `skin` uniforms (peel window, highlight) the caller may write each frame. */
  onMaterial?: (material: SkinMaterial) => void;
  /** Passed to the mesh (pointer events, visible, …). */
  mesh?: Omit<ThreeElements['mesh'], 'geometry' | 'material' | 'ref'>;
  children?: ReactNode;
}

/** The face. Place it under the root that is in millimetres. */
export function SkinMesh({ topology, skin, sex, age, tone = 'light', opacity = 1, onMaterial, mesh, children }: SkinMeshProps) {
  const textures = useSkinTextures();
  const invalidate = useThree((s) => s.invalidate);
  const geometry = useMemo(() => createSkinGeometry(topology), [topology]);
  const material = useMemo(() => createSkinMaterial(textures), [textures]);
  const depthOnly = useMemo(() => new MeshBasicMaterial({ colorWrite: false }), []);
  useEffect(() => {
    updateSkinGeometry(geometry, topology, skin);
    invalidate();
  }, [geometry, topology, skin, invalidate]);
  useEffect(() => {
    setSkinLook(material, SKIN_TONES[tone], traitsFor(sex, age));
    invalidate();
  }, [material, tone, sex, age, invalidate]);
  useEffect(() => {
    const clear = opacity < 0.995;
    if (material.transparent !== clear) {
      material.transparent = clear;
      material.needsUpdate = true;
    }
    material.opacity = opacity;
    invalidate();
  }, [material, opacity, invalidate]);
  useEffect(() => onMaterial?.(material), [material, onMaterial]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => material.dispose(), [material]);
  useEffect(() => () => depthOnly.dispose(), [depthOnly]);
  return (
    <>
      {opacity < 0.995 && opacity > 0.01 && <mesh geometry={geometry} material={depthOnly} renderOrder={9} raycast={() => null} />}
      <mesh geometry={geometry} material={material} renderOrder={opacity < 0.995 ? 10 : 0} visible={opacity > 0.01} castShadow receiveShadow {...mesh}>
        {children}
      </mesh>
    </>
  );
}
