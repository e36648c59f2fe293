import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENGINE_VERSION } from '../../../src/engine/version';
import { rubricHash } from '../../../src/technique/rubric';
import { scoreTrace } from '../../../src/technique/score';
import { parseTrace } from '../../../src/trace/parse';
import { openTrace } from '../../../src/ui/state/openTrace';
import { store } from '../../../src/ui/state/store';
import { strings } from '../../../src/ui/strings';

test('the card says that an attempt is kept only when it is', () => {
  const read = parseTrace(readFileSync(new URL('../../golden/traces/good-fil-chin.trace.json', import.meta.url), 'utf8'));
  const trace = { ...read, header: { ...read.header, built_with: { ...read.header.built_with, engine: ENGINE_VERSION, rubric: rubricHash() } } };
  store.setState({ spec: trace.header.patient, patient: { builtWith: trace.header.built_with } as never });
  openTrace(trace, scoreTrace(trace), strings.score.unsaved);
  expect(store.getState().saved).toBe(strings.score.unsaved);
  openTrace(trace, scoreTrace(trace));
  expect(store.getState().saved).toBe('saved');
});
