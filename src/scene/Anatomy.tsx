import { useEffect, useMemo, type ReactNode } from 'react';
import { GreaterDepth, type BufferGeometry, type Material } from 'three';
import type { CompiledPatient, StructureKind } from '../patient/types';
import { useApp } from '../ui/state/store';
import { shownLayer, type LayerKey } from '../ui/state/view';
import { geometryOf, sharedGeometry } from './buffers';
import { cavityOf, fadeOut, tendonEnds } from './materials/vertexTraits';
import { bodyIndex, tubeMesh, type Range } from './tubes';
import { useTissueMaterial } from './tissueMaterials';

/**
 * Muscles without tendon ends: the rings (drawn in halves; where these meet is no tendon), and those that thin out into the superficial
 * fascia, the skin or the corner of the mouth.
 */
const isTendonless = (id: string): boolean => id.includes('orbicularis') || ['platysma', 'risorius', 'procerus', 'modiolus'].includes(id);

interface Part {
  key: string;
  layer: LayerKey;
  material: StructureKind | 'tooth';
  geometry: BufferGeometry;
  ranges: Map<number, Range>;
}

function partsOf(patient: CompiledPatient): Part[] {
  const parts: Part[] = [];
  for (const kind of ['artery', 'vein', 'nerve', 'duct'] as const) {
    const mesh = tubeMesh(patient, [kind], kind === 'nerve' ? 0.3 : 0.25);
    if (mesh.index.length === 0) continue;
    const geometry = geometryOf({ ...mesh, extra: { tangent3: { array: mesh.tangents, size: 3 } } });
    parts.push({ key: kind, layer: kind === 'duct' ? 'gland' : kind, material: kind, geometry, ranges: mesh.ranges });
  }
  if (patient.bodies.triangles.length > 0) {
    const whole = geometryOf({ positions: patient.bodies.positions, index: patient.bodies.triangles, extra: { fibre: { array: patient.bodies.fibre, size: 3 } } });
    const { positions, triangles, fibre, structure } = patient.bodies;
    const cavity = cavityOf(positions, whole.getAttribute('normal').array as Float32Array, triangles);
    const pale = tendonEnds(positions, fibre, triangles, structure, (i) => !isTendonless(patient.structures[i].id));
    // An aponeurosis is tendon throughout.
    for (let t = 0; t < structure.length; t++) if (patient.structures[structure[t]].id === 'galea-aponeurotica') for (let c = 0; c < 3; c++) pale[triangles[t * 3 + c]] = 1;
    fadeOut(pale, positions, triangles, structure, (i) => patient.structures[i].id === 'sternocleidomastoid');
    fadeOut(pale, positions, triangles, structure, (i) => patient.structures[i].id === 'platysma', 20);
    for (const kind of ['muscle', 'gland', 'fat', 'ligament'] as const) {
      const { index, ranges } = bodyIndex(patient, [kind]);
      if (index.length === 0) continue;
      const normals = whole.getAttribute('normal').array as Float32Array;
      const geometry = geometryOf({ positions: patient.bodies.positions, normals, index, extra: { fibre: { array: fibre, size: 3 }, cavity: { array: cavity, size: 1 }, pale: { array: pale, size: 1 } } });
      parts.push({ key: kind, layer: kind === 'ligament' ? 'fat' : kind, material: kind, geometry, ranges });
    }
    whole.dispose();
  }
  if (patient.skull.triangles.length > 0) {
    const whole = geometryOf({ positions: patient.skull.positions, index: patient.skull.triangles });
    const cavity = cavityOf(patient.skull.positions, whole.getAttribute('normal').array as Float32Array, patient.skull.triangles);
    for (const kind of ['bone', 'tooth', 'cartilage'] as const) {
      const pieces = patient.skull.parts.filter((part) => part.kind === kind);
      const count = pieces.reduce((sum, part) => sum + part.count, 0);
      if (count === 0) continue;
      const index = new Uint32Array(count * 3);
      let at = 0;
      for (const part of pieces) {
        index.set(patient.skull.triangles.subarray(part.first * 3, (part.first + part.count) * 3), at);
        at += part.count * 3;
      }
      const geometry = geometryOf({ positions: patient.skull.positions, normals: whole.getAttribute('normal').array as Float32Array, index, extra: { cavity: { array: cavity, size: 1 } } });
      parts.push({ key: kind, layer: 'bone', material: kind, geometry, ranges: new Map() });
    }
    whole.dispose();
  }
  return parts;
}

/** Threads and sheets whose shadow nobody would miss: left out of the frames that draw shadows anew. */
const SHADOWLESS = ['nerve', 'duct', 'ligament'];

function PartMesh({ part, children }: { part: Part; children?: ReactNode }) {
  const shown = useApp((state) => shownLayer(state, part.layer).visible);
  const opacity = useApp((state) => shownLayer(state, part.layer).opacity);
  const material: Material = useTissueMaterial(part.material, opacity);
  // With the skin off, muscles and bone throw shadows on each other; below a window in the skin they would only stand in its shadow.
  const bare = useApp((state) => !shownLayer(state, 'skin').visible);
  if (!shown || opacity <= 0.01) return null;
  return (
    <mesh geometry={part.geometry} material={material} renderOrder={opacity < 1 ? 4 : 0} castShadow={bare && !SHADOWLESS.includes(part.material)} receiveShadow={bare}>
      {children}
    </mesh>
  );
}

const GLOW: Record<string, string> = { artery: '#ff5b4d', vein: '#6ea8ff', nerve: '#ffe56b' };

/** A structure lit up: brightened where it is seen; when selected also seen through what covers it, in its own colour. */
function Highlight({ parts, structure, strength }: { parts: Part[]; structure: number; strength: 'hover' | 'select' }) {
  const found = useMemo(() => {
    for (const part of parts) {
      const range = part.ranges.get(structure);
      if (range) return { geometry: sharedGeometry(part.geometry, range.start, range.count), colour: GLOW[part.material] ?? '#8ff0ee' };
    }
    return null;
  }, [parts, structure]);
  if (!found) return null;
  const { geometry, colour } = found;
  const strong = strength === 'select';
  return (
    <>
      <mesh geometry={geometry} renderOrder={20}>
        <meshBasicMaterial color={strong ? colour : '#8ff0ee'} transparent opacity={strong ? 0.55 : 0.3} depthWrite={false} polygonOffset polygonOffsetFactor={-2} polygonOffsetUnits={-2} toneMapped={false} />
      </mesh>
      {strong && (
        <mesh geometry={geometry} renderOrder={21}>
          <meshBasicMaterial color={colour} transparent opacity={0.5} depthFunc={GreaterDepth} depthWrite={false} toneMapped={false} />
        </mesh>
      )}
    </>
  );
}

/** Everything below the skin of one patient, a mesh per kind. */
export function Anatomy({ patient }: { patient: CompiledPatient }) {
  const parts = useMemo(() => partsOf(patient), [patient]);
  useEffect(() => () => parts.forEach((part) => part.geometry.dispose()), [parts]);
  const hovered = useApp((state) => state.hovered);
  const selected = useApp((state) => state.selected);
  // Under a whole, opaque skin nothing of this can be seen: it is not drawn.
  const open = useApp((state) => {
    const skin = shownLayer(state, 'skin');
    return !skin.visible || skin.opacity < 0.995 || state.peel.on;
  });
  return (
    <group>
      <group visible={open}>
        {parts.map((part) => (
          <PartMesh key={part.key} part={part} />
        ))}
      </group>
      {selected !== null && <Highlight parts={parts} structure={selected} strength="select" />}
      {open && hovered !== null && hovered !== selected && <Highlight parts={parts} structure={hovered} strength="hover" />}
    </group>
  );
}
