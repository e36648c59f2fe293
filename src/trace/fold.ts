/**
 * The fold: what happened in an attempt, from its entries alone. Pure and deterministic; `replay` is the same fold stopped early.
 *
 * Words: a *pass* is one stay under the skin, from the first pose to the withdrawal. A *track* is a stretch of a pass on one axis;
 * turning the shaft in tissue by more than `REDIRECT_DEG` starts a new one (skill rubric: "skin entries plus redirects over 10 degrees").
 * A *deposit* is product that left the opening while it moved less than `ALIQUOT_MM` (the rubric's aliquot at one tip position).
 */
import { axisAngle, straightDepth } from './axis';
import { TICKS_PER_SECOND } from './types';
import type { Pose, RecordedReading, Tissue, TouchRecord, Trace, TraceEntry, Vec3 } from './types';

export const REDIRECT_DEG = 10;
export const ALIQUOT_MM = 1;
/** Shallower than this the shaft is being aimed, not redirected. */
const AIM_MM = 1;

export interface Deposit {
  /** Index of the pass and of the track, over the whole attempt. */
  pass: number;
  track: number;
  product: string;
  volume_ml: number;
  duration_ticks: number;
  /** Opening at its first drop. */
  point_mm: Vec3;
  layer: Tissue;
  /** Straight in, and the shortest way to the skin. */
  depth_mm: number;
  depth_below_skin_mm: number;
  within: string[];
  lumen: TouchRecord[];
  first_seq: number;
  tick: number;
}

export interface AspirationRecord {
  pass: number;
  track: number;
  tick: number;
  seq: number;
  hold_s: number;
  result: 'negative' | 'positive';
  /** The opening did lie in a lumen. A negative result with a true here is what "proves nothing" means. */
  in_lumen: boolean;
  point_mm: Vec3 | null;
}

export interface Pass {
  start_tick: number;
  /** Null while the needle is still in. */
  end_tick: number | null;
  entry: RecordedReading['entry'];
  pose: Pose;
  deepest_mm: number;
  tracks: number[];
}

export interface Totals {
  volume_ml: number;
  arterial_ml: number;
  venous_ml: number;
  by_layer: Record<string, number>;
  /** Structures in which the opening's tip lay: muscles, glands, fat pads; and vessels by lumen, as `id:side`. */
  by_structure: Record<string, number>;
  by_product: Record<string, number>;
}

export interface Contact extends TouchRecord {
  tick: number;
  seq: number;
  pass: number;
  point_mm: Vec3;
}

export interface Attempt {
  tick: number;
  seq: number;
  /** The needle as it stands; null when it is out. */
  pose: Pose | null;
  reading: RecordedReading | null;
  passes: Pass[];
  tracks: { pass: number; pose: Pose }[];
  redirections: number;
  deposits: Deposit[];
  aspirations: AspirationRecord[];
  /** Times the tip came to bone or cartilage. */
  bone_contacts: PointRecord[];
  /** Walls pierced, once a structure and pass. */
  pierced: Contact[];
  totals: Totals;
  in_tissue_ticks: number;
  /** Path of the tip in tissue. */
  tip_path_mm: number;
  decisions: { tick: number; question: string; choice: string }[];
  notes: { tick: number; text: string }[];
}

export interface PointRecord {
  tick: number;
  seq: number;
  pass: number;
  point_mm: Vec3;
}

export const emptyAttempt = (): Attempt => ({
  tick: 0,
  seq: -1,
  pose: null,
  reading: null,
  passes: [],
  tracks: [],
  redirections: 0,
  deposits: [],
  aspirations: [],
  bone_contacts: [],
  pierced: [],
  totals: { volume_ml: 0, arterial_ml: 0, venous_ml: 0, by_layer: {}, by_structure: {}, by_product: {} },
  in_tissue_ticks: 0,
  tip_path_mm: 0,
  decisions: [],
  notes: [],
});

const distance = (a: Vec3, b: Vec3): number => {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  const z = a[2] - b[2];
  return Math.sqrt(x * x + y * y + z * z);
};

const sameEntry = (a: Pose, b: Pose): boolean => a.entry.triangle === b.entry.triangle && a.entry.b === b.entry.b && a.entry.c === b.entry.c;

/** True while a pass is open. */
export const inTissue = (attempt: Attempt): boolean => {
  const last = attempt.passes.at(-1);
  return last !== undefined && last.end_tick === null;
};

function add(map: Record<string, number>, key: string, amount: number): void {
  map[key] = (map[key] ?? 0) + amount;
}

/** Advances the attempt by one entry, in place. Events that say nothing about the needle leave it alone. */
export function step(a: Attempt, entry: TraceEntry): Attempt {
  const dt = entry.tick - a.tick;
  if (inTissue(a)) a.in_tissue_ticks += dt;
  a.tick = entry.tick;
  a.seq = entry.seq;
  const event = entry.event;
  if ('unknown' in event) return a;
  switch (event.type) {
    case 'pose':
      stepPose(a, entry, event.pose, event.reading);
      break;
    case 'withdraw':
      closePass(a);
      a.pose = null;
      a.reading = null;
      break;
    case 'aspirate':
      a.aspirations.push({
        pass: a.passes.length - 1,
        track: a.tracks.length - 1,
        tick: entry.tick,
        seq: entry.seq,
        hold_s: event.hold_ticks / TICKS_PER_SECOND,
        result: event.result,
        in_lumen: (a.reading?.opening_in_lumen.length ?? 0) > 0,
        point_mm: a.reading?.opening_mm ?? null,
      });
      break;
    case 'inject':
      stepInject(a, entry, event.product, event.volume_ml, event.duration_ticks);
      break;
    case 'decide':
      a.decisions.push({ tick: entry.tick, question: event.question, choice: event.choice });
      break;
    case 'annotate':
      a.notes.push({ tick: entry.tick, text: event.text });
      break;
  }
  return a;
}

function closePass(a: Attempt): void {
  const last = a.passes.at(-1);
  if (last && last.end_tick === null) last.end_tick = a.tick;
}

function stepPose(a: Attempt, entry: TraceEntry, pose: Pose, reading: RecordedReading): void {
  const before = a.reading;
  const under = reading.depth_reached_mm > 0;
  if (under) {
    let pass = a.passes.at(-1);
    // A pose at another skin point without a withdrawal between is a new pass all the same.
    if (pass && pass.end_tick === null && !sameEntry(pass.pose, pose)) closePass(a);
    if (!pass || pass.end_tick !== null) {
      a.tracks.push({ pass: a.passes.length, pose });
      pass = { start_tick: entry.tick, end_tick: null, entry: reading.entry, pose, deepest_mm: 0, tracks: [a.tracks.length - 1] };
      a.passes.push(pass);
    } else {
      const track = a.tracks[a.tracks.length - 1];
      if (axisAngle(track.pose, pose) > REDIRECT_DEG) {
        if (a.reading && a.reading.depth_reached_mm > AIM_MM && reading.depth_reached_mm > AIM_MM) {
          a.redirections++;
          a.tracks.push({ pass: a.passes.length - 1, pose });
          pass.tracks.push(a.tracks.length - 1);
        } else track.pose = pose;
      }
      if (before) a.tip_path_mm += distance(before.tip.point_mm, reading.tip.point_mm);
    }
    pass.deepest_mm = Math.max(pass.deepest_mm, reading.tip.depth_below_skin_mm);
    const where = { tick: entry.tick, seq: entry.seq, pass: a.passes.length - 1, point_mm: reading.tip.point_mm };
    if (reading.bone_contact && !(before?.bone_contact ?? false)) a.bone_contacts.push(where);
    for (const touched of reading.pierced) {
      if (!a.pierced.some((p) => p.pass === where.pass && p.id === touched.id && p.side === touched.side)) a.pierced.push({ ...touched, ...where });
    }
  } else closePass(a);
  a.pose = pose;
  a.reading = reading;
}

function stepInject(a: Attempt, entry: TraceEntry, product: string, volume: number, ticks: number): void {
  const reading = a.reading;
  add(a.totals.by_product, product, volume);
  a.totals.volume_ml += volume;
  if (!reading || !inTissue(a)) {
    add(a.totals.by_layer, 'outside', volume);
    return;
  }
  const { layer } = reading.tip;
  add(a.totals.by_layer, layer, volume);
  for (const id of reading.within) add(a.totals.by_structure, `${id}:${reading.entry.side}`, volume);
  const lumen = reading.opening_in_lumen;
  for (const vessel of lumen) add(a.totals.by_structure, `${vessel.id}:${vessel.side}`, volume);
  if (lumen.some((v) => v.kind === 'artery')) a.totals.arterial_ml += volume;
  else if (lumen.some((v) => v.kind === 'vein')) a.totals.venous_ml += volume;
  const last = a.deposits.at(-1);
  const sameLumen = last !== undefined && last.lumen.length === lumen.length && last.lumen.every((v, i) => v.id === lumen[i].id && v.side === lumen[i].side);
  if (last && sameLumen && last.track === a.tracks.length - 1 && last.product === product && last.layer === layer && distance(last.point_mm, reading.opening_mm) < ALIQUOT_MM) {
    last.volume_ml += volume;
    last.duration_ticks += ticks;
    return;
  }
  a.deposits.push({
    pass: a.passes.length - 1,
    track: a.tracks.length - 1,
    product,
    volume_ml: volume,
    duration_ticks: ticks,
    point_mm: reading.opening_mm,
    layer,
    depth_mm: a.pose ? straightDepth(reading.depth_reached_mm, a.pose.angle_deg) : reading.tip.depth_below_skin_mm,
    depth_below_skin_mm: reading.tip.depth_below_skin_mm,
    within: reading.within,
    lumen,
    first_seq: entry.seq,
    tick: entry.tick,
  });
}

/** Everything that happened. */
export function foldAttempt(trace: Trace): Attempt {
  const attempt = emptyAttempt();
  for (const entry of trace.entries) step(attempt, entry);
  return attempt;
}

/** The attempt as it stood at a tick (entries at that tick included); for the scrubber. `replay(trace, lastTick(trace))` equals the fold. */
export function replay(trace: Trace, tick: number): Attempt {
  const attempt = emptyAttempt();
  for (const entry of trace.entries) {
    if (entry.tick > tick) break;
    step(attempt, entry);
  }
  return attempt;
}

export const lastTick = (trace: Trace): number => trace.entries.at(-1)?.tick ?? 0;

/** Marks for the scrubber: where something worth seeing begins. */
export function moments(trace: Trace): { tick: number; seq: number; kind: 'entry' | 'inject' | 'aspirate' | 'withdraw' | 'pierced' | 'bone' | 'note'; label: string }[] {
  const out: ReturnType<typeof moments> = [];
  const a = emptyAttempt();
  for (const entry of trace.entries) {
    const was = { passes: a.passes.length, deposits: a.deposits.length, pierced: a.pierced.length, bone: a.bone_contacts.length };
    step(a, entry);
    const at = { tick: entry.tick, seq: entry.seq };
    if (a.passes.length > was.passes) out.push({ ...at, kind: 'entry', label: 'Skin entered' });
    for (const p of a.pierced.slice(was.pierced)) out.push({ ...at, kind: 'pierced', label: `Pierced: ${p.name}` });
    if (a.bone_contacts.length > was.bone) out.push({ ...at, kind: 'bone', label: a.reading?.hard_tissue === 'cartilage' ? 'On cartilage' : 'On bone' });
    if (a.deposits.length > was.deposits) out.push({ ...at, kind: 'inject', label: 'Injection begins' });
    if (entry.event.type === 'aspirate') out.push({ ...at, kind: 'aspirate', label: 'Aspiration' });
    if (entry.event.type === 'withdraw') out.push({ ...at, kind: 'withdraw', label: 'Withdrawn' });
    if (entry.event.type === 'annotate') out.push({ ...at, kind: 'note', label: a.notes.at(-1)?.text ?? '' });
  }
  return out;
}
