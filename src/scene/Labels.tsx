import { useEffect, useMemo, useRef } from 'react';
import { aim, frameAt, makeFrame } from '../engine/frame';
import type { CompiledPatient } from '../patient/types';
import { useApp } from '../ui/state/store';
import { shownLayer } from '../ui/state/view';
import { sided } from '../ui/strings';
import { LAYER_KINDS, PRINCIPAL, SKIN_LANDMARKS } from './layerKinds';
import { layoutLabels, type Anchor } from './labelLayout';
import { project, type Vec3 } from './rig/ray';
import { eyeDirection } from './rig/orbit';
import { stage } from './stage';
import { centreOf } from './structureCentre';

interface Labelled {
  id: string;
  text: string;
  /** For a narrow frame. */
  short: string;
  point: Vec3;
  /** Of a pair that is labelled once: its side, and which side it has when the face is seen from the front. */
  pair?: { side: string; front: string };
}

const MOST = 18;
/** A frame narrower than this, px, holds no two texts side by side, and fewer in all. */
const NARROW = 640;
const MOST_NARROW = 8;

/** A name without what the picture tells: its side, that a muscle is one, that a branch of the facial nerve is. */
const shortened = (name: string): string => name.split(',')[0].replace(/ (muscle|of (the )?facial nerve)$/, '');
const KEYS = Object.keys(LAYER_KINDS) as (keyof typeof LAYER_KINDS)[];

/** What is labelled: the selection, every structure of an isolated layer, the principal ones of a face without skin and fat, and the landmarks of one in whole skin. */
function useLabelled(patient: CompiledPatient): Labelled[] {
  const selected = useApp((state) => state.selected);
  const isolated = useApp((state) => state.isolated);
  const on = useApp((state) => state.labels);
  const visible = useApp((state) => (state.isolated !== null ? shownLayer(state, state.isolated).visible : false));
  // The layers on show, as one word, so that the selector comes to rest.
  const bare = useApp((state) =>
    state.isolated === null && state.selected === null && !state.layers.skin.visible && !state.layers.fat.visible ? KEYS.filter((key) => state.layers[key].visible).join(' ') : '',
  );
  const whole = useApp((state) => state.landmarks && state.isolated === null && state.selected === null && !state.peel.on && state.layers.skin.visible && state.layers.skin.opacity > 0.85);
  return useMemo(() => {
    const items: Labelled[] = [];
    const put = (index: number) => {
      const structure = patient.structures[index];
      const centre = centreOf(patient, index);
      if (structure && centre) items.push({ id: `${structure.id}:${structure.side}`, text: sided(structure.name, structure.side), short: shortened(structure.name), point: centre.point });
    };
    if (!on) return items;
    if (selected !== null) put(selected);
    if (isolated !== null && isolated !== 'skin' && visible) {
      const kinds = LAYER_KINDS[isolated];
      patient.structures.forEach((structure, index) => {
        if (index !== selected && kinds.includes(structure.kind)) put(index);
      });
    }
    if (bare !== '') {
      const kinds = new Set(bare.split(' ').flatMap((key) => LAYER_KINDS[key as (typeof KEYS)[number]]));
      patient.structures.forEach((structure, index) => {
        const rank = [...PRINCIPAL].indexOf(structure.id);
        if (rank < 0 || !kinds.has(structure.kind)) return;
        put(index);
        const last = items[items.length - 1];
        if (structure.side !== 'mid' && last?.id === `${structure.id}:${structure.side}`) last.pair = { side: structure.side, front: rank % 2 === 0 ? 'left' : 'right' };
      });
    }
    if (whole) {
      for (const { id, side, point } of patient.landmarks) {
        const name = SKIN_LANDMARKS.get(id);
        if (name === undefined) continue;
        const rank = [...SKIN_LANDMARKS.keys()].indexOf(id);
        items.push({ id: `${id}:${side}`, text: name, short: name, point: [...point], ...(side === 'mid' ? {} : { pair: { side, front: rank % 2 === 0 ? 'left' : 'right' } }) });
      }
    }
    return items;
  }, [patient, selected, isolated, on, visible, bare, whole]);
}

/** Text with leader lines over the picture; positions follow each frame without a React update. */
export function Labels({ patient }: { patient: CompiledPatient }) {
  const svg = useRef<SVGSVGElement>(null);
  const items = useLabelled(patient);
  const entry = useApp((state) => state.entry);
  const aiming = useApp((state) => state.aiming);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);

  const arcs = useMemo(() => {
    if (!entry || !aiming) return [];
    const frame = frameAt(patient, entry, makeFrame());
    aim(frame, angle, azimuth, 0);
    const a = (azimuth * Math.PI) / 180;
    const e = (angle * Math.PI) / 360;
    const at = (radius: number, turn: number, rise: number): Vec3 =>
      [0, 1, 2].map((k) => frame.point[k] + radius * (Math.cos(rise) * (Math.cos(turn) * frame.up[k] + Math.sin(turn) * frame.lateral[k]) + Math.sin(rise) * frame.normal[k])) as Vec3;
    return [
      { text: `${angle.toFixed(0)}°`, point: at(26, a + Math.PI, e) },
      { text: `az ${azimuth.toFixed(0).replace('-', '−')}°`, point: at(18, a / 2, 0) },
    ];
  }, [patient, entry, aiming, angle, azimuth]);

  useEffect(() => {
    const draw = () => {
      const root = svg.current;
      if (!root) return;
      const { width, height } = stage.frame;
      const eye = eyeDirection(stage.view);
      const narrow = width < NARROW;
      const anchors: Anchor[] = [];
      items.forEach((item, i) => {
        // A pair is labelled on the side that is turned to the viewer.
        if (item.pair && item.pair.side !== (eye[0] > 0.3 ? 'left' : eye[0] < -0.3 ? 'right' : item.pair.front)) return;
        const p = project(stage.view, stage.frame, item.point);
        // Of many labels only those on the near half of the head are shown.
        const near = item.point[0] * eye[0] + item.point[1] * 0.2 * eye[1] + (item.point[2] - 10) * eye[2] > -12;
        if ((i > 0 || items.length > 1) && !near && items.length > 2) return;
        if (p.depth > 0 && p.x > 0 && p.x < width && p.y > 0 && p.y < height) anchors.push({ id: item.id, text: narrow ? item.short : item.text, x: p.x, y: p.y });
      });
      const placed = layoutLabels(anchors.slice(0, narrow ? MOST_NARROW : MOST), { width, height, staggered: narrow });
      const nodes = root.querySelectorAll<SVGGElement>('g.tag');
      nodes.forEach((node, i) => {
        const label = placed[i];
        node.style.display = label ? '' : 'none';
        if (!label) return;
        const text = node.querySelector('text')!;
        const line = node.querySelector('polyline')!;
        const dot = node.querySelector('circle')!;
        text.textContent = label.text;
        text.setAttribute('text-anchor', label.side === 'left' ? 'end' : 'start');
        // A name longer than its column begins nearer to the middle, so that its end is never cut off by the frame.
        const long = text.getComputedTextLength() + 8;
        const labelX = label.side === 'left' ? Math.max(label.labelX, long) : Math.min(label.labelX, width - long);
        text.setAttribute('x', String(labelX));
        text.setAttribute('y', String(label.labelY + 5));
        const edge = label.side === 'left' ? labelX + 6 : labelX - 6;
        const knee = label.side === 'left' ? edge + 14 : edge - 14;
        line.setAttribute('points', `${edge},${label.labelY} ${knee},${label.labelY} ${label.x},${label.y}`);
        dot.setAttribute('cx', String(label.x));
        dot.setAttribute('cy', String(label.y));
      });
      root.querySelectorAll<SVGTextElement>('text.arc').forEach((node, i) => {
        const arc = arcs[i];
        node.style.display = arc ? '' : 'none';
        if (!arc) return;
        const p = project(stage.view, stage.frame, arc.point);
        node.textContent = arc.text;
        node.setAttribute('x', String(p.x));
        node.setAttribute('y', String(p.y));
      });
    };
    stage.afterFrame.add(draw);
    draw();
    stage.invalidate();
    return () => {
      stage.afterFrame.delete(draw);
    };
  }, [items, arcs]);

  return (
    <svg ref={svg} className="labels" aria-hidden="true">
      {Array.from({ length: Math.min(MOST, items.length) }, (_, i) => (
        <g className="tag" key={i}>
          <polyline fill="none" />
          <circle r="2.5" />
          <text />
        </g>
      ))}
      <text className="arc" textAnchor="middle" />
      <text className="arc" textAnchor="middle" />
    </svg>
  );
}
