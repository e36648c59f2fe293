/** Which ends of the capsule chains run out in the tissue, and how a drawn tube thins there: a vessel does not stop like a cut wire. */
import type { CompiledPatient } from '../patient/types';

const CELL_MM = 4;

/** Tells whether another structure's capsule lies at a point, so that a tube ending there is joined. Linear in the capsules, made once per patient. */
export function joinFinder({ tubes }: Pick<CompiledPatient, 'tubes'>): (x: number, y: number, z: number, radius: number, structure: number) => boolean {
  const { a, b, radius, structure } = tubes;
  const cells = new Map<string, number[]>();
  const key = (x: number, y: number, z: number) => `${x},${y},${z}`;
  const cell = (v: number) => Math.floor(v / CELL_MM);
  for (let s = 0; s < radius.length; s++) {
    const k = key(cell((a[s * 3] + b[s * 3]) / 2), cell((a[s * 3 + 1] + b[s * 3 + 1]) / 2), cell((a[s * 3 + 2] + b[s * 3 + 2]) / 2));
    const list = cells.get(k);
    if (list) list.push(s);
    else cells.set(k, [s]);
  }
  return (x, y, z, r, own) => {
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (let k = -1; k <= 1; k++)
          for (const s of cells.get(key(cell(x) + i, cell(y) + j, cell(z) + k)) ?? []) {
            if (structure[s] === own) continue;
            const gap = Math.hypot((a[s * 3] + b[s * 3]) / 2 - x, (a[s * 3 + 1] + b[s * 3 + 1]) / 2 - y, (a[s * 3 + 2] + b[s * 3 + 2]) / 2 - z);
            if (gap < r + radius[s] + 0.8) return true;
          }
    return false;
  };
}

/** Length over which a free end thins, mm, and the share of its radius that is left at the tip. */
const THIN_MM = 9;
const TIP_SHARE = 0.25;

/** Radii of a chain (points xyz, mm) with its free ends thinned. */
export function thinnedEnds(points: readonly number[], radii: readonly number[], free: { first: boolean; last: boolean }): number[] {
  const n = radii.length;
  const along = [0];
  for (let i = 1; i < n; i++) along.push(along[i - 1] + Math.hypot(points[i * 3] - points[i * 3 - 3], points[i * 3 + 1] - points[i * 3 - 2], points[i * 3 + 2] - points[i * 3 - 1]));
  const whole = along[n - 1];
  const reach = Math.min(THIN_MM, whole * 0.35) || 1;
  const share = (mm: number) => TIP_SHARE + (1 - TIP_SHARE) * Math.sqrt(Math.min(1, mm / reach));
  return radii.map((r, i) => r * (free.first ? share(along[i]) : 1) * (free.last ? share(whole - along[i]) : 1));
}
