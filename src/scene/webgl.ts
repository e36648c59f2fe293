let known: boolean | null = null;

/** Whether this browser can draw at all (WebGL 2); asked once. */
export function hasWebGl(): boolean {
  if (known !== null) return known;
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    known = context !== null;
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  } catch {
    known = false;
  }
  return known;
}
