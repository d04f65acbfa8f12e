import type { Message } from '#domain/generated/message.ts';
import { cut, oneLine } from '#domain/words/markdown.ts';
import { messageId } from '#public/messages/messages.ts';
import type { Post } from '#public/messages/post.ts';
import type { Device, Devices } from './devices.ts';

/** The encrypted message for a browser: the sentence in the language of its desk, and the address of the case. */
export interface PushText {
  /** The id of the message, the same for every attempt, so that the browser shows the message once. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  /** The address at the desk, from the site's root. */
  readonly address: string;
}

/** The seconds for which a service keeps a message for a device that is off. After a day the message is outdated. */
const KEPT_FOR = 86_400;
/** The most characters of a text. Services accept 4,096 encrypted bytes. */
const LONGEST_TEXT = 900;
/** The contact for push services. The office names nobody, but the contact must have the form of an address. */
const CONTACT = 'mailto:kantor@disposisi.invalid';

/** Makes the text that a device shows for a message. `site` is the root of the office's site without a last slash. */
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

/** Makes the post for the device's push service, encrypted so that only that browser can read it. */
export async function pushPost({ keys }: Pick<Devices, 'keys'>, device: Device, text: PushText): Promise<Post> {
  // The library is loaded only if somebody asked for notifications, because most offices do not need it.
  const { default: webPush } = await import('web-push');
  const { endpoint, p256dh, auth } = device;
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(text), {
    vapidDetails: { subject: CONTACT, ...keys },
    TTL: KEPT_FOR,
  });
  // `fetch` sets the length itself.
  const { 'Content-Length': _length, ...sent } = headers as Record<string, string>;
  return {
    address: endpoint,
    headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
    body: Buffer.from(body),
  };
}

/**
 * The push services of browsers. An office posts only to these services, so that a person who can sign in cannot make
 * the office post to another address (SSRF).
 */
const SERVICES: readonly string[] = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.notify.windows.com',
];

/** Checks whether the address of a browser belongs to a known service. */
export function isPushService({ protocol, hostname, port, username, password }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return SERVICES.some((each) => (each.startsWith('*.') ? hostname.endsWith(each.slice(1)) : hostname === each));
}
