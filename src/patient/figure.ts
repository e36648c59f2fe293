/** What all people of a preset have in common: the head, and what follows from it alone. Made with the first of them, kept for the rest. */
import { landmark } from '../atlas/landmarks';
import type { Assets } from './assets';
import { skinToUv } from './chart';
import { headPreset, landmarksOnSkin, shapeHead, type Eye } from './head';
import { shellForm, type ShellForm } from './shell';
import { bendSkull, type BentSkull } from './skull';
import { refitTriangleTree } from './trees';
import type { LandmarkPoint, Skin, Tree } from './types';

/** Shared by its patients: not to be written to, nor handed to another thread. */
export interface Figure {
  skin: Skin;
  eyes: { left: Eye; right: Eye };
  landmarks: LandmarkPoint[];
  /** Search tree over the skin. */
  tree: Tree;
  form: ShellForm;
  /** The template skull bent to this head, not yet pulled to the depths of a person; null without a skull file. */
  bent: BentSkull | null;
}

const known = new WeakMap<Assets, Map<string, Figure>>();

/** The figure of a preset id. Throws for an id that is not a preset. */
export function figureOf(assets: Assets, id: string): Figure {
  let figures = known.get(assets);
  if (!figures) {
    figures = new Map();
    known.set(assets, figures);
  }
  let figure = figures.get(id);
  if (!figure) {
    figure = makeFigure(assets, id);
    figures.set(id, figure);
  }
  return figure;
}

function makeFigure({ head, chart, plan, skull, trees }: Assets, id: string): Figure {
  const { triangles } = head.surface;
  const { skin: positions, normals, eyes } = shapeHead(head, headPreset(id).weights);
  const landmarks = landmarksOnSkin(head, positions, eyes).map(({ id, side, point, at }): LandmarkPoint => {
    // A landmark just off the chart's rim keeps the label of the reference face.
    const uv = at ? skinToUv(chart, triangles, at) : null;
    return { id, side, surface: 'skin', point, uv: uv ? [Math.abs(uv[0]), uv[1]] : at ? landmark(id).reference_uv : null, at };
  });
  const form = shellForm(plan, { positions, normals });
  return {
    skin: { positions, triangles, normals, fairedNormals: form.fairedNormals },
    eyes,
    landmarks,
    tree: refitTriangleTree(trees.skin, { positions, triangles }),
    form,
    bent: skull ? bendSkull(skull, { skin: positions, eyes: { left: eyes.left.centre, right: eyes.right.centre } }) : null,
  };
}

/** Copies for one patient, whose buffers may be handed to another thread; the triangles stay those of all. */
export function ownSkin({ positions, triangles, normals, fairedNormals }: Skin): Skin {
  return { positions: positions.slice(), triangles, normals: normals.slice(), fairedNormals: fairedNormals.slice() };
}

export function ownTree({ bounds, nodes, items }: Tree): Tree {
  return { bounds: bounds.slice(), nodes: nodes.slice(), items: items.slice() };
}

export function ownLandmarks(landmarks: readonly LandmarkPoint[]): LandmarkPoint[] {
  return landmarks.map(({ id, side, surface, point, uv, at }) => ({ id, side, surface, point: [...point], uv: uv && [...uv], at: at && { ...at } }));
}

export function ownEyes({ left, right }: Figure['eyes']): Figure['eyes'] {
  const own = ({ centre, radius }: Eye): Eye => ({ centre: [...centre], radius });
  return { left: own(left), right: own(right) };
}
