/** What gestures need to know and may do besides moving the needle: hover names, clicks pick, the peel window follows. */
import type { StructureKind } from '../../patient/types';
import { pickStructure } from '../../scene/pick';
import { peelPoint } from '../../scene/peel';
import type { KeyContext } from '../../scene/pose/keys';
import type { PointerContext } from '../../scene/pose/pointer';
import { along, dot, sub, type Ray } from '../../scene/rig/ray';
import { FIELD_OF_VIEW } from '../../scene/rig/orbit';
import { stage } from '../../scene/stage';
import { LAYER_KINDS } from '../../scene/layerKinds';
import type { SkinHit } from '../../scene/pick';
import { parseRoute } from '../router';
import { store } from './store';
import { shownLayer } from './view';

const get = store.getState;

/** A pointing hook of a mode (the drill asks to point to a structure); returns true when it took the tap. */
export type TapHook = (ray: Ray, skin: SkinHit | null, structure: number | null) => boolean;
let tapHook: TapHook | null = null;
export function onTap(hook: TapHook | null): void {
  tapHook = hook;
}

let digits = true;
/** Whether digit keys choose camera views; the lecture takes them for bookmarks. */
export function digitsChooseViews(on: boolean): void {
  digits = on;
}

let placing: boolean | null = null;
/** Modes other than practice say themselves whether a tap sets a needle; null = by mode. */
export function allowPlacing(on: boolean | null): void {
  placing = on;
}

/** Kinds of structure that can be seen now. */
export function shownKinds(): Set<StructureKind> {
  const state = get();
  const kinds = new Set<StructureKind>();
  for (const [key, list] of Object.entries(LAYER_KINDS) as [keyof typeof LAYER_KINDS, StructureKind[]][]) {
    const { visible, opacity } = shownLayer(state, key);
    if (visible && opacity > 0.05) for (const kind of list) kinds.add(kind);
  }
  return kinds;
}

/** The structure under a ray, as far as skin and peel window let it be seen. */
export function structureUnder(ray: Ray, skin: SkinHit | null): number | null {
  const state = get();
  if (!state.patient) return null;
  const cover = shownLayer(state, 'skin');
  let from = 0;
  if (cover.visible && cover.opacity > 0.85) {
    if (!state.peel.on) return null;
    from = skin ? skin.distance : 0;
  }
  const slack = 5 * ((2 * stage.view.distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360)) / Math.max(1, stage.frame.height));
  const hit = pickStructure(state.patient, ray, shownKinds(), slack, from);
  if (!hit) return null;
  if (cover.visible && cover.opacity > 0.85 && state.peel.on) {
    // Through the window only: the ray's way to the structure must start inside it.
    const centre = peelPoint.point;
    const start = skin?.point ?? along(ray, from);
    if (!centre || Math.sqrt(dot(sub(start, centre), sub(start, centre))) > state.peel.radius_mm) return null;
  }
  return hit.structure;
}

/** The contexts that `session` hands to pointer and keys. */
export function makePointing(): { pointerContext: PointerContext; keyContext: KeyContext } {
  return {
    pointerContext: {
      patient: () => get().patient,
      needle: () => {
        const { entry, angle_deg, azimuth_deg, depth_mm, device } = get();
        return entry ? { entry, angle_deg, azimuth_deg, depth_mm, length_mm: device.length_mm } : null;
      },
      canPlace: () => {
        const { depth_mm, replayTick } = get();
        if (placing !== null) return placing && depth_mm === 0;
        return parseRoute(location.hash).mode === 'practise' && depth_mm === 0 && replayTick === null;
      },
      point(ray, skin) {
        if (skin) {
          peelPoint.point = skin.point;
          if (get().peel.on) stage.invalidate();
        }
        get().hover(ray ? structureUnder(ray, skin) : null);
        for (const listener of pointerListeners) listener(ray, skin);
      },
      tap(ray, skin) {
        if (skin) peelPoint.point = skin.point;
        const structure = structureUnder(ray, skin);
        if (tapHook?.(ray, skin, structure)) return;
        if (structure !== null || get().selected !== null) get().select(structure);
        stage.invalidate();
      },
    },
    keyContext: {
      needle: () => {
        const { entry, angle_deg, azimuth_deg } = get();
        return entry ? { angle_deg, azimuth_deg } : null;
      },
      look: (preset) => get().lookFrom(preset),
      digitsLook: () => digits,
      togglePeel: () => {
        if (!get().exam) get().setPeel({ on: !get().peel.on });
      },
    },
  };
}

/** Hear where the pointer is (the lecture's spotlight). */
export const pointerListeners = new Set<(ray: Ray | null, skin: SkinHit | null) => void>();
