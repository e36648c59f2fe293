/**
 * Writes the golden traces and the table of their cards. Only by hand, and only with `--write`:
 *   node scripts/run.mjs tests/golden/generate.ts --write [case ids]
 * Without it, prints what the present anatomy and rubric would give. `--table` re-scores the traces on disk (after a change of the rubric).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTechnique, scoreTrace } from '../../src/technique';
import { parseTrace, serialise } from '../../src/trace';
import { CASES } from './cases';
import { compiledRig } from './compiled';
import type { CompiledRig } from './compiled';
import { perform } from './perform';
import { expectation } from './expectation';

const args = process.argv.slice(2);
const write = args.includes('--write');
const table = args.includes('--table');
const only = args.filter((a) => !a.startsWith('--'));
const folder = join('tests', 'golden', 'traces');
const tableFile = join('tests', 'golden', 'expected.json');
mkdirSync(folder, { recursive: true });
const rigs = new Map<string, CompiledRig>();
const expected: Record<string, ReturnType<typeof expectation>> = only.length ? JSON.parse(readFileSync(tableFile, 'utf8')) : {};

for (const c of CASES) {
  if (only.length && !only.includes(c.id)) continue;
  const file = join(folder, `${c.id}.trace.json`);
  let text: string;
  if (table) text = readFileSync(file, 'utf8');
  else {
    const spec = { preset: c.preset, ...(c.seed === undefined ? {} : { seed: c.seed }) };
    const key = JSON.stringify(spec);
    const rig = rigs.get(key) ?? (await compiledRig(spec));
    rigs.set(key, rig);
    text = serialise(perform(rig, { technique: loadTechnique(c.technique), sides: c.sides, id: `golden-${c.id}`, optional: c.optional, slip: c.slip?.(rig) }));
  }
  const card = scoreTrace(parseTrace(text));
  expected[c.id] = expectation(card);
  console.log(c.id.padEnd(24), String(card.score).padStart(6), card.verdict);
  if (write && !table) writeFileSync(file, text);
}
if (write || table) writeFileSync(tableFile, `${JSON.stringify(expected, null, 1)}\n`);
