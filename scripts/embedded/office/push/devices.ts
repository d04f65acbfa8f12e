import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createECDH } from 'node:crypto';
import { join } from 'node:path';
import type { Language, Text } from '#domain/problem.ts';
import type { UserError } from '#domain/user-error.ts';
import { jsonIn, keepFile, refusedFile, refuseNewer } from '#engine/kept-files.ts';

/** A browser in which an account asked for notifications. Its address is secret, because it is enough for sending. */
export interface Device {
  readonly account: number;
  readonly endpoint: string;
  /** The public key with which messages are encrypted for this browser alone (RFC 8291), in base64url. */
  readonly p256dh: string;
  /** The secret that this encryption also needs, in base64url. */
  readonly auth: string;
  readonly language: Language;
}

/** The keys by which push services know the office (VAPID, RFC 8292), in base64url. */
interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

interface Kept {
  readonly version: 1;
  readonly keys: PushKeys;
  readonly devices: readonly Device[];
}

const DEVICES_FILE = 'push.json';
const VERSION = 1;
/** The most devices of one account. A further device replaces the oldest. */
const MOST = 5;

/** The devices of an office on one machine, in a file that only its owner may read. */
export class Devices {
  readonly #path: string;
  #kept: Kept | undefined;

  /** @throws UserError if the file is damaged, or was written by a newer version */
  constructor(folder: string) {
    this.#path = join(folder, DEVICES_FILE);
    this.#kept = readKept(this.#path);
  }

  /** The office's keys, which are made at the first use. */
  get keys(): PushKeys {
    return this.#whole().keys;
  }

  get areNone(): boolean {
    return (this.#kept?.devices ?? []).length === 0;
  }

  /** Lists the devices of an account, the oldest first. */
  of(account: number): readonly Device[] {
    return (this.#kept?.devices ?? []).filter((device) => device.account === account);
  }

  /** Stores a device. A browser belongs to one person, so only the account that asked last is notified there. */
  keep(device: Device): void {
    const others = (this.#kept?.devices ?? []).filter(({ endpoint }) => endpoint !== device.endpoint);
    const surplus = new Set(others.filter(({ account }) => account === device.account).slice(0, -(MOST - 1)));
    this.#write([...others.filter((each) => !surplus.has(each)), device]);
  }

  /** Forgets the devices for which `isGone` returns true. If there are none, nothing is written. */
  forget(isGone: (device: Device) => boolean): void {
    const devices = this.#kept?.devices ?? [];
    const left = devices.filter((device) => !isGone(device));
    if (left.length < devices.length) this.#write(left);
  }

  /** Forgets every device and the office's keys, for example after somebody else got a copy of them. */
  forgetAll(): void {
    this.#kept = undefined;
    rmSync(this.#path, { force: true });
  }

  #whole(): Kept {
    if (!this.#kept) this.#write([]);
    return this.#kept ?? { version: VERSION, keys: makeKeys(), devices: [] };
  }

  #write(devices: readonly Device[]): void {
    this.#kept = { version: VERSION, keys: this.#kept?.keys ?? makeKeys(), devices };
    keepFile(this.#path, `${JSON.stringify(this.#kept, null, 2)}\n`);
  }
}

function makeKeys(): PushKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // A private key that begins with zeros would be shorter than the 32 bytes that are required.
  const privateKey = pair.getPrivateKey('hex').padStart(64, '0');
  return { publicKey, privateKey: Buffer.from(privateKey, 'hex').toString('base64url') };
}

function readKept(path: string): Kept | undefined {
  if (!existsSync(path)) return undefined;
  const kept = jsonIn(readFileSync(path, 'utf8')) as Partial<Kept> | undefined;
  refuseNewer(path, kept?.version, VERSION);
  if (!kept?.keys?.privateKey || !kept.keys.publicKey || !Array.isArray(kept.devices)) throw damaged(path);
  return kept as Kept;
}

/** Makes the error for a damaged file. It quotes nothing of the file, because the file contains a key. */
function damaged(file: string): UserError {
  const message: Text = {
    id: 'Isi file ini tidak seperti yang ditulis kantor',
    en: 'The content of this file is not what an office writes',
  };
  const fix: Text = {
    id: 'Pindahkan, lalu jalankan: npm start. Orang meminta pemberitahuan di perangkatnya sekali lagi',
    en: 'Move it away, then run: npm start. People then turn on notifications on their devices again',
  };
  return refusedFile({ file, code: 'push-file', message, fix });
}
