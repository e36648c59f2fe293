import type { SideName } from '../../atlas/types';
import type { Ground } from '../courses/ground';
import type { BodyBuffer } from './mesh';

/** A body that follows from skin, chart and landmarks alone: the same for every person on that skin. */
export type SkinBody = (ground: Ground, side: SideName) => BodyBuffer | null;

/** The same, built once a skin and side. What it returns is shared: not to be written to. */
export function oncePerSkin(build: SkinBody): SkinBody {
  const known = new WeakMap<object, Partial<Record<SideName, BodyBuffer | null>>>();
  return (ground, side) => {
    let sides = known.get(ground.skin);
    if (!sides) {
      sides = {};
      known.set(ground.skin, sides);
    }
    const made = sides[side];
    if (made !== undefined) return made;
    return (sides[side] = build(ground, side));
  };
}
