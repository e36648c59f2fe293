import { use, useEffect, useMemo } from 'react';
import { TextureLoader, type Texture } from 'three';
import { useThree } from '@react-three/fiber';
import { prepareMap } from '../skin/textures';
import { SKIN_TONES, type ToneId } from '../skin/tones';
import { buildEyes, type EyeLoops } from './build';
import { createCorneaMaterial, createEyeMaterial, createWetMaterial } from './materials';
import { createStrandMaterial } from './strandMaterial';

const loading = new Map<string, Promise<Texture>>();

/** The eye map, loaded once; suspends while it loads. */
export function useEyeMap(base = `${import.meta.env.BASE_URL}models/textures/`) {
  const url = `${base}eye.webp`;
  let promise = loading.get(url);
  if (!promise) {
    promise = new TextureLoader().loadAsync(url).then(
      (t) => prepareMap(t, false),
      () => {
        loading.delete(url);
        throw new Error(`Eye map ${url} could not be loaded; check that the build copied public/models.`);
      },
    );
    loading.set(url, promise);
  }
  return use(promise);
}

export interface EyesProps {
  /** `head.surface.loops` of the head model. */
  loops: EyeLoops;
  /** The patient's skin positions, mm per skin vertex. */
  skin: { positions: Float32Array };
  /** Centres of the fitted eyeballs, mm: left, right. */
  eyes: { left: { centre: readonly [number, number, number] }; right: { centre: readonly [number, number, number] } };
  sex: 'female' | 'male';
  tone?: ToneId;
  /** Iris colours in place of the tone's own. */
  iris?: { outer: string; centre: string };
  /** Lashes and wet line belong to the skin: hide them with it. */
  lids?: boolean;
}

/** Globes, clear cornea, wet line and lashes: four draw calls, under the root in millimetres. */
export function Eyes({ loops, skin, eyes, sex, tone = 'light', iris, lids = true }: EyesProps) {
  const map = useEyeMap();
  const invalidate = useThree((s) => s.invalidate);
  const parts = useMemo(() => buildEyes(loops, skin.positions, eyes, sex), [loops, skin, eyes, sex]);
  const materials = useMemo(() => ({ globe: createEyeMaterial(map), cornea: createCorneaMaterial(), wet: createWetMaterial(), lash: createStrandMaterial({ colour: SKIN_TONES[tone].hair.clone().multiplyScalar(0.3), shine: 0.4 }) }), [map, tone]);
  useEffect(() => {
    materials.globe.eye.uIris.value.set(iris?.outer ?? SKIN_TONES[tone].iris);
    materials.globe.eye.uIrisCentre.value.set(iris?.centre ?? SKIN_TONES[tone].irisCentre);
    materials.globe.eye.uSclera.value.copy(SKIN_TONES[tone].sclera);
    invalidate();
  }, [materials, iris, tone, invalidate]);
  useEffect(() => () => Object.values(parts).forEach((g) => g.dispose()), [parts]);
  useEffect(() => () => Object.values(materials).forEach((m) => m.dispose()), [materials]);
  return (
    <group>
      <mesh geometry={parts.globe} material={materials.globe} receiveShadow />
      <mesh geometry={parts.cornea} material={materials.cornea} renderOrder={2} raycast={() => null} />
      {lids && <mesh geometry={parts.wet} material={materials.wet} raycast={() => null} />}
      {lids && <mesh geometry={parts.lash} material={materials.lash} renderOrder={12} raycast={() => null} />}
    </group>
  );
}
