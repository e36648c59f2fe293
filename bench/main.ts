import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { timeCompile, timeReadings, timeSearch } from './engine';
import { pageSizes, pageStart } from './page';
import { NO_VIEW, pageView } from './view';

const json = process.argv.includes('--json');
const root = process.cwd();
const model = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'public', 'models', name)));
const say = (text: string): void => {
  if (!json) console.log(text);
};

const { times: compile, patient } = await timeCompile({ head: model('head.glb'), skull: model('skull.glb'), chart: model('chart.bin') });
const reading = timeReadings(patient);
const { found, ...search } = timeSearch(patient);
const dist = join(root, 'dist');
const page = pageSizes(dist);
const driven = page.all_assets_kb !== null && !process.argv.includes('--no-browser');
if (driven) Object.assign(page, await pageStart(dist));
const view = driven ? await pageView(dist) : NO_VIEW;

const round = (x: number | null, digits = 2): number | null => (x === null ? null : Number(x.toFixed(digits)));
const result = {
  reading: { median_us: round(reading.median_us), p99_us: round(reading.p99_us), allocated_bytes: reading.allocated_bytes },
  search_vs_three_mesh_bvh: { ratio: round(search.ratio, 1), ours_us: round(search.ours_us), theirs_us: round(search.theirs_us) },
  compile_patient: { median_ms: round(compile.median_ms, 1), cold_ms: round(compile.cold_ms, 1) },
  population_500: null,
  page: { first_picture_kb: round(page.first_picture_kb, 1), js_gzip_kb: round(page.js_gzip_kb, 1), first_geometry_kb: round(page.first_geometry_kb, 1), all_assets_kb: round(page.all_assets_kb, 1), ...view },
};

if (json) console.log(JSON.stringify(result));
else {
  const row = (what: string, value: number | null, unit: string, bar: string): void => say(`${what.padEnd(46)}${(value === null ? 'not available' : `${value} ${unit}`).padStart(18)}   bar ${bar}`);
  row('one full reading, median', result.reading.median_us, 'µs', '40');
  row('one full reading, 99th percentile', result.reading.p99_us, 'µs', '150');
  row('one full reading, allocated', result.reading.allocated_bytes, 'bytes', '0');
  row('search against three-mesh-bvh', result.search_vs_three_mesh_bvh.ratio, 'x faster', '20');
  say(`  ours ${result.search_vs_three_mesh_bvh.ours_us} µs (shaft, tip and opening), theirs ${result.search_vs_three_mesh_bvh.theirs_us} µs (shaft; ${found.triangles} triangles); found ${found.ours} and ${found.theirs} structures over all poses`);
  row('compile a patient, warm, median', result.compile_patient.median_ms, 'ms', '500');
  row('compile a patient, cold, models read', result.compile_patient.cold_ms, 'ms', 'reported');
  row('population risk, 500 patients', null, '', '5 s (not in this version)');
  row('first picture (page, styles, poster), gzip', result.page.first_picture_kb, 'kB', '60');
  row('JavaScript before the first reading, gzip', result.page.js_gzip_kb, 'kB', '350');
  row('first geometry', result.page.first_geometry_kb, 'kB', '1500');
  row('all geometry and textures', result.page.all_assets_kb, 'kB', '8000');
  row('draw calls, heaviest view', view.draw_calls, '', '80');
  row('triangles, heaviest view', view.triangles, '', '600000');
  say(`  opening view ${view.opening_draw_calls} calls, ${view.opening_triangles} triangles; heaviest single frame, with shadows drawn anew, ${view.shadow_frame_draw_calls} calls, ${view.shadow_frame_triangles} triangles`);
  if (page.all_assets_kb === null) say('  the page numbers need a build: npm run build');
  else if (page.js_gzip_kb === null) say('  the page is driven by a browser: none was found, or it was left out');
}
