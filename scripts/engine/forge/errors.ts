import type { Text } from '#domain/problem.ts';

/**
 * The kind of failure:
 * - `unreachable`: there was no reply, or the forge asked to try later. The next run tries again.
 * - `refused`: the reply stays the same until a person changes something (rights, settings, a wrong name).
 * - `unreadable`: the reply is incomplete or not understood, so nothing may be decided from it (R31).
 */
type ForgeErrorKind = 'unreachable' | 'refused' | 'unreadable';

const NEXT: Record<ForgeErrorKind, Text> = {
  unreachable: {
    id: 'Tidak ada yang ditulis ke register; jalankan lagi nanti.',
    en: 'Nothing was written to the register; run again later.',
  },
  refused: {
    id: 'Periksa token, izin akun sistem, dan nama repositori.',
    en: "Check the token, the process account's permissions and the repository's name.",
  },
  unreadable: {
    id: 'Tidak ada yang diputuskan dari jawaban yang tidak utuh; sistem akan membacanya lagi.',
    en: 'Nothing is decided from an incomplete answer. The next run reads again.',
  },
};

/**
 * A call to the forge that failed after all retries. The error names the operation by its template and contains neither
 * body nor headers of the call, so that it never shows a token, however it is printed (security 30).
 */
export class ForgeError extends Error {
  override readonly name = 'ForgeError';
  readonly kind: ForgeErrorKind;
  /** The route template, such as `PUT /repos/{owner}/{repo}/issues/{issue_number}/labels`, or the GraphQL operation. */
  readonly operation: string;
  /** The HTTP status; 0 if there was no reply. */
  readonly status: number;
  /** GraphQL's code of the error, such as `STALE_DATA`. */
  readonly code: string | undefined;
  /** The forge's own message. */
  readonly reason: string;
  readonly next: Text;

  constructor(kind: ForgeErrorKind, operation: string, reason: string, more: { status?: number; code?: string } = {}) {
    const status = more.status ?? 0;
    super(sentence(kind, operation, status, reason));
    this.kind = kind;
    this.operation = operation;
    this.status = status;
    this.code = more.code;
    this.reason = reason;
    this.next = NEXT[kind];
  }
}

/**
 * Returns the reply of the forge; `undefined` if what was asked for does not exist. Every other refusal is an error.
 * @param absent the statuses by which the forge says so
 */
export async function ifThere<T>(call: Promise<T>, absent: readonly number[] = [404]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ForgeError && absent.includes(error.status)) return undefined;
    throw error;
  }
}

function sentence(kind: ForgeErrorKind, operation: string, status: number, reason: string): string {
  const place = status === 0 ? operation : `${operation} (${status})`;
  return `${place}: ${reason}\n${NEXT[kind].id}\n${NEXT[kind].en}`;
}

const TOKEN =
  /\b(gh[a-z]_\w{16,}|github_pat_\w{16,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)|\b(bearer|token|basic)\s+[\w.~+/=-]{8,}/gi;

/** Removes the given secrets and anything that looks like a credential from a text, and shortens it to one line. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret.length > 0) clean = clean.replaceAll(secret, '***');
  clean = clean.replace(TOKEN, '***').replace(/\s+/g, ' ').trim();
  return clean.length > 300 ? `${clean.slice(0, 299)}…` : clean;
}

/** The fields of Octokit's errors that are read. */
interface Thrown {
  readonly message?: unknown;
  readonly status?: unknown;
  readonly response?: { readonly status?: unknown; readonly headers?: Readonly<Record<string, unknown>> };
  readonly data?: { readonly errors?: readonly { readonly type?: string }[] };
}

/**
 * Turns an error of Octokit into a ForgeError, which contains nothing that the call sent.
 * @param secrets the texts that must not appear in the message
 */
export function asForgeError(thrown: unknown, operation: string, secrets: readonly string[]): ForgeError {
  if (thrown instanceof ForgeError) return thrown;
  const error: Thrown = typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown };
  const reason = redact(String(error.message ?? 'unknown error'), secrets);
  const status = typeof error.response?.status === 'number' ? error.response.status : 0;
  return new ForgeError(kindOf(error, status, reason), operation, reason, { status });
}

function kindOf(error: Thrown, status: number, reason: string): ForgeErrorKind {
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'unreachable';
  if (error.data?.errors?.some((each) => each.type === 'RATE_LIMITED')) return 'unreachable';
  const limited = error.response?.headers?.['x-ratelimit-remaining'] === '0' || /rate limit|abuse/i.test(reason);
  if (status === 403 && limited) return 'unreachable';
  return status >= 400 ? 'refused' : 'unreadable';
}

/** One error of a GraphQL reply. */
export interface GraphqlFault {
  readonly type?: string;
  readonly message?: string;
  readonly path?: readonly (string | number)[];
}

const REFUSED = new Set(['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE', 'INSUFFICIENT_SCOPES', 'STALE_DATA']);

/** Turns the errors of a GraphQL reply, which may have data as well, into a ForgeError (R31). */
export function graphqlError(
  faults: readonly GraphqlFault[],
  operation: string,
  secrets: readonly string[],
): ForgeError {
  const code = faults[0]?.type;
  const kind = code === 'RATE_LIMITED' ? 'unreachable' : code && REFUSED.has(code) ? 'refused' : 'unreadable';
  const reason = redact(faults.map((fault) => fault.message ?? 'unknown error').join('; '), secrets);
  return new ForgeError(kind, operation, reason, code ? { status: 200, code } : { status: 200 });
}
