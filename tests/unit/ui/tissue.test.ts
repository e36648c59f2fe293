import { describe, expect, it } from 'vitest';
import { tipTissue } from '../../../src/ui/strings';

const reading = (layer: string, region: string | null, hard_tissue: string | null = null) => ({ entry: { region }, tip: { layer }, hard_tissue });

describe('name of the tissue at the tip', () => {
  it('calls the soft layers of the red lip submucosa, there only', () => {
    for (const region of ['upper-vermilion', 'lower-vermilion']) for (const layer of ['superficial-fat', 'deep-fat']) expect(tipTissue(reading(layer, region))).toBe('Submucosa');
    expect(tipTissue(reading('smas-muscle', 'upper-vermilion'))).toBe('SMAS and mimetic muscle');
    expect(tipTissue(reading('superficial-fat', 'upper-lip-cutaneous'))).toBe('Superficial fat');
    expect(tipTissue(reading('deep-fat', null))).toBe('Deep fat');
  });

  it('calls the last layer perichondrium over cartilage', () => {
    expect(tipTissue(reading('periosteum', 'nasal-tip', 'cartilage'))).toBe('Perichondrium');
    expect(tipTissue(reading('periosteum', 'chin', 'bone'))).toBe('Periosteum');
  });
});
