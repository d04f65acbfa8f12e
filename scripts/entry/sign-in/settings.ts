import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';

/** What the sign-in is configured with. It keeps nothing else, and nothing of anybody who signs in. */
export interface SignInSettings {
  /** Its own origin, to which GitHub leads people back. */
  readonly address: string;
  /** The one origin whose pages are given tokens: the office's site. */
  readonly site: string;
  /** `owner/name`: the one repository that a token reaches. */
  readonly repository: string;
  /** The same by its number, by which GitHub restricts a token. */
  readonly repositoryId: number;
  /** Of the App by which people sign in, which is another one than the process's. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly github: string;
  /** Root of GitHub's REST interface, without a slash at its end. */
  readonly api: string;
}

/** Names of the settings, in the file that `sign-in` writes and in a service's environment. */
export const SETTING = {
  address: 'SIGN_IN_ADDRESS',
  site: 'SITE_ORIGIN',
  repository: 'REPOSITORY',
  repositoryId: 'REPOSITORY_ID',
  clientId: 'CLIENT_ID',
  clientSecret: 'CLIENT_SECRET',
  github: 'GITHUB_SERVER_URL',
  api: 'GITHUB_API_URL',
} as const;

const GITHUB = 'https://github.com';
const GITHUB_REST = 'https://api.github.com';

/**
 * Reads the settings.
 * @param values by name, as an environment has them
 * @throws UserError that names the setting which is missing or not as expected
 */
export function readSignIn(values: Readonly<Record<string, unknown>>): SignInSettings {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const take = (name: string, isRight: (value: string) => boolean, expected: Text, otherwise?: string): string => {
    const value = text(name) || (otherwise ?? '');
    if (isRight(value)) return value;
    // A secret is not repeated.
    const received = value === '' ? '–' : name === SETTING.clientSecret ? '…' : `"${value.slice(0, 100)}"`;
    throw new UserError({
      id: `${name}: diharapkan ${expected.id}, diterima ${received}.`,
      en: `${name}: expected ${expected.en}, received ${received}.`,
    });
  };
  const origin = {
    id: 'asal https tanpa jalur, seperti https://masuk.contoh.go.id',
    en: 'an https origin without a path, such as https://sign-in.example.org',
  };
  const site = take(SETTING.site, isOrigin, origin);
  if (isShared(site))
    throw new UserError({
      id: `${SETTING.site}: diharapkan domain milik kantor sendiri, diterima "${site}". Asal itu dipakai bersama oleh semua situs milik pemiliknya, dan formulir menyimpan token di tempat yang terbaca oleh semuanya. Pasang domain sendiri di Settings → Pages.`,
      en: `${SETTING.site}: expected a domain of the office's own, received "${site}". All sites of its owner share that origin, and the form keeps a token where each of them can read it. Set a domain of your own in Settings → Pages.`,
    });
  return {
    address: take(SETTING.address, isOrigin, origin),
    site,
    repository: take(SETTING.repository, (value) => /^[\w.-]+\/[\w.-]+$/.test(value), {
      id: 'pemilik/nama',
      en: 'owner/name',
    }),
    repositoryId: Number(
      take(SETTING.repositoryId, (value) => /^[1-9]\d{0,14}$/.test(value), {
        id: 'nomor repositori',
        en: "the repository's number",
      }),
    ),
    clientId: take(SETTING.clientId, (value) => /^[\w.]+$/.test(value), {
      id: 'Client ID App',
      en: "the App's client id",
    }),
    clientSecret: take(SETTING.clientSecret, (value) => value !== '', {
      id: 'Client secret App',
      en: "the App's client secret",
    }),
    github: take(SETTING.github, isOrigin, origin, GITHUB),
    api: take(SETTING.api, (value) => URL.canParse(value), { id: 'alamat', en: 'an address' }, GITHUB_REST).replace(
      /\/$/,
      '',
    ),
  };
}

/** Plain http is for trying it on one machine. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost');
}

/** Project sites of one owner lie below one origin. */
const isShared = (origin: string): boolean => /\.github\.io$/.test(new URL(origin).hostname);
