import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef } from 'react';
import { Mesh, type Scene } from 'three';
import { createEnvironment, createKeyLights, STAGE } from './skin/studio';

/**
 * The studio: environment light made on the spot, a soft key with shadow, fill and rim, neutral tone mapping and a dark backdrop.
 * Put it once into the Canvas. `scale` is the size of a millimetre in scene units (0.001 under Bevel's root).
 */
export function Lighting({ scale = 0.001, shadows = true }: { scale?: number; shadows?: boolean }) {
  const gl = useThree((s) => s.gl);
  const scene = useThree((s) => s.scene);
  const invalidate = useThree((s) => s.invalidate);
  const lights = useMemo(() => createKeyLights(scale, shadows), [scale, shadows]);
  useEffect(() => {
    const environment = createEnvironment(gl);
    const previous = { tone: gl.toneMapping, exposure: gl.toneMappingExposure, background: scene.background };
    gl.toneMapping = STAGE.toneMapping;
    gl.toneMappingExposure = STAGE.exposure;
    gl.shadowMap.enabled = shadows;
    gl.shadowMap.type = STAGE.shadowType;
    scene.environment = environment.texture;
    scene.environmentIntensity = STAGE.environmentIntensity;
    scene.background = environment.backdrop;
    invalidate();
    return () => {
      scene.environment = null;
      scene.background = previous.background;
      gl.toneMapping = previous.tone;
      gl.toneMappingExposure = previous.exposure;
      environment.dispose();
    };
  }, [gl, scene, shadows, invalidate]);
  // The lights stand still, so the shadows are drawn anew only when something that throws one has changed.
  const drawn = useRef('');
  useFrame(() => {
    const now = casters(scene);
    if (now !== drawn.current) lights.refresh();
    drawn.current = now;
    if (lights.step()) invalidate();
  });
  useEffect(() => () => lights.dispose(), [lights]);
  return <primitive object={lights.group} />;
}

/** What throws shadows in the scene, as a short text that changes when they do. */
function casters(scene: Scene): string {
  const parts: number[] = [];
  scene.traverseVisible((o) => {
    if (o instanceof Mesh && o.castShadow) parts.push(o.geometry.id, o.geometry.getAttribute('position')?.version ?? 0);
  });
  return parts.join();
}
