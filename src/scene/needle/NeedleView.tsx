import { useFrame } from '@react-three/fiber';
import { useMemo, useRef } from 'react';
import { Matrix4, Quaternion, Vector3, type Group } from 'three';
import { aim, frameAt, makeFrame } from '../../engine/frame';
import type { CompiledPatient, SkinPoint } from '../../patient/types';
import { useApp } from '../../ui/state/store';
import { eyeDirection } from '../rig/orbit';
import { stage } from '../stage';
import { Syringe } from './Syringe';

export interface Placement {
  position: [number, number, number];
  quaternion: Quaternion;
}

/** Where the syringe model stands for an entry, aim and depth: its tip `depth` along the shaft, +y towards the hub, +z the way the bevel faces. */
export function placement(patient: CompiledPatient, entry: SkinPoint, angle: number, azimuth: number, roll: number, depth: number): Placement {
  const frame = frameAt(patient, entry, makeFrame());
  aim(frame, angle, azimuth, roll);
  const up = new Vector3(-frame.direction[0], -frame.direction[1], -frame.direction[2]);
  const out = new Vector3(frame.bevel[0], frame.bevel[1], frame.bevel[2]);
  const matrix = new Matrix4().makeBasis(new Vector3().crossVectors(up, out), up, out);
  const tip = (k: number) => frame.point[k] + frame.direction[k] * depth;
  return { position: [tip(0), tip(1), tip(2)], quaternion: new Quaternion().setFromRotationMatrix(matrix) };
}

/** The needle in the hand: a ghost on the skin under the pointer, or the syringe where it was set. */
export function NeedleView({ patient }: { patient: CompiledPatient }) {
  const device = useApp((state) => state.device);
  const toxin = useApp((state) => state.product.endsWith('A'));
  const remaining = useApp((state) => state.remaining_ml);
  const flash = useApp((state) => state.flash);
  const ghost = useApp((state) => state.ghost);
  const entry = useApp((state) => state.entry);
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const roll = useApp((state) => state.roll_deg);
  const depth = useApp((state) => state.depth_mm);
  const at = entry ?? ghost;
  const place = useMemo(() => (at ? placement(patient, at, angle, azimuth, roll, entry ? depth : 0) : null), [patient, at, entry, angle, azimuth, roll, depth]);
  const group = useRef<Group>(null);
  useFrame(() => {
    // Looking down the shaft, plunger and gel would hide the very point that the needle stands on: only the glass stays.
    const solid = group.current?.getObjectByName('solid');
    if (!solid || !place) return;
    const eye = eyeDirection(stage.view);
    const shaft = new Vector3(0, 1, 0).applyQuaternion(place.quaternion);
    solid.visible = shaft.x * eye[0] + shaft.y * eye[1] + shaft.z * eye[2] < 0.93;
  });
  if (!place) return null;
  return (
    <group ref={group} position={place.position} quaternion={place.quaternion}>
      <Syringe device={device} toxin={toxin} remaining_ml={remaining} flash={flash} ghost={!entry} />
    </group>
  );
}
