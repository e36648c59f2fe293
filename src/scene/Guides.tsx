import { useMemo } from 'react';
import { BufferGeometry, DoubleSide, Float32BufferAttribute, GreaterDepth, Quaternion, RingGeometry, Vector3 } from 'three';
import { aim, frameAt, makeFrame } from '../engine/frame';
import type { CompiledPatient } from '../patient/types';
import type { Deposit } from '../trace';
import { useApp } from '../ui/state/store';
import { ballRadius } from './ball';

const ACCENT = '#4cc2c4';
const Z = new Vector3(0, 0, 1);

function lineGeometry(points: readonly (readonly number[])[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(points.flatMap((p) => [p[0], p[1], p[2]]), 3));
  return geometry;
}

/** The plan on the skin: a ring at each entry, a line that shows from where the needle comes. */
export function TargetMarks({ patient }: { patient: CompiledPatient }) {
  const targets = useApp((state) => state.targets);
  const on = useApp((state) => state.guidance);
  const marks = useMemo(
    () =>
      targets.map((target) => {
        const frame = frameAt(patient, target.entry.at, makeFrame(), target.side === 'mid' ? undefined : target.side);
        aim(frame, target.angle_deg, target.azimuth_deg, 0);
        const p = (mm: number) => [0, 1, 2].map((k) => frame.point[k] + frame.normal[k] * 0.5 - frame.direction[k] * mm);
        const normal = new Vector3(frame.normal[0], frame.normal[1], frame.normal[2]);
        return { id: target.id, position: p(0) as [number, number, number], turn: new Quaternion().setFromUnitVectors(Z, normal), line: lineGeometry([p(1.5), p(16)]) };
      }),
    [targets, patient],
  );
  const ring = useMemo(() => new RingGeometry(1.7, 2.2, 40), []);
  const dot = useMemo(() => new RingGeometry(0, 0.45, 20), []);
  if (!on) return null;
  return (
    <>
      {marks.map((mark) => (
        <group key={mark.id}>
          <group position={mark.position} quaternion={mark.turn}>
            <mesh geometry={ring} renderOrder={12}>
              <meshBasicMaterial color={ACCENT} side={DoubleSide} transparent opacity={0.95} depthWrite={false} toneMapped={false} />
            </mesh>
            <mesh geometry={dot} renderOrder={12}>
              <meshBasicMaterial color="#ffffff" side={DoubleSide} depthWrite={false} toneMapped={false} />
            </mesh>
          </group>
          <lineSegments geometry={mark.line} renderOrder={12}>
            <lineBasicMaterial color={ACCENT} transparent opacity={0.7} toneMapped={false} />
          </lineSegments>
        </group>
      ))}
    </>
  );
}

/** Rings that a drill item asks about. */
export function DrillMarks({ patient }: { patient: CompiledPatient }) {
  const marks = useApp((state) => state.marks);
  const ring = useMemo(() => new RingGeometry(2.6, 3.3, 48), []);
  return (
    <>
      {marks.map((mark) => {
        const frame = frameAt(patient, mark.at, makeFrame(), mark.side);
        const normal = new Vector3(frame.normal[0], frame.normal[1], frame.normal[2]);
        return (
          <mesh key={mark.at.triangle} geometry={ring} renderOrder={12} position={[0, 1, 2].map((k) => frame.point[k] + frame.normal[k] * 0.6) as [number, number, number]} quaternion={new Quaternion().setFromUnitVectors(Z, normal)}>
            <meshBasicMaterial color="#ffffff" side={DoubleSide} transparent opacity={0.95} depthWrite={false} toneMapped={false} />
          </mesh>
        );
      })}
    </>
  );
}

/** Arcs of the present aim: the azimuth round the entry on the skin, the angle from the skin up to the shaft. */
export function AimArcs({ patient }: { patient: CompiledPatient }) {
  const entry = useApp((state) => state.entry);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const aiming = useApp((state) => state.aiming);
  const lines = useMemo(() => {
    if (!entry) return null;
    const frame = frameAt(patient, entry, makeFrame());
    const at = (radius: number, turn: number, rise: number): number[] =>
      [0, 1, 2].map((k) => frame.point[k] + frame.normal[k] * 0.6 + radius * (Math.cos(rise) * (Math.cos(turn) * frame.up[k] + Math.sin(turn) * frame.lateral[k]) + Math.sin(rise) * frame.normal[k]));
    const azimuthRad = (azimuth * Math.PI) / 180;
    const angleRad = (angle * Math.PI) / 180;
    const arc = (n: number, f: (t: number) => number[]) => Array.from({ length: n + 1 }, (_, i) => f(i / n));
    return {
      dial: lineGeometry(arc(72, (t) => at(14, t * 2 * Math.PI, 0))),
      zero: lineGeometry([at(0, 0, 0), at(14, 0, 0)]),
      turn: lineGeometry(arc(40, (t) => at(14, azimuthRad * t, 0))),
      // The hub side: opposite to where the tip points.
      rise: lineGeometry([...arc(30, (t) => at(22, azimuthRad + Math.PI, angleRad * t)), at(0, 0, 0), at(22, azimuthRad + Math.PI, 0)]),
    };
  }, [patient, entry, angle, azimuth]);
  if (!lines || !aiming) return null;
  return (
    <>
      <threeLine geometry={lines.dial} renderOrder={25}>
        <lineBasicMaterial color="#ffffff" transparent opacity={0.35} depthTest={false} toneMapped={false} />
      </threeLine>
      <threeLine geometry={lines.zero} renderOrder={25}>
        <lineBasicMaterial color="#ffffff" transparent opacity={0.5} depthTest={false} toneMapped={false} />
      </threeLine>
      <threeLine geometry={lines.turn} renderOrder={26}>
        <lineBasicMaterial color={ACCENT} depthTest={false} transparent toneMapped={false} />
      </threeLine>
      <threeLine geometry={lines.rise} renderOrder={26}>
        <lineBasicMaterial color={ACCENT} depthTest={false} transparent toneMapped={false} />
      </threeLine>
    </>
  );
}

/** Product where it left the opening: volume-true balls, seen through the tissue; red where it went into a vessel. */
export function Deposits({ deposits }: { deposits: readonly Deposit[] }) {
  return (
    <>
      {deposits.map((deposit) => (
        <group key={deposit.first_seq} position={deposit.point_mm} scale={ballRadius(deposit.volume_ml)}>
          <mesh renderOrder={8}>
            <sphereGeometry args={[1, 28, 20]} />
            <meshPhysicalMaterial color={deposit.lumen.length > 0 ? '#e0453a' : '#bfe6ee'} roughness={0.15} transparent opacity={0.75} clearcoat={0.6} />
          </mesh>
          <mesh renderOrder={28}>
            <sphereGeometry args={[1, 28, 20]} />
            <meshBasicMaterial color={deposit.lumen.length > 0 ? '#ff6a5c' : '#a9e4ee'} transparent opacity={0.28} depthFunc={GreaterDepth} depthWrite={false} toneMapped={false} />
          </mesh>
        </group>
      ))}
    </>
  );
}

/** A mark at every wall that was pierced: a ring that faces the viewer and shows through everything. */
export function PiercedMarks({ points }: { points: readonly (readonly [number, number, number])[] }) {
  return (
    <>
      {points.map((point, i) => (
        <mesh key={i} position={[point[0], point[1], point[2]]} renderOrder={40}>
          <sphereGeometry args={[1.1, 20, 14]} />
          <meshBasicMaterial color="#ff4a3d" depthTest={false} transparent opacity={0.85} toneMapped={false} />
        </mesh>
      ))}
    </>
  );
}
