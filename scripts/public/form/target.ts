/** The forge that the form writes to: the one on this machine, or GitHub. Its `kind` is a `Keeper`. */
export type FormTarget =
  | {
      readonly kind: 'embedded';
      /** `owner/name` on the embedded forge. */
      readonly repository: string;
    }
  | {
      readonly kind: 'github';
      /** `owner/name`. */
      readonly repository: string;
      /** The branch that requests are merged into; `main` by default. */
      readonly branch?: string;
      /** Origin of the office's sign-in service (`disposisi sign-in`): scheme, host and port, without a path. */
      readonly signIn: string;
      /** Path of the sign-in at that origin; `auth` by default. */
      readonly signInPath?: string;
      /** Root of the REST interface; by default `https://api.github.com`, else that of the office's GitHub server. */
      readonly api?: string;
    };

/** The target of the office on one machine. */
export const EMBEDDED: FormTarget = { kind: 'embedded', repository: 'kantor/disposisi' };

/** Returns the other origins that form and desk may contact: the forge's interface, and the office's sign-in. */
export function foreignOrigins(target: FormTarget): string[] {
  return target.kind === 'embedded' ? [] : [new URL(target.api ?? GITHUB_API).origin, target.signIn];
}

export const GITHUB_API = 'https://api.github.com';

/**
 * Reads the settings of the form's target.
 * @param value the parsed `site/forge.json`
 * @throws TypeError that names the setting that is missing or not as expected
 */
export function readTarget(value: unknown): FormTarget {
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const { kind, repository, branch, signIn, signInPath, api } = given;
  const wrong = (name: string, expected: string, received: unknown): TypeError =>
    new TypeError(`site/forge.json: ${name}: expected ${expected}, received ${JSON.stringify(received) ?? '-'}.`);
  if (kind !== 'embedded' && kind !== 'github') throw wrong('kind', '"embedded" or "github"', kind);
  if (typeof repository !== 'string' || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw wrong('repository', '"owner/name"', repository);
  if (kind === 'embedded') return { kind, repository };
  if (typeof signIn !== 'string' || !isOrigin(signIn))
    throw wrong('signIn', 'an origin such as "https://masuk.contoh.go.id"', signIn);
  if (api !== undefined && (typeof api !== 'string' || !URL.canParse(api))) throw wrong('api', 'an address', api);
  for (const [name, each] of Object.entries({ branch, signInPath }))
    if (each !== undefined && (typeof each !== 'string' || each === '')) throw wrong(name, 'a text', each);
  return {
    kind,
    repository,
    signIn,
    ...(typeof branch === 'string' ? { branch } : {}),
    ...(typeof signInPath === 'string' ? { signInPath } : {}),
    ...(typeof api === 'string' ? { api } : {}),
  };
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
