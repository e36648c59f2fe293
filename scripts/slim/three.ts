/**
 * Ships three from its single files with the parts left out that Bevel never turns on: the shaders of materials that it does not use, the
 * branches of features that stay off in those it does, and the parts for headsets, morph targets, uniform
 * buffers, ray casting and saving.
 * Whoever turns such a feature on is told so by the shader (`#error`) or by the stand-in below, and takes it off the list here.
 * Only the built app is changed; the dev server and the tests run the whole library.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { slimGlsl, type Known } from './glsl.ts';
import { dropUnused, withoutComments } from './unused.ts';

const source = join(dirname(fileURLToPath(import.meta.resolve('three'))), '..', 'src');

/** Programs in ShaderLib of materials and backgrounds that are not drawn. */
const UNUSED_PROGRAMS = ['backgroundCube', 'distance', 'equirect', 'linedashed', 'meshmatcap', 'meshnormal', 'meshphong', 'meshtoon', 'points', 'shadow', 'sprite'];
/** Chunks that only those programs include. */
const UNUSED_CHUNKS = ['gradientmap_pars_fragment', 'lights_phong_fragment', 'lights_phong_pars_fragment', 'lights_toon_fragment', 'lights_toon_pars_fragment', 'map_particle_fragment', 'map_particle_pars_fragment', 'shadowmask_pars_fragment'];

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Features of materials, scenes and renderers that stay off. */
const KNOWN: Known = {
  never: words(
    'USE_ALPHAHASH USE_ALPHAMAP USE_ANISOTROPY USE_ANISOTROPYMAP USE_AOMAP USE_BATCHING USE_BATCHING_COLOR USE_BUMPMAP USE_CLEARCOATMAP ' +
      'USE_CLEARCOAT_NORMALMAP USE_CLEARCOAT_ROUGHNESSMAP USE_DIFFUSE_ROUGHNESS USE_DIFFUSE_ROUGHNESSMAP USE_DISPERSION USE_DISPLACEMENTMAP ' +
      'USE_EMISSIVEMAP USE_FOG FOG_EXP2 USE_GRADIENTMAP USE_INSTANCING USE_INSTANCING_COLOR USE_INSTANCING_MORPH USE_IRIDESCENCE USE_IRIDESCENCEMAP ' +
      'USE_IRIDESCENCE_THICKNESSMAP USE_LIGHTMAP USE_LIGHT_PROBES USE_LOGARITHMIC_DEPTH_BUFFER USE_MATCAP USE_METALNESSMAP USE_MORPHCOLORS ' +
      'USE_MORPHNORMALS USE_MORPHTARGETS USE_NORMALMAP USE_NORMALMAP_OBJECTSPACE USE_NORMALMAP_TANGENTSPACE USE_PACKED_NORMALMAP USE_POINTS_UV ' +
      'USE_RETROREFLECTION USE_REVERSED_DEPTH_BUFFER USE_ROUGHNESSMAP USE_SHEEN_COLORMAP USE_SHEEN_ROUGHNESSMAP USE_SIZEATTENUATION USE_SKINNING ' +
      'USE_SPECULARMAP USE_SPECULAR_COLORMAP USE_SPECULAR_INTENSITYMAP USE_TANGENT USE_THICKNESSMAP USE_TRANSMISSION USE_TRANSMISSIONMAP ' +
      'DECODE_VIDEO_TEXTURE DECODE_VIDEO_TEXTURE_EMISSIVE DITHERING ENVMAP_TYPE_CUBE SHADOWMAP_TYPE_VSM PHONG DISTANCE',
  ),
  zero: words(
    'NUM_CLIPPING_PLANES NUM_HEMI_LIGHTS NUM_LIGHT_PROBE_GRIDS NUM_POINT_LIGHTS NUM_POINT_LIGHT_SHADOWS NUM_RECT_AREA_LIGHTS NUM_SPOT_LIGHTS ' +
      'NUM_SPOT_LIGHT_COORDS NUM_SPOT_LIGHT_MAPS NUM_SPOT_LIGHT_SHADOWS NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS NUM_SUN_LIGHTS NUM_SUN_LIGHT_SHADOWS',
  ),
};

/** In `common`, which every program includes: a feature that was left out here says so instead of being drawn wrong. */
const guard = `#if ${[...[...KNOWN.never].map((name) => `defined(${name})`), ...[...KNOWN.zero].filter((name) => !/CLIPPING|COORDS|WITH_MAPS|PROBE/.test(name)).map((name) => `${name}>0`)].join('||')}
#error A feature of this material or light is left out of the build: scripts/slim/three.ts
#endif`;

/** Parts of the renderer for which nothing is left to do. */
const STAND_INS: Record<string, string> = {
  // A scene root makes one and never casts it: Bevel picks in its own search trees.
  'core/Raycaster.js': `export class Raycaster {
  camera = null;
  params = {};
  intersectObject() { throw new Error('Ray casting is left out of the build: scripts/slim/three.ts'); }
}`,
  // No headset: never enabled, never presenting.
  'renderers/webxr/WebXRManager.js': `import { EventDispatcher } from '../../core/EventDispatcher.js';
export class WebXRManager extends EventDispatcher {
  enabled = false;
  isPresenting = false;
  cameraAutoUpdate = true;
  getSession() { return null; }
  getEnvironmentBlendMode() {}
  setAnimationLoop() {}
  dispose() {}
}`,
  // Heads are morphed by the compiler; no geometry carries morph targets.
  'renderers/webgl/WebGLMorphtargets.js': `export function WebGLMorphtargets() {
  return { update() { throw new Error('Morph targets are left out of the build: scripts/slim/three.ts'); } };
}`,
  // The canvas is drawn to directly, in eight bits.
  'renderers/webgl/WebGLOutput.js': `export function WebGLOutput() {
  throw new Error('Output buffers are left out of the build: scripts/slim/three.ts');
}`,
  // The environment is filtered when the studio is made, and backgrounds are flat pictures: nothing is converted.
  'renderers/webgl/WebGLEnvironments.js': `export function WebGLEnvironments() {
  return { get: (texture) => texture ?? null, dispose() {} };
}`,
  // No camera is a row of cameras, as a headset's is.
  'math/FrustumArray.js': `export class FrustumArray {
  coordinateSystem = 0;
  reversedDepth = false;
  setFromArrayCamera() { throw new Error('Rows of cameras are left out of the build: scripts/slim/three.ts'); }
  intersectsObject() { throw new Error('Rows of cameras are left out of the build: scripts/slim/three.ts'); }
}`,
  // Sections are cut from the tissue shell, never by clipping planes.
  'renderers/webgl/WebGLClipping.js': `export function WebGLClipping() {
  const missing = () => { throw new Error('Clipping planes are left out of the build: scripts/slim/three.ts'); };
  return { uniform: { value: null, needsUpdate: false }, numPlanes: 0, numIntersection: 0, init: (planes, local) => planes.length > 0 || local ? missing() : false, setGlobalState: missing, setState: missing, beginShadows: missing, endShadows: missing };
}`,
  // No material has uniform buffers.
  'renderers/webgl/WebGLUniformsGroups.js': `export function WebGLUniformsGroups() {
  const missing = () => { throw new Error('Uniform buffers are left out of the build: scripts/slim/three.ts'); };
  return { bind: missing, update: missing, dispose() {} };
}`,
};

/** Methods of geometries, materials, textures and objects that nothing calls: nothing is saved as JSON or hit by a ray. */
const UNUSED_METHODS = /\n\t(?:static )?(?:toJSON|fromJSON|raycast|_computeIntersections)\([^\n]*\) \{\n[\s\S]*?\n\t\}(?=\n)/g;

/** Bevel's colours are written as numbers: the 140 names of CSS are not looked up. */
function withoutColourNames(code: string): string {
  const text = code.replace(/const _colorKeywords = \{[^}]+\};/, 'const _colorKeywords = {};');
  if (text === code) throw new Error('The names of colours are not where they were: mend scripts/slim/three.ts.');
  return text;
}

/** Pictures come as WebP, which browsers unpack: no texture is kept in a graphics card's own compressed form. */
function withoutCompressedFormats(code: string): string {
  const text = code.replace(/\t\tif \( p === RGB_S3TC_DXT1_Format [\s\S]*?(?=\t\tif \( p === UnsignedInt248Type \))/, '');
  if (text === code) throw new Error('The compressed formats are not where they were: mend scripts/slim/three.ts.');
  return text;
}

/** The text of a `*.glsl.js` file of three with its shaders made smaller. */
function slimShaderFile(path: string, code: string): string {
  const name = /([^/]+)\.glsl\.js$/.exec(path)?.[1] ?? '';
  const drop = path.includes('ShaderLib/') ? UNUSED_PROGRAMS.includes(name) : UNUSED_CHUNKS.includes(name);
  return code.replace(/\/\* glsl \*\/\s*`([^`]*)`/g, (_, text: string) => {
    if (drop) return '"#error Left out of the build: scripts/slim/three.ts"';
    return JSON.stringify((name === 'common' && !path.includes('ShaderLib/') ? `${guard}\n` : '') + slimGlsl(text, KNOWN));
  });
}

/** Folders of three that the page has nothing of; what is shipped from one all the same stops the build. */
const NOT_SHIPPED = ['animation/', 'audio/', 'helpers/', 'nodes/', 'renderers/common/', 'renderers/webgpu/', 'extras/core/', 'extras/curves/', 'Three.TSL', 'Three.WebGPU'];

/** Files below a folder with their paths in it, `/` between. */
function filesBelow(folder: string, end: RegExp): [path: string, code: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => end.test(path))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]);
}

/** The scripts of three that may be shipped, made smaller, by path in its `src`. */
function slimScripts(): Map<string, string> {
  const kept = filesBelow(source, /\.js$/).filter(([path]) => !path.endsWith('.glsl.js') && !NOT_SHIPPED.some((start) => path.startsWith(start)));
  const library = new Map(kept.map(([path, code]) => [path, STAND_INS[path] ?? withoutComments(code).replace(UNUSED_METHODS, '')]));
  library.set('math/Color.js', withoutColourNames(library.get('math/Color.js') ?? ''));
  library.set('renderers/webgl/WebGLUtils.js', withoutCompressedFormats(library.get('renderers/webgl/WebGLUtils.js') ?? ''));
  const fiber = dirname(fileURLToPath(import.meta.resolve('@react-three/fiber')));
  const callers = [...filesBelow(join(import.meta.dirname, '..', '..', 'src'), /\.tsx?$/), ...filesBelow(fiber, /\.esm\.js$/)].map(([, code]) => withoutComments(code));
  return dropUnused(library, callers);
}

/** Vite plugin, for the page's scripts. Stops the build when a file that it changes is no longer there. */
export function slimThree(): Plugin {
  const at = (path: string): string => join(source, path).replaceAll('\\', '/');
  const expected = [
    ...Object.keys(STAND_INS),
    ...UNUSED_PROGRAMS.map((name) => `renderers/shaders/ShaderLib/${name}.glsl.js`),
    ...UNUSED_CHUNKS.map((name) => `renderers/shaders/ShaderChunk/${name}.glsl.js`),
    'renderers/shaders/ShaderChunk/common.glsl.js',
  ];
  const folder = `${at('')}/`;
  let scripts: Map<string, string> | null = null;
  return {
    name: 'bevel-slim-three',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      for (const path of expected) if (!existsSync(at(path))) this.error(`${at(path)} is not there: this release of three is laid out in another way; mend scripts/slim/three.ts.`);
      scripts = null;
    },
    resolveId: (id) => (id === 'three' ? at('Three.js') : null),
    load(id) {
      const whole = id.replaceAll('\\', '/');
      if (!whole.startsWith(folder)) return null;
      const path = whole.slice(folder.length);
      if (path.endsWith('.glsl.js')) return slimShaderFile(path, readFileSync(id, 'utf8'));
      return (scripts ??= slimScripts()).get(path) ?? null;
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const path = id.replaceAll('\\', '/').slice(folder.length);
          if (renderedLength > 0 && id.replaceAll('\\', '/').startsWith(folder) && NOT_SHIPPED.some((start) => path.startsWith(start))) this.error(`${path} of three is in the page, but scripts/slim/three.ts counts on its not being so: take it off NOT_SHIPPED.`);
        }
      }
    },
  };
}
