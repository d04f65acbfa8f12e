/**
 * Messages to an office's own gateway, signed by Standard Webhooks 1.0.0, so that any library for that standard can
 * check them: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Message } from '#domain/generated/message.ts';
import type { Text } from '#domain/problem.ts';
import { UsageError } from '#domain/user-error.ts';
import { messageId } from './messages.ts';
import type { Post } from './post.ts';

/** The settings of a webhook: environment variables on one machine, secrets of an environment on GitHub. */
export const WEBHOOK_URL = 'DISPOSISI_WEBHOOK_URL';
export const WEBHOOK_SECRET = 'DISPOSISI_WEBHOOK_SECRET';

export interface Webhook {
  readonly address: string;
  readonly key: Buffer;
}

const PREFIX = 'whsec_';
const KEY_BYTES = { least: 24, most: 64 };
/** Seconds by which the clocks of sender and receiver may differ. A delivery that differs more is not accepted. */
const TOLERANCE = 300;

/** Makes a new secret, which sender and receiver share. */
export const makeWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * Reads the settings of a webhook. If both are empty, there is no webhook.
 * @param mayBeHere whether the receiver may be on this machine, and then without TLS
 * @throws UsageError that names the setting that is missing or not as expected, without its value
 */
export function readWebhook(address: string, secret: string, { mayBeHere = false } = {}): Webhook | undefined {
  if (address === '' && secret === '') return undefined;
  if (address === '' || secret === '') throw missing(address === '' ? WEBHOOK_URL : WEBHOOK_SECRET);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHere = mayBeHere && url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !isHere) || url.username !== '' || url.password !== '')
    throw wrongAddress();
  return { address: url.href, key: readWebhookSecret(secret) };
}

/**
 * Decodes the key in a secret.
 * @throws UsageError, which does not quote the secret, if it is not a secret of Standard Webhooks
 */
export function readWebhookSecret(secret: string): Buffer {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  const key = Buffer.from(text, 'base64');
  const isWhole = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  if (isWhole && key.length >= KEY_BYTES.least && key.length <= KEY_BYTES.most) return key;
  throw new UsageError({
    id: `${WEBHOOK_SECRET}: diharapkan ${PREFIX} diikuti base64 dari 24 sampai 64 byte; buat dengan: npx disposisi messages --new-secret`,
    en: `${WEBHOOK_SECRET}: expected ${PREFIX} followed by base64 of 24 to 64 bytes; make one with: npx disposisi messages --new-secret`,
  });
}

const missing = (name: string): UsageError =>
  new UsageError({
    id: `${name} kosong; webhook memerlukan ${WEBHOOK_URL} dan ${WEBHOOK_SECRET}.`,
    en: `${name} is empty; a webhook needs ${WEBHOOK_URL} and ${WEBHOOK_SECRET}.`,
  });

const wrongAddress = (): UsageError =>
  new UsageError({
    id: `${WEBHOOK_URL}: diharapkan alamat https tanpa nama pengguna; di mesin ini juga http://127.0.0.1.`,
    en: `${WEBHOOK_URL}: expected an https address without a user name; on this machine also http://127.0.0.1.`,
  });

/** Makes the post of a message, with the Unix time of the attempt by the machine's clock. */
export function webhookPost({ address, key }: Webhook, message: Message, seconds: number): Post {
  const id = messageId(message);
  const body = JSON.stringify(message);
  return {
    address,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'disposisi',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature(key, id, seconds, body).toString('base64')}`,
    },
    body,
  };
}

const signature = (key: Buffer, id: string, seconds: number, body: string): Buffer =>
  createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest();

export interface Received {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: string;
  readonly body: string;
}

/**
 * Returns why a receiver must not believe a delivery now, or undefined if the delivery is from the office.
 * @param seconds Unix time by the receiver's clock
 */
export function doubtOf(key: Buffer, { id, timestamp, signatures, body }: Received, seconds: number): Text | undefined {
  if (id === '' || !/^\d{1,12}$/.test(timestamp))
    return { id: 'tajuk webhook-id atau webhook-timestamp tidak ada', en: 'no header webhook-id or webhook-timestamp' };
  const wanted = signature(key, id, Number(timestamp), body);
  const isSigned = signatures.split(' ').some((each) => {
    const given = Buffer.from(each.startsWith('v1,') ? each.slice(3) : '', 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (!isSigned) return { id: 'tanda tangan tidak cocok', en: 'the signature does not match' };
  if (Math.abs(seconds - Number(timestamp)) > TOLERANCE)
    return { id: 'lebih dari lima menit dari jam mesin ini', en: 'more than five minutes from this machine’s clock' };
  return undefined;
}
