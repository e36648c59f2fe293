import type { CompiledPatient, Pose } from '../src/patient/types';

/** A small seeded generator, uniform in [0, 1), so that every run measures the same poses. */
export function generator(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 4294967296;
  };
}

/** Poses all over the treatable face: any angle from 10 to 90 degrees, 2 to 22 mm deep, needles and cannulas. */
export function randomPoses(patient: CompiledPatient, count: number, seed = 1): Pose[] {
  const next = generator(seed);
  const { domain, region } = patient.chart;
  const triangles = [...domain.keys()].filter((t) => domain[t] === 1 && region[t] !== 255);
  return Array.from({ length: count }, () => {
    const needle = next() < 0.7;
    const b = next();
    return {
      device: { kind: needle ? ('needle' as const) : ('cannula' as const), gauge: [25, 27, 30][Math.floor(next() * 3)], length_mm: needle ? 25 : 50 },
      entry: { triangle: triangles[Math.floor(next() * triangles.length)], b, c: (1 - b) * next() },
      angle_deg: 10 + 80 * next(),
      azimuth_deg: 360 * next(),
      roll_deg: 0,
      depth_mm: 2 + 20 * next(),
    };
  });
}

/** The value below which `share` of the samples lie. */
export function quantile(samples: Float64Array, share: number): number {
  const sorted = samples.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
