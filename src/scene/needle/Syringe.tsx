import { useEffect, useMemo } from 'react';
import { CanvasTexture, CylinderGeometry, DoubleSide, FrontSide, GreaterDepth, SRGBColorSpace, type BufferGeometry } from 'three';
import type { Device } from '../../patient/types';
import { barrel as barrelData, deviceLook } from './deviceData';
import { barrelShell, bevelFace, cannulaPort, cannulaShaft, flange, gel, hub, HUB_MM, needleShaft, NOZZLE_MM, plunger, stopper } from './geometry';

interface SyringeProps {
  device: Device;
  toxin: boolean;
  /** mL left in the barrel. */
  remaining_ml: number;
  /** Blood seen in the hub on aspiration, 0..1. */
  flash: number;
  /** Drawn while hovering: translucent, without detail. */
  ghost?: boolean;
}

/** Marks every 0.01 and figures every 0.1 mL, as on a 1 mL barrel. */
function graduationTexture(volume: number): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = 256;
  canvas.height = 1024;
  const g = canvas.getContext('2d');
  if (g) {
    g.fillStyle = '#0d1319';
    g.font = '600 44px system-ui, sans-serif';
    g.textAlign = 'left';
    g.textBaseline = 'middle';
    const steps = Math.round(volume * 100);
    for (let i = 0; i <= steps; i++) {
      const y = 1000 - (i / steps) * 976;
      const wide = i % 10 === 0 ? 96 : i % 5 === 0 ? 70 : 44;
      g.fillRect(18, y - (i % 10 === 0 ? 3 : 1.5), wide, i % 10 === 0 ? 6 : 3);
      if (i % 10 === 0 && i > 0) g.fillText((i / 100).toFixed(1), 128, y);
    }
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 4;
  return texture;
}

/** Needle or cannula on its syringe: tip at the origin, shaft along +y. Gauge-true; the hub has the ISO 6009 colour. */
export function Syringe({ device, toxin, remaining_ml, flash, ghost = false }: SyringeProps) {
  const look = useMemo(() => deviceLook(device), [device]);
  const tube = useMemo(() => barrelData(toxin), [toxin]);
  const inner = tube.inner_diameter_mm / 2;
  const full = tube.volume_ml / (Math.PI * inner * inner * 0.001);
  const height = full * Math.min(1, Math.max(0, remaining_ml / tube.volume_ml));

  const fixed = useMemo(() => {
    const needle = device.kind === 'needle';
    const r = look.outer_mm / 2;
    return {
      shaft: needle ? needleShaft(look.outer_mm, device.length_mm, look.tip_mm) : cannulaShaft(look.outer_mm, device.length_mm),
      face: needle ? bevelFace(r, look.inner_mm / 2, r, look.tip_mm) : null,
      opening: needle ? bevelFace(r, 0, look.inner_mm / 2, look.tip_mm, 0.02) : cannulaPort(look.outer_mm, look.inner_mm, look.tip_mm),
      hub: hub(),
      shell: barrelShell(inner, full + 8),
      flange: flange(inner, full + 8),
      stopper: stopper(inner),
      marks: new CylinderGeometry(inner + 1.09, inner + 1.09, full, 24, 1, true, -0.9, 1.5),
    };
  }, [device, look, inner, full]);
  const moving = useMemo(() => ({ gel: gel(inner, height), plunger: plunger(inner, full + 14) }), [inner, height, full]);
  const graduation = useMemo(() => (ghost ? null : graduationTexture(tube.volume_ml)), [ghost, tube.volume_ml]);

  useEffect(() => () => Object.values(fixed).forEach((part: BufferGeometry | null) => part?.dispose()), [fixed]);
  useEffect(() => () => Object.values(moving).forEach((part) => part.dispose()), [moving]);
  useEffect(() => () => graduation?.dispose(), [graduation]);

  const hubY = device.length_mm;
  const barrelY = hubY + HUB_MM - 3;
  if (ghost) {
    return (
      <group>
        <mesh geometry={fixed.shaft}>
          <meshBasicMaterial color="#dfe8ee" transparent opacity={0.75} />
        </mesh>
        <mesh geometry={fixed.hub} position-y={hubY}>
          <meshBasicMaterial color={look.hub} transparent opacity={0.35} depthWrite={false} />
        </mesh>
        <mesh geometry={fixed.shell} position-y={barrelY}>
          <meshBasicMaterial color="#cfe3ea" transparent opacity={0.12} depthWrite={false} side={DoubleSide} />
        </mesh>
      </group>
    );
  }
  return (
    <group>
      <mesh geometry={fixed.shaft}>
        <meshStandardMaterial color="#c9d0d6" metalness={0.95} roughness={0.28} />
      </mesh>
      {/* The part inside the tissue, seen through it. */}
      <mesh geometry={fixed.shaft} renderOrder={30}>
        <meshBasicMaterial color="#eaf6f8" transparent opacity={0.55} depthFunc={GreaterDepth} depthWrite={false} />
      </mesh>
      {fixed.face && (
        <mesh geometry={fixed.face}>
          <meshStandardMaterial color="#eef2f5" metalness={0.9} roughness={0.16} side={DoubleSide} />
        </mesh>
      )}
      <mesh geometry={fixed.opening}>
        <meshBasicMaterial color="#11161b" side={DoubleSide} />
      </mesh>
      <mesh geometry={fixed.hub} position-y={hubY}>
        <meshPhysicalMaterial color={look.hub} roughness={0.35} clearcoat={0.4} transparent opacity={0.92} />
      </mesh>
      {flash > 0 && (
        <mesh position-y={hubY + 6.5}>
          <cylinderGeometry args={[2.35, 2.0, 9 * flash, 20]} />
          <meshStandardMaterial color="#9d1515" roughness={0.3} transparent opacity={0.9} />
        </mesh>
      )}
      <group position-y={barrelY}>
        <group name="solid">
        <mesh geometry={moving.gel} renderOrder={1}>
          <meshPhysicalMaterial color={toxin ? '#d8e6ea' : '#cfe9ee'} roughness={0.08} transparent opacity={toxin ? 0.35 : 0.55} />
        </mesh>
        <group position-y={NOZZLE_MM + height}>
          <mesh geometry={fixed.stopper}>
            <meshStandardMaterial color="#2b3036" roughness={0.75} />
          </mesh>
          <mesh geometry={moving.plunger} position-y={4.8}>
            <meshStandardMaterial color="#e6eaed" roughness={0.5} side={DoubleSide} />
          </mesh>
        </group>
        <mesh geometry={fixed.flange} renderOrder={2}>
          <meshPhysicalMaterial color="#dbe8ec" roughness={0.2} transparent opacity={0.6} side={DoubleSide} />
        </mesh>
        </group>
        <mesh geometry={fixed.shell} renderOrder={2}>
          <meshPhysicalMaterial color="#e6f2f5" roughness={0.06} clearcoat={1} transparent opacity={0.2} side={FrontSide} depthWrite={false} />
        </mesh>
        {graduation && (
          <mesh geometry={fixed.marks} position-y={NOZZLE_MM + full / 2} renderOrder={3}>
            <meshBasicMaterial map={graduation} transparent depthWrite={false} alphaTest={0.05} toneMapped={false} />
          </mesh>
        )}
      </group>
    </group>
  );
}
