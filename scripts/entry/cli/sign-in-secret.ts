import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { type Io, remark, printText } from '#entry/command.ts';
import { MARK_PATH, secretMark } from '#entry/sign-in/service.ts';
import { SETTING } from '#entry/sign-in/settings.ts';
import { keepFile } from '#engine/kept-files.ts';

/** The file with the settings of the sign-in service, and the secret of its App. */
export const SETTINGS_FILE = join('.disposisi', 'sign-in.env');
/** Milliseconds between two looks at the service. */
const LOOK_EVERY = 2_000;
/** Milliseconds after which the service or GitHub does not answer. */
const LONGEST_CALL = 10_000;
/** A token of nobody. GitHub says of it only whether the secret of the App is right. */
const NOBODYS_TOKEN = `ghu_${'0'.repeat(36)}`;

/**
 * Replaces the secret of the App for sign-in. GitHub makes a secret only on the App's page, so the person gives it. It
 * is kept only if GitHub accepts it, and the replacement is complete only once the service uses it, which the service
 * itself says.
 * @param place the address of the service, as main states it
 * @param wait the seconds to wait until the service uses the new secret
 * @returns whether the service uses the new secret
 * @throws UserError if there is no service, or GitHub does not accept the secret; then nothing is changed
 */
export async function replaceSignInSecret(
  place: { readonly address: string | undefined; readonly wait: number },
  io: Io,
): Promise<boolean> {
  const path = resolve(io.cwd, SETTINGS_FILE);
  const text = await readFile(path, 'utf8').catch(() => '');
  const known = parseEnv(text);
  const address = known[SETTING.address] ?? place.address;
  if (address === undefined) throw new UserError(NO_SERVICE);
  const now = await askService(address);
  const clientId = known[SETTING.clientId] ?? now?.clientId;
  if (clientId === undefined) throw new UserError(NO_ANSWER(address));
  printText(io, ASK);
  const clientSecret = await readSecret(io);
  await refuseUnknown(clientId, clientSecret, io);
  const mark = await secretMark({ clientId, clientSecret });
  if (now?.mark !== mark) {
    await mkdir(dirname(path), { recursive: true });
    keepFile(path, withSecret(text, clientSecret));
    printText(io, BRING(path));
  }
  if (!(await isUsed(address, mark, place.wait))) {
    remark(io, NOT_USED(address));
    return false;
  }
  printText(io, USED(address));
  return true;
}

/** Returns the settings with another secret, or a file with the secret alone, which a provider takes too. */
function withSecret(text: string, secret: string): string {
  const line = `${SETTING.clientSecret}=${secret}\n`;
  const others = text.split('\n').filter((each) => each !== '' && !each.startsWith(`${SETTING.clientSecret}=`));
  return `${others.map((each) => `${each}\n`).join('')}${line}`;
}

/** Reads a line. On a terminal the secret is not shown. */
async function readSecret({ input = process.stdin }: Io): Promise<string> {
  const isTerminal = 'isTTY' in input && input.isTTY === true;
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, ...(isTerminal ? { output: hidden, terminal: true } : {}) });
  try {
    const { value } = (await reader[Symbol.asyncIterator]().next()) as { readonly value?: string };
    const secret = (value ?? '').trim();
    if (/^\w{20,100}$/.test(secret)) return secret;
    throw new UserError(NO_SECRET);
  } finally {
    reader.close();
  }
}

/** @throws UserError if GitHub does not accept the secret, or cannot be reached */
async function refuseUnknown(clientId: string, secret: string, { env }: Io): Promise<void> {
  const api = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const answer = await fetch(`${api}/applications/${clientId}/token`, {
    method: 'POST',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
      'user-agent': 'disposisi',
    },
    body: JSON.stringify({ access_token: NOBODYS_TOKEN }),
    signal: AbortSignal.timeout(LONGEST_CALL),
  }).catch(() => undefined);
  if (answer === undefined) throw new UserError(NO_GITHUB);
  // GitHub does not know the token (404, 422), but it does know App and secret.
  if (![404, 422].includes(answer.status)) throw new UserError(REFUSED(answer.status));
}

interface Mark {
  readonly clientId?: string;
  readonly mark?: string;
}

/** Asks the service which secret it has. Returns `undefined` if it does not answer, as before version 0.4. */
async function askService(address: string): Promise<Mark | undefined> {
  try {
    const answer = await fetch(`${address}${MARK_PATH}`, { signal: AbortSignal.timeout(LONGEST_CALL) });
    return answer.ok ? ((await answer.json()) as Mark) : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until the service uses the secret of a mark. */
async function isUsed(address: string, mark: string, wait: number): Promise<boolean> {
  const end = Date.now() + wait * 1_000;
  for (;;) {
    if ((await askService(address))?.mark === mark) return true;
    if (Date.now() >= end) return false;
    await sleep(LOOK_EVERY);
  }
}

const NO_SERVICE: Text = {
  id: `Kantor ini belum mempunyai layanan masuk: site/forge.json di main tidak menyebutnya, dan ${SETTINGS_FILE} tidak ada.`,
  en: `This office has no sign-in service yet: site/forge.json on main names none, and there is no ${SETTINGS_FILE}.`,
};
const NO_ANSWER = (address: string): Text => ({
  id: `${address} tidak menjawab, dan ${SETTINGS_FILE} tidak ada; jadi App-nya tidak diketahui. Jalankan layanan itu, atau jalankan perintah ini di folder dengan file tersebut.`,
  en: `${address} does not answer, and there is no ${SETTINGS_FILE}; so the App is not known. Start the service, or run this command in the folder with that file.`,
});
const ASK: Text = {
  id: 'Di halaman setelan App untuk masuk: Generate a new client secret. Tempel rahasia itu di sini (tidak ditampilkan), lalu Enter:',
  en: 'On the settings page of the App for signing in: Generate a new client secret. Paste it here (it is not shown), then Enter:',
};
const NO_SECRET: Text = {
  id: 'Itu bukan rahasia App: diharapkan satu baris huruf dan angka. Tidak ada yang diubah.',
  en: 'That is no secret of an App: expected one line of letters and digits. Nothing was changed.',
};
const NO_GITHUB: Text = {
  id: 'GitHub tidak dapat dihubungi, jadi rahasia itu belum diperiksa. Tidak ada yang diubah; coba lagi.',
  en: 'GitHub cannot be reached, so the secret was not checked. Nothing was changed; try again.',
};
const REFUSED = (status: number): Text => ({
  id: `GitHub tidak menerima rahasia itu untuk App ini (${status}). Tidak ada yang diubah; salin rahasianya sekali lagi.`,
  en: `GitHub does not accept this secret for this App (${status}). Nothing was changed; copy the secret once more.`,
});
const BRING = (path: string): Text => ({
  id: `✓ GitHub menerima rahasia baru; tersimpan di ${path}. Sekarang jalankan ulang layanan masuk dengan file itu. Di Cloudflare: npx wrangler secret bulk ${SETTINGS_FILE} --name sign-in, lalu hapus file itu. Perintah ini menunggu.`,
  en: `✓ GitHub accepts the new secret; it is kept in ${path}. Now start the sign-in service again with this file. At Cloudflare: npx wrangler secret bulk ${SETTINGS_FILE} --name sign-in, then delete the file. This command waits.`,
});
const NOT_USED = (address: string): Text => ({
  id: `! ${address} belum memakai rahasia baru. Rahasia lama masih berlaku; jangan hapus dahulu. Jalankan ulang layanan itu, lalu perintah ini dengan rahasia yang sama.`,
  en: `! ${address} does not use the new secret yet. The old one is still valid; do not delete it yet. Start the service again, then run this command with the same secret.`,
});
const USED = (address: string): Text => ({
  id: `✓ ${address} memakai rahasia baru. Terakhir, di halaman setelan App: hapus rahasia lama, lalu tekan "Revoke all user tokens". Sejak itu semua orang harus masuk lagi; tanpa tombol itu, yang sudah masuk tetap masuk paling lama 8 jam.`,
  en: `✓ ${address} uses the new secret. Last, on the settings page of the App: delete the old secret, then press “Revoke all user tokens”. From then on everybody must sign in again; without that button, a person who is signed in stays so for at most 8 hours.`,
});
