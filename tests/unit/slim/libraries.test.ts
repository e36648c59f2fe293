import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import * as whole from '../../../src/engine/math';
import { slimFiber } from '../../../scripts/slim/fiber';
import { slimDecoder } from '../../../scripts/slim/meshopt';
import { asModule, numericsAsModules } from '../../../scripts/slim/numerics';
import { askedFor, slimReact } from '../../../scripts/slim/react';

type Numbers = Pick<typeof whole, 'acos' | 'atan2' | 'cos' | 'exp' | 'ln' | 'pow' | 'sin'>;

/** The core's mathematics as the built app has it. */
async function built(): Promise<Numbers> {
  const answer = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [numericsAsModules()],
    build: { write: false, minify: true, lib: { entry: join(process.cwd(), 'src/engine/math.ts'), formats: ['es'], fileName: 'math' } },
  });
  const output = (Array.isArray(answer) ? answer : 'output' in answer ? [answer] : []).flatMap((made) => made.output);
  const chunk = output.find((made) => made.type === 'chunk');
  if (!chunk) throw new Error('nothing was built');
  expect(chunk.code).not.toMatch(/\brequire\b|\bmodule\.exports\b/);
  return (await import(`data:text/javascript;base64,${Buffer.from(chunk.code).toString('base64')}`)) as Numbers;
}

describe('numerics as modules', () => {
  it('gives the same bits as the library as it comes', async () => {
    const ours = await built();
    let state = 12345;
    const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
    const special = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 1e-320, 2 ** -1074, 1e300, -1e300, Math.PI / 2, 2 ** 52 + 1];
    const sample = [...special, ...Array.from({ length: 4000 }, (_, i) => (next() - 0.5) * 10 ** ((i % 40) - 20)), ...Array.from({ length: 1000 }, () => next() * 2 - 1)];
    for (const name of ['acos', 'cos', 'exp', 'ln', 'sin'] as const) for (const x of sample) if (!Object.is(ours[name](x), whole[name](x))) expect.fail(`${name}(${x})`);
    sample.forEach((x, i) => {
      const y = sample[(i * 7 + 3) % sample.length];
      if (!Object.is(ours.atan2(x, y), whole.atan2(x, y))) expect.fail(`atan2(${x}, ${y})`);
      if (!Object.is(ours.pow(x, y), whole.pow(x, y))) expect.fail(`pow(${x}, ${y})`);
    });
  });

  it('stops at a file in another form', () => {
    expect(asModule("var a = require( './a.js' );\nmodule.exports = a;\n")).toContain("import a from './a.js';");
    expect(() => asModule("if ( x ) {\n\ta = require( './a.js' );\n}")).toThrow('CommonJS left over');
    expect(() => asModule("var f = require( './f.js' );\nf( f.assign( 1 ) );")).toThrow('by itself and by its assign');
  });
});

describe('the reconciler of the scene', () => {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@react-three/fiber')));
  const file = /'\.\/(events-\w+\.esm\.js)'/.exec(readFileSync(join(folder, 'react-three-fiber.esm.js'), 'utf8'))![1];
  const code = readFileSync(join(folder, file), 'utf8');

  it('is told what its host says anyway', () => {
    const slim = slimFiber(code);
    const production = slim.slice(0, slim.indexOf('react-reconciler.development.js'));
    expect(production).not.toMatch(/m\.supports(Hydration|Persistence|Resources|Singletons|TestSelectors)/);
    expect(production).toMatch(/m\.supportsMutation/);
    expect(slim).toMatch(/rendererVersion: packageData\.version/);
  });

  it('is left alone, loudly, when its host learns to do so', () => {
    expect(() => slimFiber(code.replace('supportsHydration: false', 'supportsHydration: true'))).toThrow('its host has supportsHydration now');
    expect(() => slimFiber('export {};')).toThrow('not where it was');
  });
});

describe('the renderer of the page', () => {
  const code = readFileSync(join(dirname(createRequire(import.meta.url).resolve('react-dom')), 'cjs', 'react-dom-client.production.js'), 'utf8');

  it('never takes over a page and never asks whether it does', () => {
    const slim = slimReact(code);
    expect(() => new Function('exports', 'require', slim)).not.toThrow();
    expect(slim).not.toMatch(/exports\.hydrateRoot|\bisHydrating\b(?!\$)|\.dehydrated\b|\.isDehydrated\b|\.(null|!1)\b|!1 =[^=]/);
    expect(slim).toMatch(/exports\.createRoot/);
    expect(slim.length).toBeLessThan(code.length * 0.9);
  });

  it('stops at a release in another form', () => {
    expect(() => slimReact(code.replace(/\bstartViewTransition\b/g, 'begin'))).toThrow('startViewTransition is not where it was');
    expect(() => slimReact('exports.createRoot = null;')).toThrow('not where it was');
  });

  it('stops at source that asks for what is left out', () => {
    for (const asked of ['const [a, b] = useTransition();', "import { Activity } from 'react';", '<Fragment ref={all}>', 'hydrateRoot(root, <App />);', 'return <title>Bevel</title> ;', '<form formAction={send}>']) expect(askedFor(asked), asked).not.toBeNull();
    for (const plain of ['createRoot(root).render(<App />);', "import { Suspense, lazy, useId } from 'react';", '// useTransition() would do', '<button title="Close">']) expect(askedFor(plain), plain).toBeNull();
  });
});

describe('the mesh decoder', () => {
  const path = join(dirname(createRequire(import.meta.url).resolve('meshoptimizer')), 'meshopt_decoder.mjs');
  const code = readFileSync(path, 'utf8');
  interface Decoder {
    ready: Promise<void>;
    decodeVertexBuffer(target: Uint8Array, count: number, size: number, source: Uint8Array): void;
  }
  const load = async (text: string): Promise<Decoder> => {
    const { MeshoptDecoder } = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as { MeshoptDecoder: Decoder };
    await MeshoptDecoder.ready;
    return MeshoptDecoder;
  };

  it('gives the same bytes from its plain program', async () => {
    // A vertex buffer that the library encoded: header, blocks and tail of 24 vertices of 12 bytes.
    const { MeshoptEncoder } = await import('meshoptimizer');
    await MeshoptEncoder.ready;
    const bytes = Uint8Array.from({ length: 24 * 12 }, (_, i) => (i * 37 + (i >> 3)) & 255);
    const packed = MeshoptEncoder.encodeVertexBuffer(bytes, 24, 12);
    for (const text of [code, slimDecoder(code)]) {
      const out = new Uint8Array(bytes.length);
      (await load(text)).decodeVertexBuffer(out, 24, 12, packed);
      expect(out).toEqual(bytes);
    }
    expect(slimDecoder(code).length).toBeLessThan(code.length * 0.75);
  });

  it('stops at a decoder in another form', () => {
    expect(() => slimDecoder('var wasm_simd = wasm_base;')).toThrow('not where they were');
  });
});
