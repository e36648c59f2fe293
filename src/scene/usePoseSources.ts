import { useEffect, type RefObject } from 'react';
import { session } from '../ui/state/session';
import { keySource } from './pose/keys';
import { pointerSource } from './pose/pointer';

/** Connect pointer and keyboard on the picture to the hand, while `active`. */
export function usePoseSources(element: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const target = element.current;
    if (!target || !active) return;
    const stops = [pointerSource(target, session.pointerContext).attach(session.sink), keySource(target, session.keyContext).attach(session.sink)];
    return () => stops.forEach((stop) => stop());
  }, [element, active]);
}
