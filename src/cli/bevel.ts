import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRESETS } from '../patient/spec';
import { anatomy } from './anatomy';
import { LineError } from './json';
import { keptIn, type Kept } from './kept';
import { answerLines } from './lines';
import { makePatients, type ModelFiles } from './patients';
import { probe } from './probe';
import { score } from './score';

const USAGE = `Usage: bevel <command>
  probe              one reading a line: {"id","patient","side","device","entry","angle_deg","depth_mm",…}
  anatomy [--glb F]  the compiled patient: {"id","patient"}; --glb also writes a model to F
  score              a trace a line -> its score card
  presets            list the presets
  help               this text; also --help and -h
Requests are JSON, one a line, on stdin; see schemas/.
`;
/** Commands of a later version: named, so that the answer is clear. */
const LATER = ['inject', 'toxin', 'riskmap'];

/** The model files, in public/models beside build/. */
function readModels(): ModelFiles {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'public', 'models');
  const read = (name: string): Uint8Array => {
    try {
      return new Uint8Array(readFileSync(join(folder, name)));
    } catch {
      throw new Error(`public/models/${name} is missing. Restore it from the repository, or rebuild it with the scripts in modelling/.`);
    }
  };
  return { head: read('head.glb'), skull: read('skull.glb'), chart: read('chart.bin') };
}

/** Patients of earlier runs lie beside the bundle; what they depend on is the bundle, the models and the runtime. */
function kept(files: ModelFiles): Kept {
  const bundle = fileURLToPath(import.meta.url);
  return keptIn(join(dirname(bundle), 'patients'), [readFileSync(bundle), files.head, files.skull, files.chart, process.version, process.arch]);
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exitCode = 2;
}

/** `facade.glb`, then `facade-2.glb`, … for further requests of the same run. */
function numbered(file: string, n: number): string {
  if (n === 1) return file;
  const dot = file.lastIndexOf('.');
  return dot > 0 ? `${file.slice(0, dot)}-${n}${file.slice(dot)}` : `${file}-${n}`;
}

/** Writes a model. @throws LineError that names the file and what keeps it from being written */
function writeModel(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const [problem, mend] = CANNOT_WRITE[code] ?? ['it cannot be written', 'Name another file.'];
    throw new LineError('cannot-write', '--glb', `The model cannot be saved as "${file}": ${problem}. ${mend}`);
  }
}

/** What the system's codes mean, and the mend. */
const CANNOT_WRITE: Record<string, [string, string]> = {
  ENOENT: ['its folder does not exist', 'Make the folder first, or name a file in one that exists.'],
  ENOTDIR: ['its folder is a file', 'Name a file in a folder.'],
  EISDIR: ['it is a folder', 'Name a file in it, such as face.glb.'],
  EACCES: ['writing there is not allowed', 'Name a file in a folder of your own.'],
  EPERM: ['writing there is not allowed', 'Name a file in a folder of your own.'],
  EROFS: ['that disk can only be read', 'Name a file on another disk.'],
  ENOSPC: ['the disk is full', 'Make room, or name a file on another disk.'],
};

async function main([command, ...rest]: string[]): Promise<void> {
  // Standard output belongs to the answers.
  if ([command, ...rest].some((word) => word === '--help' || word === '-h') || command === 'help') {
    process.stderr.write(USAGE);
    return;
  }
  const glb = command === 'anatomy' && rest[0] === '--glb' ? rest[1] : undefined;
  if (LATER.includes(command)) return refuse(`"${command}" is not part of this version.`);
  if (!['probe', 'anatomy', 'score', 'presets'].includes(command)) return refuse(command === undefined ? 'Name a command.' : `Unknown command "${command}".`);
  if (command === 'anatomy' && rest[0] === '--glb' && (glb === undefined || glb === '')) return refuse('"--glb" needs the name of a file, such as face.glb.');
  if (rest.length > (glb === undefined ? 0 : 2)) return refuse(`"${command}" does not take "${rest[glb === undefined ? 0 : 2]}".`);
  if (command === 'presets') {
    for (const preset of PRESETS) process.stdout.write(`${JSON.stringify({ id: preset.id, sex: preset.sex, age: preset.age, label: preset.label })}\n`);
    return;
  }
  // A reader that goes away early (head, a closed pipe) is no fault of ours.
  process.stdout.on('error', () => process.exit(1));
  const patients = makePatients(readModels, kept);
  let models = 0;
  const save = glb === undefined ? undefined : (bytes: Uint8Array): void => writeModel(numbered(glb, ++models), bytes);
  const fine = await answerLines(process.stdin, process.stdout, (request) =>
    command === 'probe' ? probe(request, patients) : command === 'anatomy' ? anatomy(request, patients, save) : score(request),
  );
  if (!fine) process.exitCode = 1;
}

await main(process.argv.slice(2));
