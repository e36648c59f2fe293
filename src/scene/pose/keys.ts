/** The keyboard on the picture: everything the pointer does. Active only while the picture has the focus. */
import { orbited, PRESETS, zoomed, type PresetName } from '../rig/orbit';
import { moveTo, stage } from '../stage';
import { STEP_MM, type PoseSink, type PoseSource } from './PoseSource';

export interface KeyContext {
  needle(): { angle_deg: number; azimuth_deg: number } | null;
  /** Ask for a named camera view. */
  look(preset: PresetName): void;
  /** Whether the digit keys choose camera views (the lecture uses them for bookmarks). */
  digitsLook(): boolean;
  togglePeel(): void;
}

const TURN_DEG = 1;
const ORBIT_PIXELS = 30;

/** Keyboard input on `element`. Held keys (inject, aspirate) end when the key or the focus goes. */
export function keySource(element: HTMLElement, context: KeyContext): PoseSource {
  return {
    attach(sink: PoseSink) {
      const arrows: Record<string, [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
      const names = Object.keys(PRESETS) as PresetName[];
      /** Acts that a key of this picture holds: only these end with the focus, so that a press elsewhere (a button) may begin one. */
      const holding = { inject: false, aspirate: false };
      const hold = (act: keyof typeof holding) => {
        holding[act] = true;
        sink[act](true);
      };
      const letGo = (act: keyof typeof holding) => {
        if (!holding[act]) return;
        holding[act] = false;
        sink[act](false);
      };

      const press = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (handle(event)) event.preventDefault();
      };

      const handle = (event: KeyboardEvent): boolean => {
        const needle = context.needle();
        const arrow = arrows[event.key];
        if (arrow) {
          if (needle) {
            const step = TURN_DEG * (event.shiftKey ? 5 : 1);
            sink.aim(needle.angle_deg + arrow[1] * step, needle.azimuth_deg + arrow[0] * step, false);
          } else moveTo(orbited(stage.goal, -arrow[0] * ORBIT_PIXELS, arrow[1] * ORBIT_PIXELS, stage.frame.height));
          return true;
        }
        const far = event.shiftKey ? 10 : 1;
        switch (event.key.toLowerCase()) {
          case 'e':
          case 'pagedown':
            sink.advance(STEP_MM * far);
            return true;
          case 'q':
          case 'pageup':
            sink.advance(-STEP_MM * far);
            return true;
          case 'r':
            sink.roll(event.shiftKey ? -15 : 15);
            return true;
          case ' ':
          case 'i':
            if (!event.repeat) hold('inject');
            return true;
          case 'a':
            if (!event.repeat) hold('aspirate');
            return true;
          case 'x':
            sink.withdraw();
            return true;
          case 'p':
            context.togglePeel();
            return true;
          case '+':
          case '=':
            moveTo(zoomed(stage.goal, 0.85));
            return true;
          case '-':
            moveTo(zoomed(stage.goal, 1.18));
            return true;
        }
        const digit = Number(event.key);
        if (context.digitsLook() && digit >= 1 && digit <= names.length) {
          context.look(names[digit - 1]);
          return true;
        }
        return false;
      };

      const release = (event: KeyboardEvent) => {
        const key = event.key.toLowerCase();
        if (key === ' ' || key === 'i') letGo('inject');
        if (key === 'a') letGo('aspirate');
      };
      const blur = () => {
        letGo('inject');
        letGo('aspirate');
      };
      element.addEventListener('keydown', press);
      element.addEventListener('keyup', release);
      element.addEventListener('blur', blur);
      return () => {
        element.removeEventListener('keydown', press);
        element.removeEventListener('keyup', release);
        element.removeEventListener('blur', blur);
        blur();
      };
    },
  };
}
