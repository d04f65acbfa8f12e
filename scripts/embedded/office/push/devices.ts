import { readFileSync, rmSync } from 'node:fs';
import { createECDH } from 'node:crypto';
import { join } from 'node:path';
import type { Language, Text } from '#domain/problem.ts';
import type { UserError } from '#domain/user-error.ts';
import { jsonIn, keepFile, refusedFile, refuseNewer } from '#engine/kept-files.ts';

/** A browser in which an account asked for notifications. Anybody who knows its address can send to it, so it is shown to nobody. */
export interface Device {
  readonly account: number;
  readonly endpoint: string;
  /** By which what is sent is sealed for this browser alone (RFC 8291), base64url. */
  readonly p256dh: string;
  readonly auth: string;
  readonly language: Language;
}

/** By which push services know the office (VAPID, RFC 8292), base64url. */
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
/** Of one account; a further one takes the place of the oldest. */
const MOST = 5;

/** The devices of an office on one machine, in a file that only its owner may read. */
export class Devices {
  readonly #path: string;
  #kept: Kept | undefined;

  /** @throws UserError where the file is damaged, or a newer version's */
  constructor(folder: string) {
    this.#path = join(folder, DEVICES_FILE);
    this.#kept = readKept(this.#path);
  }

  /** The office's keys; made when they are first asked for. */
  get keys(): PushKeys {
    return this.#whole().keys;
  }

  get areNone(): boolean {
    return (this.#kept?.devices ?? []).length === 0;
  }

  /** Those of an account, the oldest first. */
  of(account: number): readonly Device[] {
    return (this.#kept?.devices ?? []).filter((device) => device.account === account);
  }

  /** A browser is one person's: the account that asked last in it is notified there. */
  keep(device: Device): void {
    const others = (this.#kept?.devices ?? []).filter(({ endpoint }) => endpoint !== device.endpoint);
    const surplus = new Set(others.filter(({ account }) => account === device.account).slice(0, -(MOST - 1)));
    this.#write([...others.filter((each) => !surplus.has(each)), device]);
  }

  /** Forgets the devices that are so; nothing is written where there are none. */
  forget(isGone: (device: Device) => boolean): void {
    const devices = this.#kept?.devices ?? [];
    const left = devices.filter((device) => !isGone(device));
    if (left.length < devices.length) this.#write(left);
  }

  /** Forgets every device and the office's keys, as after a copy of them came into other hands. */
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
  // A private key that begins with zeros is shorter than the 32 bytes that are asked for.
  const privateKey = pair.getPrivateKey('hex').padStart(64, '0');
  return { publicKey, privateKey: Buffer.from(privateKey, 'hex').toString('base64url') };
}

function readKept(path: string): Kept | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const kept = jsonIn(text) as Partial<Kept> | undefined;
  refuseNewer(path, kept?.version, VERSION);
  if (!kept?.keys?.privateKey || !kept.keys.publicKey || !Array.isArray(kept.devices)) throw damaged(path);
  return kept as Kept;
}

/** Errors quote nothing of the file, since it holds a key. */
function damaged(file: string): UserError {
  const message: Text = {
    id: 'Isinya bukan sebagaimana yang ditulis kantor',
    en: 'This is not as an office writes it',
  };
  const fix: Text = {
    id: 'Pindahkan, lalu jalankan: npm start. Orang meminta pemberitahuan di perangkatnya sekali lagi',
    en: 'Move it away, then run: npm start. People then turn on notifications on their devices again',
  };
  return refusedFile({ file, code: 'push-file', message, fix });
}
