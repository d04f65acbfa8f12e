/**
 * Shows a notification of the browser if the person has already allowed notifications. This function never asks for
 * permission. If the office itself notifies this device, nothing is shown. Title and body are shown as plain text,
 * never as markup.
 * @param pressed called when the person presses the notification
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
    // Browsers on phones allow this only to service workers. The title of the window and the page show the news too.
  }
}

async function isSubscribed(): Promise<boolean> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const subscriptions = await Promise.all(registrations.map(({ pushManager }) => pushManager?.getSubscription()));
  return subscriptions.some(Boolean);
}
