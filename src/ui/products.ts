import { PRODUCTS, TOXINS } from '../atlas/devices';

export { productName } from '../technique/words';

/** Everything that a syringe may hold, fillers first. */
export const ALL_PRODUCTS: readonly { id: string; name: string; toxin: boolean }[] = [
  ...PRODUCTS.map(({ id, name }) => ({ id, name, toxin: false })),
  ...TOXINS.map(({ id, name }) => ({ id, name, toxin: true })),
];

export function isToxin(id: string): boolean {
  return ALL_PRODUCTS.some((product) => product.id === id && product.toxin);
}

/** Onabotulinum-style units in a volume, where the table says how many there are in 0.1 mL. */
export function unitsIn(id: string, volume_ml: number): number | null {
  const per = TOXINS.find((toxin) => toxin.id === id)?.U_per_0_1ml ?? null;
  return per === null ? null : volume_ml * 10 * per;
}
