/** The tie to the projector window. It holds while the lecture view is open, and after that for as long as a window follows or the opened one stands. */
import { createStore } from 'zustand/vanilla';
import { present } from './presenter';
import { canBroadcast } from './transport';

export const link = createStore<{ /** How many windows follow this one. */ followers: number }>(() => ({ followers: 0 }));

let stop: (() => void) | null = null;
let views = 0;
let opened: Window | null = null;

function begin(): void {
  if (stop || !canBroadcast()) return;
  stop = present((followers) => {
    link.setState({ followers });
    settle();
  }, settle);
}

/** Let go when nobody needs the tie any more. */
function settle(): void {
  if (!stop || views > 0 || link.getState().followers > 0 || (opened && !opened.closed)) return;
  stop();
  stop = null;
}

/** The lecture view is open. @returns a function for when it closes; the tie outlives it while a window follows. */
export function holdLink(): () => void {
  views += 1;
  begin();
  return () => {
    views -= 1;
    settle();
  };
}

/** Open the projector window, or bring the open one to the front. @returns false when the browser blocked it. */
export function openProjector(url: string): boolean {
  opened = window.open(url, 'bevel-projector', 'popup,width=1280,height=800');
  begin();
  return opened !== null;
}
