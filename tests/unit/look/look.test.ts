import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { headPreset, loadHead, shapeHead, type HeadModel } from '../../../src/patient/head';
import { globeOfLids } from '../../../src/scene/eyes/eyeball';
import { lidArcs } from '../../../src/scene/eyes/lids';
import { buildEyes } from '../../../src/scene/eyes/build';
import { buildHair } from '../../../src/scene/eyes/hairGeometry';
import { readStrands } from '../../../src/scene/eyes/strandFile';
import { tendonEnds } from '../../../src/scene/materials/vertexTraits';
import { atlasUv } from '../../../src/scene/skin/atlasUv';
import { scattered } from '../../../src/scene/skin/scatter';
import { SLOPE_GAIN } from '../../../modelling/src/textures/bake';
import { SLOPE_GAIN as SHADER_GAIN } from '../../../src/scene/skin/material';

let head: HeadModel;
beforeAll(async () => {
  head = await loadHead(new Uint8Array(readFileSync('public/models/head.glb')));
});

describe('texture atlas', () => {
  it('keeps every triangle of the head the right way round and inside the square', () => {
    const { uv, triangles } = head.surface.render;
    const atlas = atlasUv(uv);
    const area = (a: Float32Array, t: number) => {
      const [i, j, k] = [triangles[t] * 2, triangles[t + 1] * 2, triangles[t + 2] * 2];
      return (a[j] - a[i]) * (a[k + 1] - a[i + 1]) - (a[k] - a[i]) * (a[j + 1] - a[i + 1]);
    };
    let turned = 0;
    for (let t = 0; t < triangles.length; t += 3) if (area(uv, t) * area(atlas, t) > 0) turned++;
    // The atlas counts rows downwards, so every triangle that has an area is mirrored once.
    expect(turned).toBe(0);
    expect(Math.min(...atlas.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(atlas.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it('stores slopes with the gain that the shader takes back', () => {
    expect(Number(SHADER_GAIN)).toBe(SLOPE_GAIN);
  });
});

describe('scattering table', () => {
  it('is the plain cosine on flat skin and brings red light behind the edge on curved skin', () => {
    const flat = scattered(Math.PI / 3, 0.001);
    for (const x of flat) expect(x).toBeCloseTo(0.5, 1);
    const [r, g, b] = scattered(Math.PI / 2 + 0.12, 0.15);
    expect(r).toBeGreaterThan(g);
    expect(g).toBeGreaterThanOrEqual(b);
    expect(r).toBeGreaterThan(0.02);
  });
});

describe.each(['female-35', 'male-45'] as const)('eyes and hair of %s', (preset) => {
  const sex = preset.startsWith('female') ? 'female' : 'male';
  it('rests the lids on the globe: the inner margins neither sink in nor stand off by more than 3 mm', () => {
    const shape = shapeHead(head, headPreset(preset).weights);
    for (const side of ['left', 'right'] as const) {
      const inner = head.surface.loops[`lid-inner-${side}`];
      const globe = globeOfLids(shape.eyes[side].centre, inner, shape.skin);
      const gap = Array.from(inner, (v) => Math.hypot(...[0, 1, 2].map((k) => shape.skin[v * 3 + k] - globe.centre[k])) - globe.radius);
      expect(Math.min(...gap)).toBeGreaterThan(-0.8);
      expect(Math.max(...gap)).toBeLessThan(3);
      const arc = lidArcs(head.surface.loops[`lash-line-${side}`], shape.skin);
      expect(arc.upper.filter((u) => u === 1).length).toBeGreaterThan(20);
      expect(arc.upper.filter((u) => u === 0).length).toBeGreaterThan(20);
    }
  });

  it('keeps hair, brows and lashes within the triangle budget and on the skin', () => {
    const shape = shapeHead(head, headPreset(preset).weights);
    const skin = { positions: shape.skin, normals: shape.normals };
    const bytes = readFileSync('public/models/textures/strands.bin');
    const strands = readStrands(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
    const hair = buildHair(strands, head.surface.triangles, skin, sex);
    const eyes = buildEyes(head.surface.loops, shape.skin, shape.eyes, sex);
    const count = (g: { getIndex(): { count: number } | null }) => (g.getIndex()?.count ?? 0) / 3;
    expect(count(hair.fine) + count(hair.locks) + count(eyes.lash)).toBeLessThanOrEqual(66000);
    const p = hair.fine.getAttribute('position').array;
    expect(p.every(Number.isFinite)).toBe(true);
    // Brows lie between the pupils and the hairline, in front of the ears.
    const top = shape.eyes.left.centre[1];
    expect(p[1]).toBeGreaterThan(top + 8);
    expect(p[1]).toBeLessThan(top + 45);
  });
});

describe('strand file', () => {
  it('refuses a file that was cut short', () => {
    const bytes = readFileSync('public/models/textures/strands.bin');
    const cut = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 5000) as ArrayBuffer;
    expect(() => readStrands(cut)).toThrow(/strands\.bin is damaged/);
  });
});

describe('tendon ends', () => {
  it('pales the two ends of a straight muscle and leaves a ring alone', () => {
    const positions = new Float32Array([0, 0, 0, 1, 0, 0, 50, 0, 0, 51, 1, 0, 99, 0, 0, 100, 0, 0]);
    const straight = new Float32Array(18).map((_, i) => (i % 3 === 0 ? 1 : 0));
    const triangles = new Uint32Array([0, 1, 2, 3, 4, 5]);
    const pale = tendonEnds(positions, straight, triangles, new Uint16Array([0, 0]));
    expect(pale[0]).toBe(1);
    expect(pale[2]).toBe(0);
    expect(pale[5]).toBe(1);
    const turning = new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(Math.max(...tendonEnds(positions, turning, triangles, new Uint16Array([0, 0])))).toBe(0);
  });
});
