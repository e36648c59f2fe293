import { addAfterEffect, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import type { WebGLRenderer } from 'three';
import { FULL_PACE, paceAfter, STEPS, type Pace } from './quality';
import { stage } from './stage';

/** After this long without a new frame the picture counts as resting, ms. */
const REST_MS = 180;
/** Shaders are compiled and textures sent in the first frames: their time says nothing about the next ones. */
const UNMEASURED = 3;

/** Calls back when the graphics card has finished all that was asked of it so far; returns a function that gives up waiting. */
function whenDrawn(renderer: WebGLRenderer, done: () => void): () => void {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!sync) return () => {};
  gl.flush();
  let timer = 0;
  const look = () => {
    if (!gl.isContextLost() && gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) {
      timer = window.setTimeout(look, 4);
      return;
    }
    gl.deleteSync(sync);
    done();
  };
  timer = window.setTimeout(look, 1);
  return () => {
    clearTimeout(timer);
    gl.deleteSync(sync);
  };
}

/**
 * Keeps frames short on slow machines: fewer pixels, coarser skin and half the locks while something moves, one whole picture when it rests.
 * Draws nothing by itself but that one picture. Must stand before all other parts of the scene that ask `stage.quality`.
 */
export function Quality() {
  const gl = useThree((state) => state.gl);
  const dpr = useThree((state) => state.viewport.dpr);
  const invalidate = useThree((state) => state.invalidate);
  const now = useRef({ pace: FULL_PACE as Pace, step: 0, rest: true, frames: 0, drawn: false, started: 0, free: 0, timer: 0, waits: new Set<() => void>() });

  useFrame(() => {
    const s = now.current;
    clearTimeout(s.timer);
    s.step = stage.quality.fixed ? 0 : s.rest ? s.pace.resting : Math.max(s.pace.moving, s.pace.resting);
    stage.quality.reduced = s.step > s.pace.resting && !stage.quality.fixed;
    const ratio = dpr * STEPS[s.step];
    if (Math.abs(gl.getPixelRatio() - ratio) > 1e-3) gl.setPixelRatio(ratio);
    s.started = performance.now();
    s.drawn = true;
  }, -1000);

  useEffect(() => {
    const s = now.current;
    const stop = addAfterEffect(() => {
      if (!s.drawn) return;
      s.drawn = false;
      s.frames++;
      const { step, started, rest, frames } = s;
      s.rest = false;
      const wait = whenDrawn(gl, () => {
        s.waits.delete(wait);
        const end = performance.now();
        // A frame that had to wait for the one before it is not to blame for that.
        if (s.frames > UNMEASURED) s.pace = paceAfter(s.pace, step, end - Math.max(started, s.free));
        s.free = end;
        stage.stats.frame_ms = end - started;
        if (rest || !stage.quality.reduced || frames !== s.frames) return;
        s.timer = window.setTimeout(() => {
          s.rest = true;
          invalidate();
        }, REST_MS);
      });
      s.waits.add(wait);
    });
    return () => {
      stop();
      s.waits.forEach((give) => give());
      s.waits.clear();
      clearTimeout(s.timer);
    };
  }, [gl, invalidate]);
  return null;
}
