import { HttpRefusal, unprocessable } from '../refusal.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** An item of a list, and its place. The order of two places does not change when other items are added or removed. */
export interface PlacedNode<Item> {
  readonly place: string;
  readonly item: Item;
}

/**
 * Makes a connection as GitHub does: a list that is read by pages. To list nodes, `first` or `last` must be given, at
 * most 100. A cursor names the place of an item.
 * @param name the name of the connection in errors
 * @param node makes the node of one item; only the nodes of the page are made
 * @returns the connection, whose fields throw HttpRefusal 422 for a missing or too large size, or an unknown cursor
 */
export function connection<Item>(
  name: string,
  all: readonly PlacedNode<Item>[],
  page: PageArguments,
  node: (item: Item) => unknown,
) {
  const shown = () => {
    const { start, end } = bounds(name, all, page);
    return all.slice(start, end);
  };
  return {
    totalCount: all.length,
    nodes: () => shown().map(({ item }) => node(item)),
    edges: () => shown().map(({ item, place }) => ({ cursor: cursorOf(place), node: node(item) })),
    pageInfo: () => {
      const { start, end } = bounds(name, all, page);
      const [first, last] = [all[start], all[end - 1]];
      return {
        hasNextPage: end < all.length,
        hasPreviousPage: start > 0,
        startCursor: first === undefined || start === end ? null : cursorOf(first.place),
        endCursor: last === undefined || start === end ? null : cursorOf(last.place),
      };
    },
  };
}

/** Makes an empty connection, for items that this forge does not have. */
export const nothing = (name: string) => (page: PageArguments) => connection(name, [], page, () => null);

function bounds(
  name: string,
  all: readonly PlacedNode<unknown>[],
  page: PageArguments,
): { start: number; end: number } {
  const { first, last } = page;
  if (typeof first !== 'number' && typeof last !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new HttpRefusal(422, message, { kind: 'MISSING_PAGINATION_BOUNDARIES' });
  }
  for (const size of [first, last]) {
    if (typeof size !== 'number' || (size >= 0 && size <= 100)) continue;
    const message = `Requesting ${size} records on the \`${name}\` connection exceeds the limit of 100 records.`;
    throw new HttpRefusal(422, message, { kind: 'EXCESSIVE_PAGINATION' });
  }
  const from = typeof page.after === 'string' ? indexOf(name, all, page.after) + 1 : 0;
  const until = typeof page.before === 'string' ? indexOf(name, all, page.before) : all.length;
  const end = typeof first === 'number' ? Math.min(until, from + first) : until;
  return { start: typeof last === 'number' ? Math.max(from, end - last) : from, end };
}

/** Gives each item its id as its place. */
export function byId<Item extends { readonly id: number }>(items: readonly Item[]): PlacedNode<Item>[] {
  return items.map((item) => ({ place: String(item.id), item }));
}

/** Gives each item of a list its index as its place. Such a list must never change. */
export function byIndex<Item>(items: readonly Item[]): PlacedNode<Item>[] {
  return items.map((item, index) => ({ place: String(index), item }));
}

function cursorOf(place: string): string {
  return Buffer.from(`cursor:${place}`).toString('base64');
}

function indexOf(name: string, all: readonly PlacedNode<unknown>[], cursor: string): number {
  const index = all.findIndex(({ place }) => cursorOf(place) === cursor);
  if (index < 0)
    throw unprocessable(
      `\`${cursor.slice(0, 60)}\` does not appear to be a valid cursor of the \`${name}\` connection.`,
    );
  return index;
}
