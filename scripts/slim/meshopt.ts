/**
 * The mesh decoder carries itself twice, for browsers with and without vector instructions. The files are small: the plain one, which runs
 * everywhere and gives the same bytes, is enough. Nor does it need workers of its own: it runs in one.
 */
import type { Plugin } from 'vite';

/** @throws Error when the decoder has another form. */
export function slimDecoder(code: string): string {
  const text = code.replace(/\bvar wasm_simd =\s*'[^']+';/, 'var wasm_simd = wasm_base;');
  if (text === code || !/\bvar wasm_base =\s*'/.test(text)) throw new Error('the two programs are not where they were');
  const alone = text.replace(/\n\tvar workers = \[\];[\s\S]*?(?=\n\treturn \{)/, '').replace(/\n\t\t(?:useWorkers|decodeGltfBufferAsync): function \([\s\S]*?\n\t\t\},/g, '');
  if (/[wW]orker/.test(alone)) throw new Error('its workers are not where they were');
  return alone;
}

/** Vite plugin, for the worker's scripts. Stops the build when the decoder has another form. */
export function slimMeshopt(): Plugin {
  return {
    name: 'bevel-slim-meshopt',
    apply: 'build',
    transform: {
      filter: { id: /meshoptimizer[\\/]meshopt_decoder\.mjs$/ },
      handler(code) {
        try {
          return { code: slimDecoder(code), map: null };
        } catch (error) {
          return this.error(`meshoptimizer: ${error instanceof Error ? error.message : String(error)}; mend scripts/slim/meshopt.ts.`);
        }
      },
    },
  };
}
