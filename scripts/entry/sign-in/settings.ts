import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';

/** The names of the settings in the file that `sign-in` writes, and in the environment of the service. */
export const SETTING = {
  /** The origin of the sign-in, to which GitHub sends people back. */
  address: 'SIGN_IN_ADDRESS',
  /** The origin of the office's site. Only its pages get tokens. */
  site: 'SITE_ORIGIN',
  /** The only repository that a token can access, as `owner/name`. */
  repository: 'REPOSITORY',
  /** The number of that repository, with which GitHub restricts a token. */
  repositoryId: 'REPOSITORY_ID',
  /** The client id of the App with which people sign in. It is not the App of the process. */
  clientId: 'CLIENT_ID',
  clientSecret: 'CLIENT_SECRET',
  github: 'GITHUB_SERVER_URL',
  /** The root of GitHub's REST API, without a slash at the end. */
  api: 'GITHUB_API_URL',
} as const;

/** The settings of the sign-in service. The service keeps no other data, and no data about the people who sign in. */
export type SignInSettings = Readonly<Record<Exclude<keyof typeof SETTING, 'repositoryId'>, string>> & {
  readonly repositoryId: number;
};

const GITHUB = 'https://github.com';
const GITHUB_REST = 'https://api.github.com';

/**
 * Reads the settings.
 * @param values the values by name, as in an environment
 * @throws UserError with the name of a setting that is missing or not as expected
 */
export function readSignIn(values: Readonly<Record<string, unknown>>): SignInSettings {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const take = (name: string, isRight: (value: string) => boolean, expected: Text, otherwise?: string): string => {
    const value = text(name) || (otherwise ?? '');
    if (isRight(value)) return value;
    // A message must not repeat a secret.
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
      id: `${SETTING.site}: diharapkan domain milik kantor sendiri, diterima "${site}". Semua situs milik pemilik itu memakai asal yang sama, sehingga semuanya dapat membaca token yang disimpan formulir. Pasang domain sendiri di Settings → Pages.`,
      en: `${SETTING.site}: expected a domain of the office's own, received "${site}". All sites of its owner share that origin, so each of them can read the token that the form keeps. Set your own domain in Settings → Pages.`,
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

/** Checks whether a text is an origin. Only loopback may use plain http, to try the sign-in on one machine. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost');
}

/** Checks whether several sites share an origin. On github.io, all project sites of an owner share one. */
const isShared = (origin: string): boolean => /\.github\.io$/.test(new URL(origin).hostname);
