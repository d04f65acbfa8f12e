/**
 * Notifies by the browser, where the person has allowed that already: nothing here asks. A device with a subscription is notified by the
 * office itself, and not twice. Title and body are shown as they are, never as markup.
 */
export async function notifyByBrowser(title: string, body: string, pressed: () => void): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted' || (await isSubscribed())) return;
  try {
    const notice = new Notification(title, { body, tag: 'disposisi-meja', lang: document.documentElement.lang });
    notice.onclick = () => {
      window.focus();
      notice.close();
      pressed();
    };
  } catch {
    // Browsers of phones leave this to service workers; the window's name and the page itself show it too.
  }
}

async function isSubscribed(): Promise<boolean> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const subscriptions = await Promise.all(registrations.map(({ pushManager }) => pushManager?.getSubscription()));
  return subscriptions.some(Boolean);
}
