/** Items of the kind "point to the structure", from the atlas courses and shapes. */
import { DUCTS, GLANDS, MUSCLES, NERVES, VESSELS, referenceUv } from '../atlas';
import type { Course, Shape, SkinRef } from '../atlas';
import { sourcesOf } from '../atlas/structures';
import type { Study } from '../atlas/study';
import { regionName, zoneOf } from './zones';
import type { PointItem } from './types';
import { inSentence } from '../technique/words';

/**
 * Full credit within 5 mm: novices marked points 4.6 mm (with a guide on the face) to 6.75 mm (from a diagram) away (vanrhee2021).
 * The tolerance itself is assumed.
 */
export const POINT_TOLERANCE_MM = 5;

/** Too deep, too small or too much a region to be pointed at through the skin. */
const LEFT_OUT = new Set(['facial-artery-detoured-branch', 'premasseteric-artery', 'orbicularis-oris-marginal', 'modiolus', 'incisivus-superior', 'incisivus-inferior', 'levator-palpebrae-superioris', 'parotid-deep', 'accessory-parotid', 'buccinator']);

/** Runs under the skin for most of its way. */
const underSkin = (course: Course): boolean => {
  const under = course.waypoints.filter((w) => w.where === 'skin').length;
  return !course.optional && !course.stub && !course.body && under >= 2 && under * 2 >= course.waypoints.length;
};

function item(id: string, name: string, at: SkinRef, sources: string[], study: Study): PointItem | null {
  const [u, v] = referenceUv(at.landmark, at.lateral_mm, at.superior_mm);
  const region = regionName(u, v);
  if (region === '') return null;
  const note = study.notes[id] ?? {};
  const words = [note.course, note.origin && note.insertion ? `From ${lower(note.origin)} to ${lower(note.insertion)}.` : undefined, note.action ? `${sentence(note.action)}` : undefined, note.consequence ? `If hit: ${lower(note.consequence)}` : undefined];
  const explanation = words.filter((w) => w !== undefined).map(sentence).join(' ');
  return {
    id: `point:${id}`,
    kind: 'point',
    zone: zoneOf(region),
    region,
    prompt: `Point to the ${inSentence(name)} (either side): click the skin that lies over it.`,
    explanation: explanation || `The ${inSentence(name)} is shown on the face.`,
    sources,
    structures: [id],
    structure: id,
    name: inSentence(name),
    tolerance_mm: POINT_TOLERANCE_MM,
  };
}

const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text).replace(/\.$/, '');
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** All structures that can be pointed at through the skin. */
export function pointItems(study: Study): PointItem[] {
  const out: PointItem[] = [];
  for (const course of [...VESSELS, ...NERVES, ...DUCTS]) {
    if (LEFT_OUT.has(course.id) || !underSkin(course)) continue;
    const under = course.waypoints.filter((w) => w.where === 'skin');
    const middle = under[Math.floor(under.length / 2)];
    const made = item(course.id, course.name, middle, sourcesOf(course), study);
    if (made) out.push(made);
  }
  for (const shape of [...MUSCLES, ...GLANDS] as Shape[]) {
    if (LEFT_OUT.has(shape.id) || shape.space === 'orbit' || shape.outline.length < 3) continue;
    const made = item(shape.id, shape.name, shape.outline[Math.floor(shape.outline.length / 2)], sourcesOf(shape), study);
    if (made) out.push(made);
  }
  return out;
}
