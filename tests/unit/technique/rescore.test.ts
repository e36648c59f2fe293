import { beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../../src/engine/version';
import { loadTechnique, rereadTrace, rescoreToday, scoreTrace } from '../../../src/technique';
import { ageNote, changedSince, serialise, type Trace } from '../../../src/trace';
import { compiledRig, type CompiledRig } from '../../golden/compiled';
import { perform } from '../../golden/perform';

let rig: CompiledRig;
let trace: Trace;
beforeAll(async () => {
  rig = await compiledRig({ preset: 'female-35' });
  trace = perform(rig, { technique: loadTechnique('fil-chin'), sides: ['right', 'left'], id: 'today' });
});

describe('a trace from another build', () => {
  it('is told so, part by part', () => {
    const today = trace.header.built_with;
    expect(changedSince(today, { ...today })).toEqual([]);
    expect(ageNote(today, { ...today })).toBeNull();
    const old = { ...today, atlas: '1', engine: '1' };
    expect(changedSince(old, today)).toEqual(['atlas', 'engine']);
    expect(ageNote(old, today)).toContain('the anatomical data and the way a needle is read have changed');
    expect(ageNote({ ...today, rubric: 'x' }, today)).toContain('the scoring rubric has changed');
  });

  it('is read again on the anatomy of today, and stays as it was itself', () => {
    const old = { ...trace, header: { ...trace.header, built_with: { ...trace.header.built_with, atlas: '1' } } };
    const before = serialise(old);
    // As if the skin had been thicker when it was recorded: the second number must not fold what was recorded then.
    const far = { ...old, entries: old.entries.map((entry) => ('reading' in entry.event ? { ...entry, event: { ...entry.event, reading: { ...entry.event.reading, bone_contact: false, hard_tissue: null, tip: { ...entry.event.reading.tip, layer: 'skin' as const, depth_below_skin_mm: 0.5 } } } } : entry)) };
    const { patient, reader } = rig.on;
    const built = { ...patient.builtWith, engine: ENGINE_VERSION };
    const today = rescoreToday(far, rig.on, built);
    expect(today.score).toBeGreaterThanOrEqual(90);
    expect(scoreTrace(far).score).toBeLessThan(today.score ?? 0);
    expect(serialise(old)).toBe(before);
    const again = rereadTrace(old, { ...rig.on, reader }, built);
    expect(again.header.id).toBe(old.header.id);
    expect(again.header.built_with.atlas).toBe(patient.builtWith.atlas);
    expect(again.entries).toHaveLength(old.entries.length);
  });
});

it('a build names its parts by their content', () => {
  expect(rig.patientData.builtWith.atlas).toMatch(/^[0-9a-f]{8}$/);
  expect(rig.patientData.builtWith.head).toMatch(/^[0-9a-f]{8}$/);
});
