/**
 * Offline use: registers the service worker relative to the document, so that the app works under any sub-path,
 * and holds an update back until no attempt is open.
 */

/**
 * Register the service worker of the built app.
 * @param mayUpdate asked when a new version waits; true when no attempt is open.
 * @param onWaiting called when a new version waits, with a function that applies it and reloads.
 */
export async function registerOffline(mayUpdate: () => boolean, onWaiting: (apply: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI), { scope: './' });
  let applying = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (applying) location.reload();
  });
  const announce = () => {
    const worker = registration.waiting;
    if (!worker || !navigator.serviceWorker.controller) return;
    onWaiting(() => {
      if (!mayUpdate()) return;
      applying = true;
      worker.postMessage({ type: 'SKIP_WAITING' });
    });
  };
  announce();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', announce);
  });
}
