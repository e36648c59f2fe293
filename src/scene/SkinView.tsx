import { useFrame } from '@react-three/fiber';
import { useEffect, useMemo, useState } from 'react';
import { Mesh, MeshBasicMaterial, type BufferGeometry } from 'three';
import type { CompiledPatient } from '../patient/types';
import { useApp } from '../ui/state/store';
import { shownLayer } from '../ui/state/view';
import type { HeadRender } from './patientClient';
import { peelPoint } from './peel';
import { createSkinGeometry, updateSkinGeometry } from './skin/geometry';
import { createSkinMaterial, setSkinLook, traitsFor, type SkinMaterial, type SkinTextures } from './skin/material';
import { loadSkinTextures } from './skin/textures';
import { SKIN_TONES, type ToneId } from './skin/tones';
import { stage } from './stage';

let texturesLoading: Promise<SkinTextures> | null = null;

/** The skin maps, loaded once; null until they are there. A failure is told to `onError` and tried again by the next mount. */
function useSkinTextures(onError: (message: string) => void): SkinTextures | null {
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
        if (live) onError(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      live = false;
    };
  }, [onError]);
  return textures;
}

/** The skin of one patient. With opacity below one a depth pass goes first, so that only its outer surface shows through. */
export function SkinView({ patient, head, onError }: { patient: CompiledPatient; head: HeadRender; onError: (message: string) => void }) {
  const textures = useSkinTextures(onError);
  const topology = head;
  const geometry: BufferGeometry = useMemo(() => createSkinGeometry(topology), [topology]);
  const material: SkinMaterial | null = useMemo(() => (textures ? createSkinMaterial(textures) : null), [textures]);
  const depthOnly = useMemo(() => {
    const mesh = new Mesh(geometry, new MeshBasicMaterial({ colorWrite: false }));
    mesh.renderOrder = 9;
    return mesh;
  }, [geometry]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  useEffect(() => () => material?.dispose(), [material]);
  useEffect(() => {
    updateSkinGeometry(geometry, topology, patient.skin);
    stage.invalidate();
  }, [geometry, topology, patient]);

  const tone = useApp((state) => state.skinTone);
  useEffect(() => {
    if (!material) return;
    setSkinLook(material, SKIN_TONES[tone in SKIN_TONES ? (tone as ToneId) : 'light'], traitsFor(patient.sex, patient.age));
    stage.invalidate();
  }, [material, tone, patient]);

  const shown = useApp((state) => shownLayer(state, 'skin'));
  const peel = useApp((state) => state.peel);
  useEffect(() => stage.invalidate(), [peel, shown]);
  useFrame(() => {
    if (!material) return;
    const at = peelPoint.point;
    material.skin.uPeelRadius.value = peel.on && at ? peel.radius_mm : 0;
    if (at) material.skin.uPeelCentre.value.set(at[0], at[1], at[2]);
  });
  if (!material || !shown.visible || shown.opacity <= 0.01) return null;
  const transparent = shown.opacity < 0.995;
  if (material.transparent !== transparent) {
    material.transparent = transparent;
    material.needsUpdate = true;
  }
  material.opacity = shown.opacity;
  return (
    <>
      {transparent && <primitive object={depthOnly} />}
      <mesh geometry={geometry} material={material} renderOrder={transparent ? 10 : 0} />
    </>
  );
}
