import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Where practice has one sheet with tabs in place of two panels: phones, and tablets too narrow for both. `layout.css` says the same. */
export const SHEET = '(max-width: 820px), (max-width: 1180px) and (pointer: coarse)';
