/** Repairs folded chart triangles: the labels round them are relaxed towards the mean of their neighbours until every area is positive. */
import type { Surface } from './surface';
import { areaNormal, dot3 } from './surface';

/** Chart area over skin area of a triangle; negative where the chart is folded. */
export function areaRatio(half: Surface, u: Float64Array, v: Float64Array, t: number): number {
  const [a, b, c] = [half.triangles[3 * t], half.triangles[3 * t + 1], half.triangles[3 * t + 2]];
  const n = areaNormal(half, t);
  return ((u[b] - u[a]) * (v[c] - v[a]) - (u[c] - u[a]) * (v[b] - v[a])) / Math.sqrt(dot3(n, n));
}

/**
 * @param held vertices that never move; @param onlyV vertices whose u is 0
 * @param rim vertices of open edges, held during the first rounds
 * @param least smallest accepted chart area over skin area
 * @returns triangles still below `least`
 */
export function untangle(half: Surface, u: Float64Array, v: Float64Array, held: Uint8Array, onlyV: Uint8Array, rim: Uint8Array, least = 0.08, rounds = 90): number[] {
  const count = u.length;
  const neighbours: Set<number>[] = Array.from({ length: count }, () => new Set<number>());
  for (let t = 0; t < half.triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      neighbours[half.triangles[t + k]].add(half.triangles[t + ((k + 1) % 3)]);
      neighbours[half.triangles[t + k]].add(half.triangles[t + ((k + 2) % 3)]);
    }
  }
  const bad = (): number[] => {
    const out: number[] = [];
    for (let t = 0; t < half.triangles.length / 3; t++) if (areaRatio(half, u, v, t) < least) out.push(t);
    return out;
  };
  let list = bad();
  for (let round = 0; round < rounds && list.length > 0; round++) {
    let patch = new Set<number>();
    for (const t of list) for (let k = 0; k < 3; k++) patch.add(half.triangles[3 * t + k]);
    for (let ring = 0; ring < 1 + Math.floor(round / 12); ring++) {
      const wider = new Set(patch);
      for (const i of patch) for (const j of neighbours[i]) wider.add(j);
      patch = wider;
    }
    const free = [...patch].filter((i) => !held[i] && (!rim[i] || (round > 30 && round % 2 === 1)));
    for (let sweep = 0; sweep < 25; sweep++) {
      for (const i of free) {
        let su = 0;
        let sv = 0;
        for (const j of neighbours[i]) {
          // A rim vertex slides along its rim: only rim neighbours pull on it.
          if (rim[i] && !rim[j]) continue;
          su += u[j];
          sv += v[j];
        }
        let n = neighbours[i].size;
        if (rim[i]) {
          n = 0;
          for (const j of neighbours[i]) if (rim[j]) n++;
          if (n === 0) continue;
        }
        if (!onlyV[i]) u[i] += 0.5 * (su / n - u[i]);
        v[i] += 0.5 * (sv / n - v[i]);
      }
    }
    list = bad();
  }
  return list;
}
