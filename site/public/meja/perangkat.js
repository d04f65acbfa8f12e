/**
 * Service worker that shows the office's notifications on this device while no desk is open
 * (scripts/embedded/office/push). It stores nothing, requests nothing and answers no page.
 */
self.addEventListener('push', (event) => {
  const { id, title, text, lang, address } = event.data.json();
  // A notification that arrives twice replaces the first one.
  event.waitUntil(self.registration.showNotification(title, { body: text, lang, tag: id, data: address }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data, self.location.origin)));
});

/** Shows the case in an open desk, because the person is signed in there. If no desk is open, a desk is opened. */
async function open({ origin, pathname, hash, href }) {
  if (origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const desk = windows.find(({ url }) => new URL(url).pathname === pathname);
  if (desk === undefined) return void (await self.clients.openWindow(href));
  desk.postMessage({ case: hash });
  await desk.focus();
}
