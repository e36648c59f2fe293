import { createReader } from '../src/engine/reading';
import { makeProbe, makeTubeSearch, searchTubes } from '../src/engine/near';
import { compilePatient, prepare, type Assets } from '../src/patient/compile';
import type { CompiledPatient } from '../src/patient/types';
import { quantile, randomPoses } from './poses';
import { makeRival } from './rival';

const now = (): number => performance.now();

/** Each pose is read this often and its fastest time counts: what other programs on the machine do is not ours. */
const REPEATS = 5;

export interface ReadingTimes {
  median_us: number;
  p99_us: number;
  /** What a reading takes from the heap, bytes, once warm: the least of several rounds, because other parts of the runtime may allocate meanwhile. */
  allocated_bytes: number;
}

/** Heap taken by a reading, bytes, on average over all poses; no collection may fall into a round, so the least of several counts. */
function allocated(read: (i: number) => void, count: number, rounds = 12): number {
  const round = (work: boolean): number => {
    const before = process.memoryUsage().heapUsed;
    if (work) for (let i = 0; i < count; i++) read(i);
    return process.memoryUsage().heapUsed - before;
  };
  let least = Infinity, asking = Infinity;
  for (let r = 0; r < rounds; r++) {
    const empty = round(false), full = round(true);
    if (empty >= 0) asking = Math.min(asking, empty);
    if (full >= 0) least = Math.min(least, full);
  }
  // Less than a byte a reading is the runtime's own.
  return Math.max(0, Math.round((least - asking) / count));
}

/** Time of one full reading over many poses. */
export function timeReadings(patient: CompiledPatient, count = 4000): ReadingTimes {
  const reader = createReader(patient);
  const out = reader.make();
  const poses = randomPoses(patient, count);
  for (let warm = 0; warm < 3; warm++) for (const pose of poses) reader.read(pose, out);
  const samples = new Float64Array(count).fill(Infinity);
  for (let r = 0; r < REPEATS; r++) {
    for (let i = 0; i < count; i++) {
      const t = now();
      reader.read(poses[i], out);
      samples[i] = Math.min(samples[i], (now() - t) * 1000);
    }
  }
  return { median_us: quantile(samples, 0.5), p99_us: quantile(samples, 0.99), allocated_bytes: allocated((i) => reader.read(poses[i], out), count) };
}

export interface SearchTimes {
  ratio: number;
  ours_us: number;
  theirs_us: number;
  /** Not printed in JSON: how many structures both found, to show that they do the same. */
  found: { ours: number; theirs: number; triangles: number };
}

/** Search for structures within 15 mm: ours (shaft, tip and opening) against three-mesh-bvh (shaft only), same poses, medians. */
export function timeSearch(patient: CompiledPatient, count = 300): SearchTimes {
  const reader = createReader(patient);
  const reading = reader.make();
  const search = makeTubeSearch(patient);
  const rival = makeRival(patient);
  const found = new Map<number, number>();
  const probes = randomPoses(patient, count, 2).map((pose) => {
    reader.read(pose, reading);
    const probe = makeProbe();
    probe.shaft.set(reading.probe.shaft);
    probe.opening.set(reading.probe.opening);
    probe.radius = reading.probe.radius;
    return probe;
  });
  let ours = 0, theirs = 0;
  for (let warm = 0; warm < 20; warm++) for (const probe of probes) searchTubes(search, probe, 15);
  for (const probe of probes.slice(0, 60)) rival.search(probe.shaft, 15, found);
  const mine = new Float64Array(count).fill(Infinity), other = new Float64Array(count).fill(Infinity);
  for (let r = 0; r < REPEATS; r++) {
    probes.forEach((probe, i) => {
      let t = now();
      searchTubes(search, probe, 15);
      mine[i] = Math.min(mine[i], (now() - t) * 1000);
      if (r > 1) return;
      t = now();
      rival.search(probe.shaft, 15 + probe.radius, found);
      other[i] = Math.min(other[i], (now() - t) * 1000);
      if (r === 0) {
        ours += search.count;
        theirs += found.size;
      }
    });
  }
  const ours_us = quantile(mine, 0.5), theirs_us = quantile(other, 0.5);
  return { ratio: theirs_us / ours_us, ours_us, theirs_us, found: { ours, theirs, triangles: rival.triangles } };
}

export interface CompileTimes {
  median_ms: number;
  cold_ms: number;
}

/** Compile of a patient: the first ever with reading the model files, then the median of warm ones with the presets and seeds in turn. */
export async function timeCompile(models: { head: Uint8Array; skull: Uint8Array; chart: Uint8Array }, runs = 9): Promise<{ times: CompileTimes; assets: Assets; patient: CompiledPatient }> {
  const start = now();
  const assets = await prepare(models.head, models.skull, models.chart);
  compilePatient({ preset: 'female-35' }, assets);
  const cold_ms = now() - start;
  const samples = new Float64Array(runs);
  for (let i = 0; i < runs; i++) {
    const t = now();
    compilePatient({ preset: i % 2 ? 'male-45' : 'female-35', ...(i % 3 ? { seed: i } : {}) }, assets);
    samples[i] = now() - t;
  }
  const patient = compilePatient({ preset: 'female-35' }, assets);
  return { times: { median_ms: quantile(samples, 0.5), cold_ms }, assets, patient };
}
