/** Nine camera views that a lecturer keeps; they outlive a reload. */
import type { View } from '../scene/rig/orbit';

const KEY = 'bevel-bookmarks';
export const BOOKMARKS = 9;
export type Bookmarks = readonly (View | null)[];

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const view = value as Record<string, unknown>;
  return Array.isArray(view.target) && view.target.length === 3 && view.target.every(Number.isFinite) && [view.yaw_deg, view.pitch_deg, view.distance].every((n) => Number.isFinite(n));
}

/** The stored views; what cannot be read is empty. */
export function loadBookmarks(): Bookmarks {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.from({ length: BOOKMARKS }, (_, i) => (Array.isArray(stored) && isView(stored[i]) ? stored[i] : null));
  } catch {
    return Array.from({ length: BOOKMARKS }, () => null);
  }
}

/** The views with one of them replaced, stored where the browser allows. */
export function storeBookmark(bookmarks: Bookmarks, index: number, view: View): Bookmarks {
  const next = bookmarks.map((old, i) => (i === index ? view : old));
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Without storage they last as long as the page.
  }
  return next;
}
