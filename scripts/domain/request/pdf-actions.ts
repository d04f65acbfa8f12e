/**
 * Finds what a PDF does by itself, before anybody clicks: the actions that its document, its pages and their parts name
 * under `/OpenAction` and `/AA`. The code reads only the parts of a PDF that this needs.
 * The tables of a PDF are not trusted: if several objects have one number, each of them is read.
 * @source ISO 32000-1, 7.3, 7.5.7, 12.6
 */

/** Returns a pattern that matches any of these names. A PDF may write a character as a number: `/J#61vaScript`. */
export function names(...all: readonly string[]): RegExp {
  const spelt = (character: string): string => {
    const [high = '', low = ''] = character.charCodeAt(0).toString(16);
    return `(?:${character}|#${high}[${low}${low.toUpperCase()}])`;
  };
  return new RegExp(`/(?:${all.map((name) => Array.from(name, spelt).join('')).join('|')})(?=[\\s\\0()<>[\\]{}/%]|$)`);
}

/** Returns a name without its escapes. */
export const unescapedName = (name: string): string =>
  name.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

export interface ObjectStream {
  readonly text: string;
  /** Every place where the first object may begin. Before this place are the numbers and places of all objects. */
  readonly firsts: readonly number[];
}

/** The most values that are read in one file. A file with more is treated as if it opened an address. */
const MOST = 200_000;
const DEEPEST = 50;

type Value =
  | { readonly is: 'dictionary'; readonly entries: readonly (readonly [name: string, value: Value])[] }
  | { readonly is: 'array'; readonly items: readonly Value[] }
  | { readonly is: 'reference'; readonly number: number }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'other' };

const OPENING = new RegExp(names('OpenAction', 'AA'), 'g');

/**
 * Finds out whether a PDF opens an address without a click.
 * @returns the name that opens the address; undefined if no such name can be seen
 */
export function opensAddress(text: string, streams: readonly ObjectStream[]): string | undefined {
  const reader = new Reader(text, streams);
  for (const body of [text, ...streams.map((stream) => stream.text)])
    for (const { 0: spelt, index } of body.matchAll(OPENING)) {
      const name = unescapedName(spelt);
      try {
        const value = reader.valueAt(body, index + spelt.length);
        if (name === '/AA' ? reader.anyLeads(value) : reader.leads(value)) return name;
      } catch (error) {
        if (error instanceof RangeError) return name;
        throw error;
      }
    }
  return undefined;
}

/** What may be between two tokens. */
const GAP = '(?:[\\0\\t\\n\\f\\r ]|%[^\\r\\n]*[\\r\\n])';
const GAPS = new RegExp(`${GAP}*`, 'y');
const REFERENCE = new RegExp(`0{0,20}(\\d{1,10})${GAP}+\\d{1,10}${GAP}+R(?=[\\0\\t\\n\\f\\r ()<>[\\]{}/%]|$)`, 'y');
const HEADER = new RegExp(`(?:^|\\D)0{0,20}(\\d{1,10})${GAP}+\\d{1,10}${GAP}+$`);
/** The number of characters before the word `obj` in which the object's number is searched. */
const NEAR = 128;
const WORD = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const HEX = /<[^>]*>?/y;

class Reader {
  readonly #file: string;
  readonly #streams: readonly ObjectStream[];
  #objects: Map<number, [body: string, at: number][]> | undefined;
  #at = 0;
  #left = MOST;

  constructor(file: string, streams: readonly ObjectStream[]) {
    this.#file = file;
    this.#streams = streams;
  }

  /** @throws RangeError if the file has more values than any letter, or values that are nested more deeply */
  valueAt(body: string, at: number): Value {
    this.#at = at;
    return this.#value(body, 0);
  }

  /** Checks whether this action, or one after it, opens an address. A destination is no action. */
  leads(value: Value, seen: ReadonlySet<number> = new Set()): boolean {
    return this.#resolved(value, seen).some(
      ([found, known]) =>
        found.is === 'dictionary' &&
        found.entries.some(([name, each]) => {
          if (name === 'S')
            return this.#resolved(each, known).some(([kind]) => kind.is === 'name' && kind.name === 'URI');
          return name === 'Next' && this.#each(each, known).some(([next, met]) => this.leads(next, met));
        }),
    );
  }

  /** Checks whether one of the actions in an `/AA` dictionary opens an address. */
  anyLeads(value: Value): boolean {
    return this.#resolved(value, new Set()).some(
      ([found, known]) => found.is === 'dictionary' && found.entries.some(([, each]) => this.leads(each, known)),
    );
  }

  /** Returns the items of a list; a value that is no list is returned as the only item. */
  #each(value: Value, seen: ReadonlySet<number>): (readonly [Value, ReadonlySet<number>])[] {
    return this.#resolved(value, seen).flatMap(([found, known]) =>
      found.is === 'array' ? found.items.map((item) => [item, known] as const) : [[found, known] as const],
    );
  }

  /** Returns a value itself, or everything that a reference may mean, with the numbers of the objects on the way. */
  #resolved(value: Value, seen: ReadonlySet<number>): (readonly [Value, ReadonlySet<number>])[] {
    if (value.is !== 'reference') return [[value, seen]];
    if (seen.has(value.number)) return [];
    const known = new Set(seen).add(value.number);
    const places = (this.#objects ??= this.#places()).get(value.number) ?? [];
    return places.flatMap(([body, at]) => this.#resolved(this.valueAt(body, at), known));
  }

  /** Finds where each object begins. In the file, this is after its number. For a stream, the stream's head says it. */
  #places(): Map<number, [body: string, at: number][]> {
    const found = new Map<number, [body: string, at: number][]>();
    const put = (number: number, body: string, at: number): void => {
      this.#spend();
      const places = found.get(number);
      if (places) places.push([body, at]);
      else found.set(number, [[body, at]]);
    };
    const file = this.#file;
    for (let at = file.indexOf('obj'); at >= 0; at = file.indexOf('obj', at + 3)) {
      if (!/[\0\t\n\f\r ]/.test(file[at - 1] ?? '')) continue;
      this.#spend();
      const [, number] = HEADER.exec(file.slice(Math.max(0, at - NEAR), at)) ?? [];
      if (number !== undefined) put(Number(number), file, at + 3);
    }
    for (const { text, firsts } of this.#streams)
      for (const first of firsts) {
        const head = text.slice(0, first).match(/\d+/g) ?? [];
        for (let i = 0; i + 1 < head.length; i += 2) put(Number(head[i]), text, first + Number(head[i + 1]));
      }
    return found;
  }

  #spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new RangeError('More than any letter has.');
  }

  #value(body: string, depth: number): Value {
    this.#spend();
    if (depth > DEEPEST) throw new RangeError('Deeper than any letter is.');
    this.#take(GAPS, body);
    const sign = body[this.#at];
    if (body.startsWith('<<', this.#at)) return this.#dictionary(body, depth);
    if (sign === '[') return this.#array(body, depth);
    if (sign === '(') return this.#string(body);
    if (sign === '<') return this.#other(HEX, body);
    if (sign === '/') {
      this.#at += 1;
      return { is: 'name', name: unescapedName(this.#take(WORD, body)?.[0] ?? '') };
    }
    const [, number] = this.#take(REFERENCE, body) ?? [];
    if (number !== undefined) return { is: 'reference', number: Number(number) };
    const before = this.#at;
    this.#take(WORD, body);
    // Skips a closing sign that has no opening sign.
    if (this.#at === before) this.#at += 1;
    return { is: 'other' };
  }

  #dictionary(body: string, depth: number): Value {
    this.#at += 2;
    const entries: (readonly [string, Value])[] = [];
    while (!this.#ends('>>', body)) {
      const key = this.#value(body, depth + 1);
      if (key.is === 'name') entries.push([key.name, this.#value(body, depth + 1)]);
    }
    return { is: 'dictionary', entries };
  }

  #array(body: string, depth: number): Value {
    this.#at += 1;
    const items: Value[] = [];
    while (!this.#ends(']', body)) items.push(this.#value(body, depth + 1));
    return { is: 'array', items };
  }

  #string(body: string): Value {
    let open = 0;
    do {
      const sign = body[this.#at];
      if (sign === '(') open += 1;
      else if (sign === ')') open -= 1;
      this.#at += sign === '\\' ? 2 : 1;
    } while (open > 0 && this.#at < body.length);
    return { is: 'other' };
  }

  #other(form: RegExp, body: string): Value {
    this.#take(form, body);
    return { is: 'other' };
  }

  #ends(sign: string, body: string): boolean {
    this.#take(GAPS, body);
    const isEnd = body.startsWith(sign, this.#at);
    if (isEnd) this.#at += sign.length;
    return isEnd || this.#at >= body.length;
  }

  #take(form: RegExp, body: string): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(body);
    if (!found) return undefined;
    this.#at = form.lastIndex;
    return found;
  }
}
