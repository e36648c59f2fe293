/** Path of an installed Chromium or Chrome, or null. */
export function findChromium(): string | null;
/** Path of a Chromium, installed first where that is possible. Null when it cannot be had. */
export function ensureChromium(): string | null;
