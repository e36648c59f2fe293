import type { BufferGeometry } from 'three';
import { globeGeometry, globeOfLids } from './eyeball';
import { lashGeometry } from './lashes';
import { lidShade, wetLine, type LidLoops } from './lids';

/** Named vertex loops of the skin, as in `head.surface.loops`. */
export type EyeLoops = Readonly<Record<string, ArrayLike<number>>>;

function loopsOf(loops: EyeLoops, side: 'left' | 'right'): LidLoops {
  const get = (name: string): ArrayLike<number> => {
    const loop = loops[`${name}-${side}`];
    if (!loop) throw new Error(`The head has no loop "${name}-${side}"; rebuild head.glb with the scripts in modelling/.`);
    return loop;
  };
  return { lash: get('lash-line'), margin: get('lid-margin'), inner: get('lid-inner') };
}

/** All geometry of both eyes for one patient's skin (mm). */
export function buildEyes(
  loops: EyeLoops,
  skin: Float32Array,
  eyes: { left: { centre: readonly [number, number, number] }; right: { centre: readonly [number, number, number] } },
  sex: 'female' | 'male',
): { globe: BufferGeometry; cornea: BufferGeometry; wet: BufferGeometry; lash: BufferGeometry } {
  const lids = [loopsOf(loops, 'left'), loopsOf(loops, 'right')];
  const globes = [globeOfLids(eyes.left.centre, lids[0].inner, skin), globeOfLids(eyes.right.centre, lids[1].inner, skin)];
  const shades = globes.map((g, i) => lidShade(lids[i].inner, skin, g));
  return {
    globe: globeGeometry(globes, false, (i, p) => shades[i](p)),
    cornea: globeGeometry(globes, true, (i, p) => shades[i](p)),
    wet: wetLine(globes, lids, skin),
    lash: lashGeometry(globes, lids, skin, sex),
  };
}
