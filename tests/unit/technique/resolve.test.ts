import { describe, expect, it } from 'vitest';
import { LAYERS } from '../../../src/patient/layers';
import { TECHNIQUES, depthShare, layerWindow, plannedPose, scoreTrace } from '../../../src/technique';
import { checkTrace } from '../../../src/trace';
import { compiledRig } from '../../golden/compiled';
import { perform } from '../../golden/perform';

const rigs = await Promise.all([compiledRig({ preset: 'female-35' }), compiledRig({ preset: 'male-45' })]);

describe('plan on a patient', () => {
  it.each(TECHNIQUES.map((t) => t.id))('%s lands in its layer, on bone where it wants bone, and scores as planned', (id) => {
    const technique = TECHNIQUES.find((t) => t.id === id)!;
    for (const rig of rigs) {
      const targets = rig.targets(technique, ['right', 'left']);
      expect(targets).toHaveLength(technique.plan.items.reduce((n, item) => n + (item.per_side ? 2 : 1), 0));
      for (const target of targets.filter((t) => !t.optional)) {
        const reading = rig.read(plannedPose(target));
        const where = `${rig.patient.preset} ${target.label}`;
        expect(target.shaft_mm, where).toBeLessThanOrEqual(target.device.length_mm);
        // A straight cannula may only graze a hump; the score below says whether it does well enough.
        if (target.kind === 'thread') expect(reading.depth_reached_mm, where).toBeGreaterThan(15);
        else if (target.bone_contact === 'required') expect(reading.bone_contact, where).toBe(true);
        else expect(reading.tip.layer, where).toBe(target.layer);
        if (target.note !== null) expect(target.note).toMatch(/^Moved .* mm .*: .+\.$/);
      }
      const trace = perform(rig, { technique, sides: ['right', 'left'], id: 'as-planned' });
      expect(checkTrace(JSON.parse(JSON.stringify(trace)))).toEqual(JSON.parse(JSON.stringify(trace)));
      const card = scoreTrace(trace);
      expect(card.critical, rig.patient.preset).toEqual([]);
      expect(card.score, rig.patient.preset).toBeGreaterThanOrEqual(90);
    }
  });

  it('is the same on both sides of a symmetric preset', () => {
    for (const technique of TECHNIQUES) {
      const targets = rigs[0].targets(technique, ['right', 'left']);
      for (const right of targets.filter((t) => t.side === 'right')) {
        const left = targets.find((t) => t.id === right.id.replace('right', 'left'))!;
        expect(left.entry.point_mm[0]).toBeCloseTo(-right.entry.point_mm[0], 0);
        expect(Math.abs(left.depth_mm - right.depth_mm)).toBeLessThan(0.5);
      }
    }
  });

  it('keeps the share of the reference layer', () => {
    for (const { plan } of TECHNIQUES) {
      for (const item of plan.items) {
        const share = depthShare(item, 'F', item.bone_contact ?? plan.bone_contact);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        if (plan.bone_contact === 'required') expect(share).toBe(1);
      }
    }
    const { patientData } = rigs[0];
    const target = rigs[0].targets(TECHNIQUES[0], ['right'])[0];
    const [top, bottom] = layerWindow(patientData, target.entry.at, LAYERS.indexOf('smas-muscle'));
    expect(bottom).toBeGreaterThan(top);
  });
});
