import { useFrame } from '@react-three/fiber';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Mesh, MeshBasicMaterial, MeshPhysicalMaterial } from 'three';
import type { CompiledPatient } from '../patient/types';
import { useApp } from '../ui/state/store';
import { shownLayer } from '../ui/state/view';
import { Hair } from './eyes/Hair';
import { LeftOut } from './EyesView';
import type { HeadRender } from './patientClient';
import { peelPoint } from './peel';
import { FIELD_OF_VIEW } from './rig/orbit';
import { createGhostMaterial } from './skin/ghost';
import { createSkinGeometry, drawLevel, updateSkinGeometry } from './skin/geometry';
import { levelFor, type SkinLevel } from './skin/lod';
import { createSkinMaterial, setSkinLook, traitsFor, type SkinMaterial, type SkinTextures } from './skin/material';
import { loadSkinTextures } from './skin/textures';
import { SKIN_TONES, type ToneId } from './skin/tones';
import { stage } from './stage';

let texturesLoading: Promise<SkinTextures> | null = null;

/** The skin maps, loaded once; null until they are there. A failure is told to the console and tried again by the next mount: the plain skin stays. */
function useSkinTextures(): SkinTextures | null {
  const [textures, setTextures] = useState<SkinTextures | null>(null);
  useEffect(() => {
    let live = true;
    texturesLoading ??= loadSkinTextures(new URL('models/textures/', document.baseURI).href);
    texturesLoading.then(
      (loaded) => {
        if (!live) return;
        setTextures(loaded);
        stage.invalidate();
      },
      (error: unknown) => {
        texturesLoading = null;
        console.warn('Bevel: plain skin is shown:', error);
      },
    );
    return () => {
      live = false;
    };
  }, []);
  return textures;
}

/** The skin of one patient. With opacity below one a depth pass goes first, so that only its outer surface shows through. */
export function SkinView({ patient, head }: { patient: CompiledPatient; head: HeadRender }) {
  const textures = useSkinTextures();
  const topology = head;
  const geometry = useMemo(() => createSkinGeometry(topology), [topology]);
  const material: SkinMaterial | null = useMemo(() => (textures ? createSkinMaterial(textures) : null), [textures]);
  // Seen for a moment while the maps load, and for good where they cannot be had.
  const plain = useMemo(() => new MeshPhysicalMaterial({ color: '#c99a80', roughness: 0.55, sheen: 0.4, sheenRoughness: 0.6 }), []);
  const level = useRef<SkinLevel>('fine');
  const depthOnly = useMemo(() => {
    const mesh = new Mesh(geometry, new MeshBasicMaterial({ colorWrite: false }));
    mesh.renderOrder = 9;
    return mesh;
  }, [geometry]);
  // Taken off, the skin stays as an outline: nearest surface only, after everything else.
  const veil = useMemo(() => new MeshBasicMaterial({ colorWrite: false, transparent: true }), []);
  const ghost = useMemo(() => createGhostMaterial(), []);
  useEffect(() => () => [plain, veil, ghost].forEach((made) => made.dispose()), [plain, veil, ghost]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => material?.dispose(), [material]);
  useEffect(() => {
    updateSkinGeometry(geometry, topology, patient.skin);
    stage.invalidate();
  }, [geometry, topology, patient]);

  const tone = useApp((state) => state.skinTone);
  const known: ToneId = tone in SKIN_TONES ? (tone as ToneId) : 'light';
  useEffect(() => {
    if (!material) return;
    setSkinLook(material, SKIN_TONES[known], traitsFor(patient.sex, patient.age));
    stage.invalidate();
  }, [material, known, patient]);

  const shown = useApp((state) => shownLayer(state, 'skin'));
  const peel = useApp((state) => state.peel);
  useEffect(() => stage.invalidate(), [peel, shown]);
  useFrame(({ gl }) => {
    const seen = 2 * stage.view.distance * Math.tan((FIELD_OF_VIEW * Math.PI) / 360);
    level.current = levelFor((stage.frame.height * gl.getPixelRatio()) / seen, stage.quality.reduced);
    drawLevel(geometry, level.current);
    if (!material) return;
    const at = peelPoint.point;
    material.skin.uPeelRadius.value = peel.on && at ? peel.radius_mm : 0;
    if (at) material.skin.uPeelCentre.value.set(at[0], at[1], at[2]);
  });
  if (!shown.visible || shown.opacity <= 0.01)
    return (
      <>
        <mesh geometry={geometry} material={veil} renderOrder={60} />
        <mesh geometry={geometry} material={ghost} renderOrder={61} />
      </>
    );
  const skin = material ?? plain;
  const transparent = shown.opacity < 0.995;
  if (skin.transparent !== transparent) {
    skin.transparent = transparent;
    skin.needsUpdate = true;
  }
  skin.opacity = shown.opacity;
  return (
    <>
      {transparent && <primitive object={depthOnly} />}
      <mesh geometry={geometry} material={skin} renderOrder={transparent ? 10 : 0} castShadow receiveShadow onBeforeShadow={() => drawLevel(geometry, 'coarse')} onAfterShadow={() => drawLevel(geometry, level.current)} />
      {!transparent && material && (
        <LeftOut>
          <Suspense fallback={null}>
            <Hair triangles={patient.skin.triangles} skin={patient.skin} sex={patient.sex} tone={known} peel={material.skin} />
          </Suspense>
        </LeftOut>
      )}
    </>
  );
}
