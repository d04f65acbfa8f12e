import { DEVICE_POLICY } from '#public/form/policy.ts';
import { DEVICE_SCRIPT, DEVICES_PATH } from '#public/messages/device.ts';
import { sha256Of } from '../request/sha256-of.ts';
import { SessionEnded } from './forge.ts';
import { session } from './session.ts';
import { trustedScript } from './trusted-script.ts';
import type { Settings } from './settings.ts';

/** Whether this device is notified. `refused` means that the person or the browser allows no notifications. */
export type DeviceState = 'off' | 'on' | 'refused';

/** Storage key that is set if the person has stopped notifications on this device. The browser still permits them. */
const STOPPED = 'disposisi-meja-tanpa-notifikasi';
export const areNotificationsStopped = (): boolean => localStorage.getItem(STOPPED) !== null;

/**
 * Checks whether this device can be notified while no desk is open. Only an office on one machine can store devices;
 * GitHub cannot. Some browsers have no notifications.
 */
export const mayGetNotifications = ({ kind }: Pick<Settings, 'kind'>): boolean =>
  kind === 'embedded' && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Returns whether this device is notified for the person who is signed in. Throws like {@link ask}. */
export async function deviceState(): Promise<DeviceState> {
  const subscription = await subscriptionHere();
  if (!subscription) return 'off';
  const { devices } = await ask<OfficeDevices>('GET');
  return devices.includes(await sha256Of(new TextEncoder().encode(subscription.endpoint))) ? 'on' : 'off';
}

/**
 * Registers this device. The browser asks the person for permission, so this is called only after the person pressed
 * a button.
 * @throws DOMException if the browser's own service cannot be reached, and the errors of {@link ask}
 */
export async function registerDevice(language: Settings['language']): Promise<DeviceState> {
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  localStorage.removeItem(STOPPED);
  const { key } = await ask<OfficeDevices>('GET');
  const registration = await navigator.serviceWorker.register(trustedScript(DEVICE_POLICY, DEVICE_SCRIPT));
  // An older subscription may belong to another key of the office or to another person, so it is not used.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  await activated(registration);
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await ask('POST', { endpoint, keys, language });
  return 'on';
}

/** Unregisters this device. Throws like {@link ask}. */
export async function unregisterDevice(): Promise<DeviceState> {
  localStorage.setItem(STOPPED, '1');
  const subscription = await subscriptionHere();
  await subscription?.unsubscribe();
  if (subscription) await ask('DELETE', { endpoint: subscription.endpoint });
  return 'off';
}

/**
 * Ends the notifications of this device after a sign-out. The office forgets the device when a notification no longer
 * reaches it.
 */
export async function forgetDevice(settings: Pick<Settings, 'kind'>): Promise<void> {
  if (!mayGetNotifications(settings)) return;
  const subscription = await subscriptionHere().catch(() => null);
  await subscription?.unsubscribe().catch(() => undefined);
}

/**
 * Opens the case of a notification when the person presses the notification.
 * @returns function that ends the listening
 */
export function hearNotifications(): () => void {
  const heard = ({ data }: MessageEvent<{ readonly case?: unknown } | null>): void => {
    const hash = data?.case;
    if (typeof hash === 'string' && /^#\/[1-9]\d{0,8}$/.test(hash)) location.hash = hash;
  };
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  workers?.addEventListener('message', heard);
  workers?.startMessages();
  return () => workers?.removeEventListener('message', heard);
}

interface OfficeDevices {
  /** Public key by which push services recognise the office. */
  readonly key: string;
  /** Digests of the addresses that are notified for the signed-in account. */
  readonly devices: readonly string[];
}

/**
 * Asks the office about the devices of the signed-in account.
 * @throws SessionEnded if the session has ended
 * @throws TypeError if there is no network
 * @throws Error if the office refuses
 */
async function ask<T>(method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<T> {
  const response = await fetch(DEVICES_PATH, {
    method,
    headers: { authorization: `Bearer ${session.token() ?? ''}`, 'content-type': 'application/json' },
    cache: 'no-store',
    credentials: 'omit',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 401) throw new SessionEnded();
  if (!response.ok) throw new Error(`${DEVICES_PATH}: ${response.status}`);
  return (await response.json()) as T;
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(DEVICE_SCRIPT);
  return registration ? registration.pushManager.getSubscription() : null;
}

/**
 * Waits until the service worker is active, because a browser makes no subscription for a worker that is not active.
 */
const activated = (registration: ServiceWorkerRegistration): Promise<void> =>
  new Promise((done) => {
    const worker = registration.installing ?? registration.waiting;
    if (!worker) return done();
    const look = (): void => void (worker.state === 'activated' && done());
    worker.addEventListener('statechange', look);
    look();
  });
