import type { Context } from '../model/context.ts';
import { getPull, type Pull } from '../model/pulls.ts';
import { HttpRefusal, unprocessable } from '../refusal.ts';
import type { Media } from './media.ts';

/** One REST request, read: what the handlers of `rest/` see of it, and the headers they add to the answer. */
export interface RestRequest {
  readonly context: Context;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** What the client takes, out of what the route offers. */
  readonly media: Media;
  /** The address as asked, for links to other pages. */
  readonly target: URL;
  readonly responseHeaders: Map<string, string>;
}

/** An answer that is no JSON. */
export class Raw {
  readonly content: Buffer;
  readonly type: string;

  constructor(content: Buffer, type: string) {
    this.content = content;
    this.type = type;
  }
}

/** The content in the form that was asked for. */
export const rawOf = (content: Buffer, media: Media): Raw =>
  new Raw(content, `application/vnd.github.${media}; charset=utf-8`);

/** A number in a path. @throws HttpRefusal 404 */
export function numberParam(request: RestRequest, name: string): number {
  const text = request.params[name] ?? '';
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new HttpRefusal(404, 'Not Found');
  return Number(text);
}

/** The pull request that a path names by its number. @throws HttpRefusal 404 */
export function pullOf(request: RestRequest, name = 'pull_number'): Pull {
  return getPull(request.context, numberParam(request, name));
}

export function param(request: RestRequest, name: string): string {
  return request.params[name] ?? '';
}

/** The JSON object of a request, its members read one by one, each with the type it must have. */
export class Body {
  readonly members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.members = members;
  }

  /**
   * Reads a JSON object. No content is an empty object; an array becomes the member `items`.
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

  /** @throws HttpRefusal 422 when it is missing or no string. */
  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw unprocessable(`Invalid request.\n\n"${name}" wasn't supplied.`);
    return value;
  }

  /** Missing and null are undefined. @throws HttpRefusal 422 */
  optionalString(name: string): string | undefined {
    const value = this.members[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') throw wrong(name, 'a string');
    if (value?.isWellFormed() === false) throw wrong(name, 'well-formed Unicode');
    return value;
  }

  /** Missing is false. @throws HttpRefusal 422 */
  boolean(name: string): boolean {
    const value = this.members[name] ?? false;
    if (typeof value !== 'boolean') throw wrong(name, 'a boolean');
    return value;
  }

  /** Missing is empty. @throws HttpRefusal 422 */
  strings(name: string): string[] {
    const value = this.members[name] ?? [];
    if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
      throw wrong(name, 'an array of strings');
    }
    return value;
  }

  /** Missing is empty. @throws HttpRefusal 422 */
  objects(name: string): Body[] {
    const value = this.members[name] ?? [];
    if (!Array.isArray(value) || !value.every(isObject)) throw wrong(name, 'an array of objects');
    return value.map((item) => new Body(item));
  }

  /** @throws HttpRefusal 422 */
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
