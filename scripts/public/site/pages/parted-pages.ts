import type { Catalogue } from '../memory/catalogue.ts';
import { END, FIRST_KEY, KEY_DIGITS, type ListKeys, type ListPart, Parts } from '../memory/parts.ts';
import type { PageProps, PlannedPage } from './page-props.ts';

/** Addresses that must be removed, since they have nothing to show now. */
export interface Gone {
  readonly url: string;
  /** If given, all addresses from `url` on and before this one are removed. */
  readonly until?: string;
  readonly props?: undefined;
}

/** A list that is shown on several pages. */
export interface PartedList<Props extends PageProps> {
  /** The address of the first page. The others are below it. */
  readonly url: string;
  readonly keys: ListKeys;
  /** The largest number of lines on a page. */
  readonly most: number;
  /**
   * Returns the data of the page of a part.
   * @param url the address of the page
   * @param near the addresses of the pages before and after it
   */
  readonly props: (part: ListPart, url: string, near: NearPages) => Props;
  /** The data of the first page if the list is empty. Without them, an empty list has no page. */
  readonly empty?: Props;
}

/** Checks whether an address is that of a page of a list after its first page. */
export const isLaterPart = (url: string): boolean => LATER_PART.test(url);
const LATER_PART = new RegExp(`/[0-9a-f]{${KEY_DIGITS}}/$`);

/** The addresses of the pages of a list before and after a page, if there are such pages. */
export interface NearPages {
  readonly earlier?: string;
  readonly later?: string;
}

/**
 * Plans the pages of a list. A page is made again only if its own part may differ, or a part next to it (R38).
 * @param touched keys that lines of the list have or had; without it, or if the list has no page yet, all are made
 */
export function* partedPages<Props extends PageProps>(
  list: PartedList<Props>,
  catalogue: Pick<Catalogue, 'hasPage' | 'pagesAround'>,
  touched?: Iterable<string>,
): Generator<PlannedPage | Gone> {
  const { url, keys, most } = list;
  const parts = new Parts(keys, most);
  const addressOf = (part: ListPart): string => (parts.before(part) ? `${url}${part.from}/` : url);
  const near = (part: ListPart): NearPages => {
    const [before, after] = [parts.before(part), parts.after(part)];
    return {
      ...(before ? { earlier: addressOf(before) } : {}),
      ...(after ? { later: addressOf(after) } : {}),
    };
  };
  const first = parts.within({ from: FIRST_KEY, to: END }).next();
  if (first.done) yield list.empty ? { url, props: list.empty } : { url };
  const changed = new Map<string, ListPart>();
  const some = touched && catalogue.hasPage(url) ? rangesOf(list, catalogue, parts, touched) : undefined;
  for (const range of some ?? [{ from: FIRST_KEY, to: END }]) {
    const own = [...parts.within(range)];
    const kept = own.flatMap((part) => (parts.before(part) ? [addressOf(part)] : []));
    yield* unlisted(`${url}${range.from}/`, `${url}${range.to}`, kept);
    const around = [parts.before(own[0] ?? range), ...own, parts.after(own.at(-1) ?? range)];
    for (const part of around) if (part) changed.set(part.from, part);
  }
  for (const part of changed.values()) {
    const address = addressOf(part);
    if (address === url) yield { url: `${url}${part.from}/` };
    yield { url: address, props: list.props(part, address, near(part)) };
  }
}

/**
 * Returns the ranges in which parts may have changed: for each key, the part that it is in now, and the part that its
 * page showed before. Only the pages' addresses say what the parts were before.
 */
function* rangesOf(
  { url }: Pick<PartedList<PageProps>, 'url'>,
  catalogue: Pick<Catalogue, 'pagesAround'>,
  parts: Parts,
  touched: Iterable<string>,
): Generator<ListPart> {
  const keyIn = (address: string): string => address.slice(url.length, url.length + KEY_DIGITS);
  for (const key of touched) {
    const now = parts.at(key);
    const { before, after } = catalogue.pagesAround(url, `${url}${key}/`);
    const [from, to] = [before ? keyIn(before) : FIRST_KEY, after ? keyIn(after) : END];
    yield { from: from < now.from ? from : now.from, to: to > now.to ? to : now.to };
  }
}

/** Yields the gaps between addresses that stay, in order. */
function* unlisted(from: string, until: string, kept: readonly string[]): Generator<Gone> {
  let url = from;
  for (const each of kept) {
    yield { url, until: each };
    url = `${each} `;
  }
  yield { url, until };
}
