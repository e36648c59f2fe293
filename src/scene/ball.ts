/** Radius of a ball of this volume, mm. */
export function ballRadius(volume_ml: number): number {
  return Math.cbrt((volume_ml * 1000 * 3) / (4 * Math.PI));
}
