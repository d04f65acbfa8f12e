import { DEVICE_POLICY, DEVICE_SCRIPT, DEVICES_PATH } from '#public/messages/device.ts';
import { sha256Of } from '../request/sha256-of.ts';
import { SessionEnded } from './forge.ts';
import { session } from './session.ts';
import { trustedScript } from './trusted-script.ts';
import type { Settings } from './settings.ts';

/** Whether this device is notified; `refused`: the person, or the browser for them, allows no notifications. */
export type DeviceState = 'off' | 'on' | 'refused';

/** Set where the person has stopped it on this device: the browser's permission outlives that. */
const STOPPED = 'disposisi-meja-tanpa-notifikasi';
export const areNoticesStopped = (): boolean => localStorage.getItem(STOPPED) !== null;

/**
 * Whether this device can be notified while no desk is open: the office on one machine has a place for that, GitHub has none, and not
 * every browser can.
 */
export const mayGetNotices = ({ kind }: Pick<Settings, 'kind'>): boolean =>
  kind === 'embedded' && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Whether this device is notified for the person signed in. @throws as {@link ask} */
export async function deviceState(): Promise<DeviceState> {
  const subscription = await subscriptionHere();
  if (!subscription) return 'off';
  const { devices } = await ask<OfficeDevices>('GET');
  return devices.includes(await sha256Of(new TextEncoder().encode(subscription.endpoint))) ? 'on' : 'off';
}

/**
 * Registers this device; asks the person whether it may, so only ever on their own press.
 * @throws as {@link ask}; DOMException where the browser's own service cannot be reached
 */
export async function tellHere(language: Settings['language']): Promise<DeviceState> {
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  localStorage.removeItem(STOPPED);
  const { key } = await ask<OfficeDevices>('GET');
  const registration = await navigator.serviceWorker.register(trustedScript(DEVICE_POLICY, DEVICE_SCRIPT));
  // One made for another key of the office, or for another person, cannot be used.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  await activated(registration);
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await ask('POST', { endpoint, keys, language });
  return 'on';
}

/** Unregisters this device. @throws as {@link ask} */
export async function tellNoMore(): Promise<DeviceState> {
  localStorage.setItem(STOPPED, '1');
  const subscription = await subscriptionHere();
  await subscription?.unsubscribe();
  if (subscription) await ask('DELETE', { endpoint: subscription.endpoint });
  return 'off';
}

/** After a sign-out this device is notified no more, no matter who signs in next; the office forgets the device when it is not there any more. */
export async function forgetDevice(settings: Pick<Settings, 'kind'>): Promise<void> {
  if (!mayGetNotices(settings)) return;
  const subscription = await subscriptionHere().catch(() => null);
  await subscription?.unsubscribe().catch(() => undefined);
}

/** Opens the case of a notification that somebody pressed. @returns ends the listening */
export function hearNotices(): () => void {
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
  /** By which push services know the office. */
  readonly key: string;
  /** Digests of the addresses that are notified for the account that asks. */
  readonly devices: readonly string[];
}

/** @throws SessionEnded; TypeError where there is no network; Error where the office refuses */
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

/** A browser makes no subscription for a script that is not at work yet. */
const activated = (registration: ServiceWorkerRegistration): Promise<void> =>
  new Promise((done) => {
    const worker = registration.installing ?? registration.waiting;
    if (!worker) return done();
    const look = (): void => void (worker.state === 'activated' && done());
    worker.addEventListener('statechange', look);
    look();
  });
