import { describe, expect, it } from 'vitest';
import { loadStudy } from '../../../src/atlas/study';
import { TECHNIQUES, loadTechnique, notMeasured } from '../../../src/technique';
import { LOCAL_PROTOCOL, loadBriefing } from '../../../src/training';

const { sources } = await loadStudy();

describe('briefing', () => {
  it.each(TECHNIQUES.map((t) => t.id))('%s: plan, risk, checklist, consent and complications, all with sources', async (id) => {
    const briefing = await loadBriefing(id);
    const technique = loadTechnique(id);
    expect(briefing.label).toBe(LOCAL_PROTOCOL);
    expect(briefing.plan).toHaveLength(technique.plan.items.length + 1);
    for (const line of briefing.plan) expect(line).not.toMatch(/undefined|NaN|null/);
    expect(briefing.checklist.some((c) => c.critical)).toBe(true);
    expect(briefing.consent.length).toBeGreaterThan(10);
    expect(briefing.questions.length).toBeGreaterThan(10);
    expect(briefing.contraindications.length).toBeGreaterThan(4);
    const wanted = technique.easy_errors.flatMap((e) => e.complications ?? []);
    expect(briefing.complications.map((c) => c.id)).toEqual(expect.arrayContaining(wanted));
    for (const c of briefing.complications) {
      expect(c.label).toBe(LOCAL_PROTOCOL);
      expect(c.immediate.length).toBeGreaterThan(0);
      expect(c.numbers.every((n) => !n.id.startsWith('derived_'))).toBe(true);
    }
    const cited = [...briefing.checklist, ...briefing.consent, ...briefing.questions, ...briefing.aftercare, ...briefing.record].map((s) => s.source).concat(briefing.complications.flatMap((c) => c.sources), briefing.sources);
    for (const source of cited) expect(notMeasured(source) || source in sources || source === 'textbook', source).toBe(true);
  });

  it('keeps filler matter out of toxin and the other way round', async () => {
    const toxin = await loadBriefing('tox-glabella');
    const filler = await loadBriefing('fil-nose-dorsum');
    expect(toxin.consent.map((c) => c.id)).not.toContain('vascular');
    expect(toxin.consent.map((c) => c.id)).toContain('toxin_effects');
    expect(filler.consent.map((c) => c.id)).not.toContain('toxin_effects');
    expect(filler.complications.map((c) => c.id)).toEqual(expect.arrayContaining(['vision_loss', 'vo_angular_nasal', 'anaphylaxis']));
    expect(filler.high_risk).toBe(true);
  });

  it('refuses an unknown technique', async () => {
    await expect(loadBriefing('fil-nothing')).rejects.toThrow(/no technique "fil-nothing"/);
  });
});
