import { addAfterEffect, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { PerspectiveCamera } from 'three';
import { useApp } from '../ui/state/store';
import { eased, FIELD_OF_VIEW, lookAt, presetView } from './rig/orbit';
import { axes } from './rig/ray';
import { moveTo, reducedMotion, stage } from './stage';

/** Puts `stage.view` on the camera, eases it towards `stage.goal`, and answers the store's camera requests. */
export function CameraRig() {
  const { camera, size, invalidate, gl } = useThree();
  const frame = useRef(size);
  frame.current = size;
  const request = useApp((state) => state.camera);

  useEffect(() => {
    stage.invalidate = invalidate;
    return () => {
      stage.invalidate = () => {};
    };
  }, [invalidate]);

  useEffect(() => {
    stage.frame = { width: size.width, height: size.height };
    stage.invalidate();
  }, [size.width, size.height]);

  useEffect(() => {
    if (stage.answered === request.serial) return;
    stage.answered = request.serial;
    // Read when asked: a resize alone must not throw away the view that a hand has set.
    const aspect = frame.current.width / Math.max(1, frame.current.height);
    const first = request.serial === 0;
    if (request.preset) moveTo(presetView(request.preset, aspect), first);
    else if (request.look) moveTo(lookAt(request.look.point, request.look.normal, request.look.span * Math.max(1, 0.8 / aspect)));
  }, [request]);

  const drawn = useRef(false);
  useEffect(
    () =>
      addAfterEffect(() => {
        if (!drawn.current) return;
        drawn.current = false;
        stage.stats = { ...stage.stats, frames: stage.stats.frames + 1, drawCalls: gl.info.render.calls, triangles: gl.info.render.triangles };
      }),
    [gl],
  );

  useFrame((_, seconds) => {
    if (stage.view !== stage.goal) {
      const step = reducedMotion() ? { view: stage.goal, done: true } : eased(stage.view, stage.goal, Math.min(seconds, 0.05));
      stage.view = step.view;
      if (!step.done) invalidate();
    }
    const a = axes(stage.view);
    camera.position.set(a.eye[0] / 1000, a.eye[1] / 1000, a.eye[2] / 1000);
    camera.up.set(0, 1, 0);
    camera.lookAt(stage.view.target[0] / 1000, stage.view.target[1] / 1000, stage.view.target[2] / 1000);
    if (camera instanceof PerspectiveCamera) {
      const near = Math.max(0.004, (stage.view.distance - 320) / 1000);
      if (camera.fov !== FIELD_OF_VIEW || Math.abs(camera.near - near) > 1e-6) {
        camera.fov = FIELD_OF_VIEW;
        camera.near = near;
        camera.far = (stage.view.distance + 520) / 1000;
        camera.updateProjectionMatrix();
      }
    }
    camera.updateMatrixWorld();
    drawn.current = true;
    for (const listener of stage.afterFrame) listener();
  });
  return null;
}
