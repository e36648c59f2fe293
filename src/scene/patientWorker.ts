/** Compiles patients off the main thread. Loads the model files once; what it posts is plain data with its buffers handed over. */
import type { Assets } from '../patient/assets';
import type * as Compiler from './patientCompiler';
import type { CompileReply, CompileRequest } from './patientClient';

let compiler: Promise<typeof Compiler> | null = null;
let assets: Promise<Assets> | null = null;
let headSent = false;

/** The compiler with its atlas, fetched beside the models. That module waits for its data, and messages that came meanwhile to a waiting worker would be lost; so it is not this one. */
function loadCompiler(): Promise<typeof Compiler> {
  compiler ??= import('./patientCompiler').catch(() => {
    compiler = null;
    throw new Error('The atlas could not be loaded. Check the connection and try again.');
  });
  return compiler;
}

/** Fetch one model file with progress; a file that is missing or cut short says so by name. */
async function fetchModel(url: string, name: string, onBytes: (part: number) => void): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new Error(`The model file ${name} could not be loaded. Check the connection and try again.`);
  }
  if (!response.ok || !response.body) throw new Error(`The model file ${name} could not be loaded (status ${response.status}). Reload the page.`);
  const whole = Number(response.headers.get('content-length')) || 0;
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (whole > 0) onBytes(Math.min(1, size / whole));
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const FILES = ['head.glb', 'skull.glb', 'chart.bin'] as const;

async function load(base: string, onProgress: (value: number) => void): Promise<Assets> {
  const core = loadCompiler();
  const done = FILES.map(() => 0);
  const [head, skull, chart] = await Promise.all(
    FILES.map((name, i) =>
      fetchModel(base + name, name, (part) => {
        done[i] = part;
        onProgress((done.reduce((a, b) => a + b, 0) / FILES.length) * 0.6);
      }),
    ),
  );
  onProgress(0.65);
  const prepared = await (await core).prepare(head, skull, chart);
  onProgress(0.8);
  return prepared;
}

const reply = (message: CompileReply, transfer: Transferable[] = []) => postMessage(message, { transfer });

async function compile({ id, spec, base }: CompileRequest): Promise<void> {
  assets ??= load(base, (progress) => reply({ id, type: 'progress', progress }));
  const { compileFully, normaliseSpec } = await loadCompiler();
  const checked = normaliseSpec(spec);
  const ready = await assets;
  const { patient, eyes } = compileFully(checked, ready);
  const { render, loops } = ready.head.surface;
  const head = headSent ? undefined : { toSkin: render.toSkin, uv: render.uv, triangles: render.triangles, loops };
  headSent = true;
  // Chart and skin triangles belong to the assets and are copied; what was made for this patient is handed over.
  const { skin, shell, skull, tubes, bodies, trees } = patient;
  const own = [skin.positions, skin.normals, skin.fairedNormals, shell.directions, shell.depths, skull.positions, tubes.a, tubes.b, tubes.radius, tubes.structure, bodies.positions, bodies.triangles, bodies.structure, bodies.fibre];
  for (const tree of Object.values(trees)) own.push(tree.bounds, tree.nodes, tree.items);
  reply({ id, type: 'patient', patient, eyes, head }, [...new Set(own.map((array) => array.buffer as ArrayBuffer))]);
}

onmessage = (event: MessageEvent<CompileRequest>) => {
  compile(event.data).catch((error: unknown) => {
    assets = null;
    reply({ id: event.data.id, type: 'error', message: error instanceof Error ? error.message : String(error) });
  });
};
