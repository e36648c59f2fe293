/** Whether a source id stands for a published measurement; the rest is shown as "not measured". Also checks the row's own confidence when given. */
export function isMeasured(source: string | readonly string[], confidence?: string): boolean {
  if (confidence !== undefined && confidence.startsWith('low')) return false;
  const ids = typeof source === 'string' ? [source] : source;
  return ids.length > 0 && ids.every((id) => !UNMEASURED.test(id));
}

const UNMEASURED = /^(textbook|assumed|interpolated|recalled-|derived_|sim_|layer-model:|reference table)/;
