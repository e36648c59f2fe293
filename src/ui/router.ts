/** Hash routes: `#/practise?technique=fil-chin&preset=female-35&seed=7`. They work under any path and offline. */
import { useSyncExternalStore } from 'react';

export const MODES = ['practise', 'explore', 'drill', 'lecture', 'records'] as const;
export type Mode = (typeof MODES)[number];
export interface Route {
  mode: Mode | 'projector';
  query: Record<string, string>;
}

/** The route a hash names; anything unknown is practice. */
export function parseRoute(hash: string): Route {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
  const mode = path === 'projector' || (MODES as readonly string[]).includes(path) ? (path as Route['mode']) : 'practise';
  return { mode, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The hash of a route. */
export function routeHash(mode: Route['mode'], query: Record<string, string | undefined> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
  const text = search.toString();
  return `#/${mode}${text ? `?${text}` : ''}`;
}

let last: { hash: string; route: Route } | null = null;
function current(): Route {
  if (last?.hash !== location.hash) last = { hash: location.hash, route: parseRoute(location.hash) };
  return last!.route;
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** The present route; the component is drawn again when it changes. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}

/** Put what the address should say into it without a new history entry. */
export function replaceRoute(mode: Route['mode'], query: Record<string, string | undefined>): void {
  const hash = routeHash(mode, query);
  if (hash === location.hash) return;
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
