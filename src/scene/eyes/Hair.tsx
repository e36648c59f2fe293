import { useFrame } from '@react-three/fiber';
import { use, useEffect, useMemo } from 'react';
import { stage } from '../stage';
import { SKIN_TONES, type ToneId } from '../skin/tones';
import type { SkinUniforms } from '../skin/material';
import { buildHair } from './hairGeometry';
import { readStrands } from './strandFile';
import { createStrandMaterial } from './strandMaterial';

const loading = new Map<string, Promise<ReturnType<typeof readStrands>>>();

function useStrands(base: string) {
  const url = `${base}strands.bin`;
  let promise = loading.get(url);
  if (!promise) {
    promise = fetch(url).then(async (answer) => {
      if (!answer.ok) throw new Error(`Hair ${url} could not be loaded (status ${answer.status}).`);
      return readStrands(await answer.arrayBuffer());
    });
    loading.set(url, promise);
    promise.catch(() => loading.delete(url));
  }
  return use(promise);
}

export interface HairProps {
  /** `head.surface.triangles`. */
  triangles: Uint32Array;
  /** The patient's skin, mm per skin vertex. */
  skin: { positions: Float32Array; normals: Float32Array };
  sex: 'female' | 'male';
  tone?: ToneId;
  /** The skin material's uniforms, so that the peel window opens the hair too. */
  peel?: Pick<SkinUniforms, 'uPeelCentre' | 'uPeelRadius'>;
  /** Draw the scalp hair; brows are always drawn. */
  scalp?: boolean;
}

/** Brows and short swept-back hair bound to the skin: two draw calls, under the root in millimetres. */
export function Hair({ triangles, skin, sex, tone = 'light', peel, scalp = true }: HairProps) {
  const strands = useStrands(`${import.meta.env.BASE_URL}models/textures/`);
  const parts = useMemo(() => buildHair(strands, triangles, skin, sex, scalp), [strands, triangles, skin, sex, scalp]);
  const materials = useMemo(() => {
    const colour = SKIN_TONES[tone].hair;
    return {
      fine: createStrandMaterial({ colour: colour.clone().multiplyScalar(1.25), spread: 0.4, shine: 0.5, peel }),
      locks: createStrandMaterial({ colour: colour.clone(), spread: 0.4, dense: true, peel }),
    };
  }, [tone, peel]);
  // While a slow machine moves the picture half of the locks are drawn, each wider, and the fine hairs of the hairline are left out.
  useFrame(() => {
    const { reduced } = stage.quality;
    const all = parts.locks.index?.count ?? 0;
    parts.locks.setDrawRange(0, reduced ? Math.floor(all / 12) * 6 : all);
    parts.fine.setDrawRange(0, reduced ? parts.browIndices : Infinity);
    materials.locks.strand.uStrandWiden.value = reduced ? 1.5 : 1;
  });
  useEffect(() => () => [parts.fine, parts.locks].forEach((g) => g.dispose()), [parts]);
  useEffect(() => () => Object.values(materials).forEach((m) => m.dispose()), [materials]);
  return (
    <group>
      <mesh geometry={parts.fine} material={materials.fine} renderOrder={11} raycast={() => null} />
      {scalp && <mesh geometry={parts.locks} material={materials.locks} raycast={() => null} />}
    </group>
  );
}
