import { scoreTrace } from '../technique';
import { checkTrace, InputError } from '../trace';
import { LineError, rounded } from './json';
import { checked, scoreSchema } from './schemas';

/** Answer one score request: a trace, or `{"id","trace"}`. The answer is the score card. @throws LineError */
export function score(request: unknown): unknown {
  const bare = typeof request === 'object' && request !== null && !Array.isArray(request) && 'header' in request;
  const envelope = bare ? { id: undefined, trace: request } : checked(scoreSchema, request);
  try {
    const trace = checkTrace(envelope.trace);
    return { id: envelope.id ?? trace.header.id, ...(rounded(scoreTrace(trace), 4) as object) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const path = bare ? error.path : error.path === '' ? 'trace' : `trace.${error.path}`;
    throw new LineError('bad-trace', path, `${path}: ${error.problem}. ${error.mend}`);
  }
}
