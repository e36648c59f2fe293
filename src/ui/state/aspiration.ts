/**
 * When blood would show in the hub while the plunger is held back with the opening in a lumen.
 *
 * Model (devices.json `aspiration.sim_true_positive_probability`, marked low confidence): a 27 G needle with firm gel shows blood
 * within 2 s in 35 % and within 10 s in 70 % of true positions; soft gel 60 % and a cannula 40 % within 10 s. Between, linear in time.
 * The draw is fixed per attempt and test, so a replay shows the same.
 */
export function flashDelay(kind: 'needle' | 'cannula', product: string, draw: number): number | null {
  const late = kind === 'cannula' ? 0.4 : product === 'ha-soft' || product.endsWith('A') ? 0.6 : 0.7;
  const early = late / 2;
  if (draw >= late) return null;
  return draw < early ? (draw / early) * 2 : 2 + ((draw - early) / (late - early)) * 8;
}

/** 0..1 from an attempt's id and a count: the same every time (32-bit FNV-1a). */
export function fixedDraw(id: string, count: number): number {
  let hash = 2166136261;
  for (const char of `${id}:${count}`) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2246822507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4294967296;
}
