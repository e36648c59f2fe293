/** The eight techniques and the sources they cite. */
import { InputError } from '../trace/check';
import chin from './data/fil-chin.json';
import noseDorsum from './data/fil-nose-dorsum.json';
import pyriform from './data/fil-pyriform.json';
import templeDeep from './data/fil-temple-deep.json';
import upperLipBody from './data/fil-upper-lip-body.json';
import zygoma from './data/fil-zygoma.json';
import sources from './data/sources.json';
import glabella from './data/tox-glabella.json';
import masseter from './data/tox-masseter.json';
import { checkTechnique, TECHNIQUE_IDS } from './schema';
import type { Side, SourceRecord, Technique } from './types';

const FILES: readonly unknown[] = [templeDeep, zygoma, pyriform, upperLipBody, chin, noseDorsum, glabella, masseter];

/** All eight, in teaching order. */
export const TECHNIQUES: readonly Technique[] = FILES.map((file, i) => checkTechnique(file, TECHNIQUE_IDS[i]));

/** @throws InputError for an unknown id. */
export function loadTechnique(id: string): Technique {
  const found = TECHNIQUES.find((t) => t.id === id);
  if (!found) throw new InputError('technique', `there is no technique "${id}"`, `Use one of ${TECHNIQUE_IDS.join(', ')}.`);
  return found;
}

const SOURCES: Readonly<Record<string, SourceRecord>> = sources;

/** The study behind a source id; null for words such as `textbook` or `assumed`, which are not studies. */
export const techniqueSource = (id: string): SourceRecord | null => (Object.hasOwn(SOURCES, id) && id !== 'textbook' ? SOURCES[id] : null);

/** True for a source word that is not a measurement. */
export const notMeasured = (id: string): boolean => id === 'textbook' || id === 'interpolated' || id === 'assumed' || id.startsWith('recalled-');

/** Sides that a plan asks for: both where a midline point ties them together, one (the learner's choice) otherwise. */
export function planSides(technique: Technique, chosen: Side): Side[] {
  const mid = technique.plan.items.some((item) => !item.per_side);
  return mid ? ['right', 'left'] : [chosen];
}
