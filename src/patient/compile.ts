/**
 * From a spec to a patient in millimetres: head -> chart -> tissue shell -> skull -> courses -> bodies -> search trees.
 * Pure: the same spec and assets give the same bytes. Without a seed the patient is mirror-symmetric.
 */
import type { Assets } from './assets';
import { atlasHash } from '../atlas/hash';
import { bodiesOf, buildShapes } from './bodies/build';
import { groundOf as groundOfSkin, type Ground } from './courses/ground';
import { traceCourses } from './courses/trace';
import { tubesOf } from './courses/tubes';
import { drawVariants } from './draw';
import { figureOf, ownEyes, ownLandmarks, ownSkin, ownTree } from './figure';
import type { Eye } from './head';
import { boneDepths, buildShell, type Bone, type ShellReport } from './shell';
import { beginWarp, type WarpedSkull } from './skull';
import { preset } from './spec';
import { buildCapsuleTree, buildTriangleTree, packMesh, refitTriangleTree } from './trees';
import type { CompiledPatient, LandmarkPoint, PatientSpec, Shell, Skin, Skull, Structure, Tree } from './types';
import { applyVariants } from './variants';

export { hashBytes, prepare, type Assets } from './assets';

/** Version of the compiling code; goes into traces. Raise it with every change of what comes out. */
export const COMPILER = '3';

/** A patient and what only pictures and reports want. */
export interface Compilation {
  patient: CompiledPatient;
  eyes: { left: Eye; right: Eye };
  /** The warped skull with gums and named bone points; null without a skull file. */
  bone: WarpedSkull | null;
  report: ShellReport;
}

/** Compiles a checked spec (see `normaliseSpec`). Throws SpecError for an unknown preset or variant. */
export function compilePatient(spec: PatientSpec, assets: Assets): CompiledPatient {
  return compileFully(spec, assets).patient;
}

/** As `compilePatient`, with the eyes, gums and the shell's report. `now` may be given to learn the time of each step. */
export function compileFully(spec: PatientSpec, assets: Assets, tick: (step: string) => void = () => {}): Compilation {
  const { head, chart, plan } = assets;
  const { sex, age } = preset(spec.preset);
  const figure = figureOf(assets, spec.preset);
  const { skin, landmarks, form } = figure;
  tick('head');
  let bone: WarpedSkull | null = null;
  let skullTree: Tree | null = null;
  const findBone = (provisional: Shell): Bone | null => {
    if (!assets.skull || !assets.trees.skull || !figure.bent) return null;
    tick('columns');
    const warping = beginWarp(assets.skull, { skin: skin.positions, normals: skin.normals, surface: head.surface, sex }, figure.bent);
    const depths = boneDepths(plan, provisional.depths);
    warping.pull({ skin: skin.positions, directions: provisional.directions, depths }, 2);
    const first = warping.hard();
    tick('skull');
    const tree = refitTriangleTree(assets.trees.skull, first);
    tick('skull tree');
    return {
      skull: first,
      tree,
      packed: packMesh(first, tree),
      refine(directions, short) {
        for (const { depth } of Object.values(depths)) for (let v = 0; v < depth.length; v++) depth[v] += short[v];
        warping.pull({ skin: skin.positions, directions, depths }, 2);
        const refined = warping.read();
        bone = refined;
        skullTree = refitTriangleTree(tree, refined);
        return { skull: refined, tree: skullTree, packed: packMesh(refined, skullTree) };
      },
    };
  };
  const built = buildShell(plan, chart, skin, { sex, age, seed: spec.seed }, findBone, form);
  const { shell } = built;
  const warped = bone as WarpedSkull | null;
  const skull: Skull = warped ? { positions: warped.positions, triangles: warped.triangles, parts: warped.parts } : { positions: new Float32Array(0), triangles: new Uint32Array(0), parts: [] };
  tick('shell');

  const variants = drawVariants(spec);
  const anatomy = applyVariants(variants);
  const ground = groundOf(assets, { skin, shell, landmarks, bone: warped });
  tick('variants');
  const lines = traceCourses(anatomy, ground, spec.seed);
  const { structures: courses, tubes } = tubesOf(lines);
  tick('courses');
  const symmetric = spec.seed === undefined && sameOnBothSides(variants);
  const { structures: shapes, bodies } = bodiesOf(buildShapes(anatomy, ground, symmetric), lines, courses.length, ground);
  const structures: Structure[] = [...courses, ...shapes];
  tick('bodies');
  const trees = { skin: ownTree(figure.tree), skull: skullTree ? ownTree(skullTree) : buildTriangleTree(skull), tubes: buildCapsuleTree(tubes), bodies: buildTriangleTree(bodies) };
  tick('trees');
  const patient: CompiledPatient = {
    spec, sex, age,
    builtWith: { atlas: atlasHash(), head: assets.hash, compiler: COMPILER },
    skin: ownSkin(skin), chart, shell, skull, structures, tubes, bodies, landmarks: ownLandmarks(landmarks), variants, trees,
  };
  return { patient, eyes: ownEyes(figure.eyes), bone: warped, report: built.report };
}

/** Whether every per-side draw has the same option left and right. */
function sameOnBothSides(variants: CompiledPatient['variants']): boolean {
  const left = new Map(variants.filter((v) => v.side === 'left').map((v) => [v.group, v.option]));
  const right = variants.filter((v) => v.side === 'right');
  return right.length === left.size && right.every((v) => left.get(v.group) === v.option);
}

/** What courses and bodies are laid on. */
export function groundOf(assets: Assets, made: { skin: Skin; shell: CompiledPatient['shell']; landmarks: readonly LandmarkPoint[]; bone: WarpedSkull | null }): Ground {
  return groundOfSkin({ skin: made.skin, chart: assets.chart, grid: assets.grid, landmarks: made.landmarks }, made.shell, made.bone?.points, made.bone ?? undefined);
}
