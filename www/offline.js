// Keeps the page usable without a network: the service worker stores the
// page's own files, and nothing else. When the next version has been stored,
// the reader decides when to change over.

import { serviceWorkerAddress } from './assets.js';

/**
 * Registers the service worker, where there is one. Call it once the page can
 * read, so that what it stores does not compete with what the reader waits for.
 *
 * @param {{ onUpdate: (apply: () => void) => void }} options `onUpdate` is
 *   called when a new version is ready; `apply` changes to it and reloads
 */
export async function offline({ onUpdate }) {
  const address = serviceWorkerAddress();
  // Absent where the address is not a secure one.
  if (!address || !navigator.serviceWorker) return;

  let applying = false;
  /** @param {ServiceWorker} waiting */
  const offer = (waiting) =>
    onUpdate(() => {
      applying = true;
      waiting.addEventListener('statechange', () => {
        if (waiting.state === 'activated') location.reload();
      });
      waiting.postMessage('activate');
    });
  // Another tab has changed over; this one still shows the version before.
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!applying) onUpdate(() => location.reload());
  });

  try {
    const registration = await navigator.serviceWorker.register(address);
    if (registration.waiting) offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const { installing, active } = registration;
      // The first version has nothing to take the place of.
      if (!active) return;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') offer(installing);
      });
    });
  } catch {
    // A browser that stores nothing (a private window, a full disk) still reads.
  }
}
