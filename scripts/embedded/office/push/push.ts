import type { Message } from '#domain/generated/message.ts';
import { cut, oneLine } from '#domain/words/markdown.ts';
import { messageId } from '#public/messages/messages.ts';
import type { Post } from '#public/messages/post.ts';
import type { Device, Devices } from './devices.ts';

/** What a browser is sent, sealed: the sentence in the language of its desk, and where the case is. */
export interface PushText {
  /** The same for every attempt: the browser shows one message of this name. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  /** Of the desk, from the site's root. */
  readonly address: string;
}

/** Seconds that a service keeps a message for a device that is off: after a day it would be old news. */
const KEPT_FOR = 86_400;
/** Services take 4,096 bytes, sealed. */
const LONGEST_TEXT = 900;
/** Whom a service may ask about what it is sent, where the office names nobody: it must have the form of an address. */
const CONTACT = 'mailto:kantor@disposisi.invalid';

/** What a device shows of a message. @param site root of the office's site, without a slash at its end */
export function pushText(message: Message, { language }: Pick<Device, 'language'>, site: string): PushText {
  const { text, title, desk } = message.data;
  return {
    id: messageId(message),
    title: cut(oneLine([message.data.case, title].filter(Boolean).join(': ')), 120),
    text: cut(oneLine(text[language]), LONGEST_TEXT),
    lang: language,
    address: desk[language].slice(site.length),
  };
}

/** What is posted to the device's push service: nobody but that browser can read it. */
export async function pushPost({ keys }: Pick<Devices, 'keys'>, device: Device, text: PushText): Promise<Post> {
  // Read only where somebody asked for notifications: most offices start without it.
  const { default: webPush } = await import('web-push');
  const { endpoint, p256dh, auth } = device;
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(text), {
    vapidDetails: { subject: CONTACT, ...keys },
    TTL: KEPT_FOR,
  });
  // `fetch` counts the bytes itself.
  const { 'Content-Length': _length, ...sent } = headers as Record<string, string>;
  return {
    address: endpoint,
    headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
    body: Buffer.from(body),
  };
}

/**
 * The services by which browsers receive messages. An office posts to these alone, so that nobody who may sign in makes it post to
 * an address of their choice (SSRF): a name that leads elsewhere, or a number, is none of them.
 */
const SERVICES: readonly string[] = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.notify.windows.com',
];

/** Whether a browser's address is one of a known service. */
export function isPushService({ protocol, hostname, port, username, password }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return SERVICES.some((each) => (each.startsWith('*.') ? hostname.endsWith(each.slice(1)) : hostname === each));
}
