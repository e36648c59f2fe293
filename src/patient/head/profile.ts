/** Landmarks of the midline profile: extremes and bends along a polyline in the plane x = 0. */

/** A midline path: y, z per vertex and arc length from its start, mm. */
export interface Profile {
  points: Float64Array;
  arc: Float64Array;
}

/** y, z at a position along the path, in vertices. */
export function along(profile: Profile, t: number): [number, number] {
  const last = profile.arc.length - 1;
  const i = Math.min(last - 1, Math.max(0, Math.floor(t)));
  const f = t - i;
  const p = profile.points;
  return [p[i * 2] + f * (p[i * 2 + 2] - p[i * 2]), p[i * 2 + 1] + f * (p[i * 2 + 3] - p[i * 2 + 1])];
}

/** Arc length at a position. */
function arcAt(profile: Profile, t: number): number {
  const i = Math.min(profile.arc.length - 2, Math.max(0, Math.floor(t)));
  return profile.arc[i] + (t - i) * (profile.arc[i + 1] - profile.arc[i]);
}

/** Position at an arc length. */
export function atArc(profile: Profile, s: number): number {
  const { arc } = profile;
  let low = 0;
  let high = arc.length - 1;
  if (s <= 0) return 0;
  if (s >= arc[high]) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (arc[middle] <= s) low = middle;
    else high = middle;
  }
  return low + (s - arc[low]) / (arc[high] - arc[low]);
}

/**
 * Position between `from` and `to` where `measure` (of y, z) is largest, less `hold` x (arc distance from `label`) squared: the label keeps
 * a flat stretch from wandering. The best vertex is refined by the parabola through its neighbours.
 */
function best(profile: Profile, from: number, to: number, label: number, hold: number, measure: (y: number, z: number) => number): number {
  const home = arcAt(profile, label);
  const value = (t: number): number => {
    const [y, z] = along(profile, t);
    const d = arcAt(profile, t) - home;
    return measure(y, z) - hold * d * d;
  };
  let top = Math.round(label);
  let reach = -Infinity;
  for (let i = Math.ceil(from); i <= Math.floor(to); i++) {
    const v = value(i);
    if (v > reach) {
      reach = v;
      top = i;
    }
  }
  if (top <= from || top >= to) return top;
  const before = value(top - 1);
  const after = value(top + 1);
  const bend = before - 2 * reach + after;
  if (bend >= 0) return top;
  const shift = (before - after) / (2 * bend);
  return top + Math.min(0.5, Math.max(-0.5, shift));
}

/** How far a point lies behind the line from p to q (positive towards the back of the head for a line running down the face). */
const behind = (p: [number, number], q: [number, number]) => (y: number, z: number): number => {
  const dy = q[0] - p[0];
  const dz = q[1] - p[1];
  const length = Math.sqrt(dy * dy + dz * dz);
  return (-(z - p[1]) * -dy + (y - p[0]) * -dz) / length;
};

/** Skin path from sellion to the rhinion as a share of sellion to pronasale (landmarks.json). */
const RHINION_SHARE = 0.46;
/** Nasion above sellion and trichion above glabella on the reference face, mm along the skin. */
const NASION_ABOVE_SELLION = 4;
const TRICHION_ABOVE_GLABELLA = 53;
/** Slope of the profile at menton (about 22 degrees), where it is still chin and not yet throat. */
const MENTON_LEAN = 0.4;
/** Glabella to pronasale along the skin on the reference chart: what the offset of nasion is scaled by. */
const REFERENCE_NOSE = 57;
/** Nasion to gnathion, straight, on the head at rest that the chart is drawn on: what the offset of trichion is scaled by. A long nose alone makes no high forehead. */
const REFERENCE_FACE = 114.3;

/** Positions along their paths of all midline landmarks, from their labels. */
export function midlineLandmarks(profiles: Record<'midline-upper' | 'midline-lower', Profile>, label: Map<string, number>): Map<string, number> {
  const upper = profiles['midline-upper'];
  const lower = profiles['midline-lower'];
  const at = (id: string): number => {
    const t = label.get(id);
    if (t === undefined) throw new RangeError(`the midline has no label "${id}"`);
    return t;
  };
  const out = new Map<string, number>();
  const prn = best(upper, at('rhinion'), at('subnasale'), at('pronasale'), 0, (_y, z) => z);
  const g = best(upper, at('glabella') - 10, at('sellion'), at('glabella'), 0.006, (_y, z) => z);
  const se = best(upper, g, prn, at('sellion'), 0.002, behind(along(upper, g), along(upper, at('rhinion'))));
  const sn = best(upper, prn, at('labiale-superius'), at('subnasale'), 0.002, behind(along(upper, prn), along(upper, at('labiale-superius'))));
  const sArc = arcAt(upper, se);
  const scale = (arcAt(upper, prn) - arcAt(upper, g)) / REFERENCE_NOSE;
  const na = atArc(upper, sArc - NASION_ABOVE_SELLION * scale);
  out.set('glabella', g);
  out.set('sellion', se);
  out.set('nasion', na);
  out.set('rhinion', atArc(upper, sArc + RHINION_SHARE * (arcAt(upper, prn) - sArc)));
  out.set('pronasale', prn);
  out.set('subnasale', sn);
  out.set('labiale-superius', at('labiale-superius'));
  out.set('stomion', at('stomion'));
  out.set('labiale-inferius', at('labiale-inferius'));
  const li = at('labiale-inferius');
  const pogonion0 = at('pogonion');
  const sl = best(lower, li, pogonion0, at('labiomental-sulcus'), 0.002, behind(along(lower, li), along(lower, pogonion0)));
  const pg = best(lower, sl, at('gnathion'), pogonion0, 0.004, (_y, z) => z);
  // Leaned forward a little: under a full throat the profile never rises behind the chin.
  const me = best(lower, pg, at('menton') + 8, at('menton'), 0.01, (y, z) => -y + MENTON_LEAN * z);
  // Where the profile has turned half way from facing forward to facing down.
  const gn = best(lower, pg, me, at('gnathion'), 0, (y, z) => z - y);
  out.set('labiomental-sulcus', sl);
  out.set('pogonion', pg);
  out.set('gnathion', gn);
  out.set('menton', me);
  const [above, below] = [along(upper, na), along(lower, gn)];
  const height = Math.sqrt((above[0] - below[0]) * (above[0] - below[0]) + (above[1] - below[1]) * (above[1] - below[1]));
  out.set('trichion', atArc(upper, arcAt(upper, g) - TRICHION_ABOVE_GLABELLA * (height / REFERENCE_FACE)));
  return out;
}
