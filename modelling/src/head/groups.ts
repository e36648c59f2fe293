/** Soft vertex groups of the cage, 0..255 per vertex, from the quad regions and from authored planes on the cage at rest. */
import { REGIONS, type Cage } from './cage';

const smooth = (low: number, high: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
};

/** Named groups; every list has one weight a cage vertex. */
export function vertexGroups(cage: Cage, rest: Float64Array): { name: string; weights: Uint8Array }[] {
  const n = cage.source.length;
  const ofRegions = (names: string[]): Uint8Array => {
    const wanted = names.map((r) => REGIONS.indexOf(r as (typeof REGIONS)[number]));
    const hit = new Float64Array(n);
    const all = new Float64Array(n);
    cage.region.forEach((r, f) => {
      for (let i = 0; i < 4; i++) {
        all[cage.quads[f * 4 + i]]++;
        if (wanted.includes(r)) hit[cage.quads[f * 4 + i]]++;
      }
    });
    return Uint8Array.from(hit, (h, i) => (all[i] ? Math.round((255 * h) / all[i]) : 0));
  };
  const field = (at: (x: number, y: number, z: number) => number): Uint8Array => {
    const out = new Uint8Array(n);
    for (let i = 0; i < cage.skinCount; i++) out[i] = Math.round(255 * at(Math.abs(rest[i * 3]), rest[i * 3 + 1], rest[i * 3 + 2]));
    return out;
  };
  const ears = ofRegions(['ear']);
  // Hairline of the reference: trichion 75 mm above the pupils, temporal recess, sideburn in front of the ear, nape.
  const scalp = field((x, y, z) => {
    const hairline = 86 - 0.0062 * x * x + smooth(30, 52, x) * 4;
    const front = smooth(-5, 5, y - hairline);
    const side = smooth(-6, 6, 22 - z) * smooth(-8, 8, y - (z > -8 ? -2 : Math.min(-2, -30 - z * 0.25)));
    return Math.max(z > 20 ? front : Math.max(front, side), side);
  }).map((v, i) => (ears[i] > 127 ? 0 : v));
  const neck = field((_x, y, z) => smooth(-70, -95, y - Math.max(0, (z - 30) * -0.2)) * (1 - smooth(60, 110, z + (y + 100) * 0.4)));
  return [
    { name: 'lips', weights: ofRegions(['vermilion']) },
    { name: 'mouth-interior', weights: ofRegions(['mouth-interior']) },
    { name: 'nostril-interior', weights: ofRegions(['nostril-interior']) },
    { name: 'eye-socket', weights: ofRegions(['eye-socket']) },
    { name: 'ears', weights: ears },
    { name: 'scalp', weights: scalp },
    { name: 'neck', weights: neck },
  ];
}
