import type { Context } from '../model/context.ts';
import { getPull, type Pull } from '../model/pulls.ts';
import { HttpRefusal, unprocessable } from '../refusal.ts';

/** One REST call as the handlers get it, and the headers that they add to the reply. */
export interface RestRequest {
  readonly context: Context;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** The form of the reply: the first one that the client accepts and the route offers. */
  readonly media: Media;
  /** The address of the call, for links to other pages of a list. */
  readonly target: URL;
  readonly responseHeaders: Map<string, string>;
}

/** A reply that is not JSON. */
export class Raw {
  readonly content: Buffer;
  readonly type: string;

  constructor(content: Buffer, type: string) {
    this.content = content;
    this.type = type;
  }
}

/** Makes a reply of one of GitHub's media types. */
export const rawOf = (content: Buffer, media: Media): Raw =>
  new Raw(content, `application/vnd.github.${media}; charset=utf-8`);

/**
 * Reads a number from the path of a call.
 * @throws HttpRefusal 404
 */
export function numberParam(request: RestRequest, name: string): number {
  const text = request.params[name] ?? '';
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new HttpRefusal(404, 'Not Found');
  return Number(text);
}

/**
 * Finds the pull request whose number is in the path of a call.
 * @throws HttpRefusal 404
 */
export function pullOf(request: RestRequest, name = 'pull_number'): Pull {
  return getPull(request.context, numberParam(request, name));
}

export function param(request: RestRequest, name: string): string {
  return request.params[name] ?? '';
}

/** The JSON object in the body of a call. Each method reads a member and checks its type. */
export class Body {
  readonly members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.members = members;
  }

  /**
   * Reads a JSON object. Empty content is read as an empty object. An array becomes the member `items`.
   * @throws HttpRefusal 400 for anything else
   */
  static parse(content: Buffer): Body {
    if (content.length === 0) return new Body({});
    let value: unknown;
    try {
      value = JSON.parse(content.toString('utf8'));
    } catch {
      throw new HttpRefusal(400, 'Problems parsing JSON');
    }
    if (Array.isArray(value)) return new Body({ items: value });
    if (!isObject(value)) throw new HttpRefusal(400, 'Body should be a JSON object');
    return new Body(value);
  }

  has(name: string): boolean {
    return this.members[name] !== undefined;
  }

  isNull(name: string): boolean {
    return this.members[name] === null;
  }

  /**
   * Reads a string that must be there.
   * @throws HttpRefusal 422 if it is missing or no string
   */
  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw unprocessable(`Invalid request.\n\n"${name}" wasn't supplied.`);
    return value;
  }

  /**
   * Reads a string; undefined if it is missing or null.
   * @throws HttpRefusal 422
   */
  optionalString(name: string): string | undefined {
    const value = this.members[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') throw wrong(name, 'a string');
    if (value?.isWellFormed() === false) throw wrong(name, 'well-formed Unicode');
    return value;
  }

  /**
   * Reads a boolean; false if it is missing.
   * @throws HttpRefusal 422
   */
  boolean(name: string): boolean {
    const value = this.members[name] ?? false;
    if (typeof value !== 'boolean') throw wrong(name, 'a boolean');
    return value;
  }

  /**
   * Reads an array of strings; empty if it is missing.
   * @throws HttpRefusal 422
   */
  strings(name: string): string[] {
    const value = this.members[name] ?? [];
    if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
      throw wrong(name, 'an array of strings');
    }
    return value;
  }

  /**
   * Reads an array of objects; empty if it is missing.
   * @throws HttpRefusal 422
   */
  objects(name: string): Body[] {
    const value = this.members[name] ?? [];
    if (!Array.isArray(value) || !value.every(isObject)) throw wrong(name, 'an array of objects');
    return value.map((item) => new Body(item));
  }

  /**
   * Reads an object; undefined if it is missing or null.
   * @throws HttpRefusal 422
   */
  object(name: string): Body | undefined {
    const value = this.members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (!isObject(value)) throw wrong(name, 'an object');
    return new Body(value);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(name: string, expected: string): HttpRefusal {
  return unprocessable(`Invalid request.\n\nFor '${name}', expected ${expected}.`);
}

/** The form of a reply: JSON, or one of GitHub's other media types if the operation offers it. */
export type Media = 'json' | 'raw' | 'diff' | 'patch' | 'sha';

/**
 * Chooses the form of a reply: the first in the `Accept` header that the operation offers.
 * @param accept the `Accept` header; if it is empty, the reply is JSON
 * @param offered the forms that the operation offers besides JSON
 * @throws HttpRefusal 415, in GitHub's words, if the operation offers none of them. A reply in another form would be
 * misread.
 */
export function mediaOf(accept: string, offered: readonly Media[]): Media {
  if (accept.trim() === '') return 'json';
  for (const range of accept.toLowerCase().split(',')) {
    const media = mediaIn(range.split(';', 1)[0]?.trim() ?? '', offered);
    if (media !== undefined) return media;
  }
  throw new HttpRefusal(415, `Unsupported 'Accept' header: '${accept.slice(0, 100)}'. Must accept 'application/json'.`);
}

/** GitHub's media types: `application/vnd.github`, a version, a parameter and `+json` (see its page "Media types"). */
const GITHUB = /^application\/vnd\.github(?:\.v\d)?(?:\.([a-z][\w-]*))?(\+json)?$/;

function mediaIn(type: string, offered: readonly Media[]): Media | undefined {
  if (type === '*/*' || type === 'application/*' || type === 'application/json') return 'json';
  const match = GITHUB.exec(type);
  if (match === null) return undefined;
  const [, parameter, json] = match;
  if (parameter === undefined) return 'json';
  const found = offered.find((media) => media === parameter);
  if (found !== undefined) return found;
  // `raw` with `+json` asks for texts as Markdown, which is also the default. Names of previews change no reply here.
  return json !== undefined && (parameter === 'raw' || parameter.endsWith('-preview')) ? 'json' : undefined;
}

/** Reads the number and the size of the page that a call asks for; the size is 30 by default and 100 at most. */
export function pageOf(request: RestRequest): { page: number; size: number } {
  return { page: positive(request.query.get('page'), 1), size: sizeOf(request) };
}

export function sizeOf(request: RestRequest): number {
  return Math.min(positive(request.query.get('per_page'), 30), 100);
}

/** Returns the items of the page that a call asks for, and sets GitHub's `Link` header if there are other pages. */
export function paginate<Item>(request: RestRequest, items: readonly Item[]): Item[] {
  const { page, size } = pageOf(request);
  linkPages(request, page, Math.max(1, Math.ceil(items.length / size)));
  return items.slice((page - 1) * size, page * size);
}

export function linkPages(request: RestRequest, page: number, last: number): void {
  const links: string[] = [];
  const link = (to: number, rel: string) => links.push(`<${withQuery(request, 'page', String(to))}>; rel="${rel}"`);
  if (page > 1) link(page - 1, 'prev');
  if (page < last) {
    link(page + 1, 'next');
    link(last, 'last');
  }
  if (page > 1) link(1, 'first');
  if (links.length > 0) request.responseHeaders.set('link', links.join(', '));
}

export function withQuery(request: RestRequest, name: string, value: string): string {
  const url = new URL(request.target);
  url.searchParams.set(name, value);
  return url.href;
}

function positive(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}
