import canonicalize from 'canonicalize';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { projectCase } from '#public/export/project-case.ts';
import { given } from '#domain/request/given.ts';
import type { PublishedLine } from './chain.ts';
import type { Claim } from './published.ts';

/** What a case's data say beyond its chain: how much time the office's calendar counts, which is not published. */
const BY_CALENDAR: ReadonlySet<string> = new Set(['allowed', 'allowedDays', 'used', 'usedDays']);

/**
 * Holds the case's data to what its chain says (R11, R35): computes them anew of the chain's public parts, and compares.
 * @param procedure the revision that the case is pinned to, as it is published; undefined: there is none
 */
export function checkCaseData(
  data: unknown,
  lines: readonly PublishedLine[],
  procedure: Procedure | undefined,
  id: string,
): Claim {
  const stated = data as Partial<PublicCase>;
  if (!procedure) return { thing: 'data', mark: 'broken', says: 'data-no-procedure' };
  const shown = lines.map(({ id: entry, leaf, public: { part } }) => ({ id: entry, part, ...given({ leaf }) }));
  const hidden = shown.filter(({ part }) => !part).length;
  const differs = hidden > 0 ? partlyDiffering(stated, lines, id) : wholly(stated, projected(shown, procedure), id);
  if (differs !== undefined)
    return { thing: 'data', mark: 'broken', says: 'data-differs', values: { path: differs || '/' } };
  return { thing: 'data', mark: 'proved', says: hidden > 0 ? 'data-holds-shown' : 'data-holds', values: { h: hidden } };
}

/** Where data differ from what they must be; undefined: nowhere. */
function wholly(stated: Partial<PublicCase>, computed: PublicCase | undefined, id: string): string | undefined {
  if (stated.id !== id) return '/id';
  return computed ? firstDifference(stated, computed, '') : '/visits';
}

function projected(lines: Parameters<typeof projectCase>[0], procedure: Procedure): PublicCase | undefined {
  try {
    return projectCase(lines, { procedure });
  } catch {
    // Whatever the chain's parts lack that the projection needs, the data do not follow from it.
    return undefined;
  }
}

/**
 * Of a case that was restricted later some entries are not shown. What is shown must stand in the data as it says: restricted,
 * and a visit for each turn. @returns where it does not
 */
function partlyDiffering(stated: Partial<PublicCase>, lines: readonly PublishedLine[], id: string): string | undefined {
  const { visits = [], status, narrowed, register, updated = '' } = stated;
  if (stated.id !== id) return '/id';
  if (narrowed !== true) return '/narrowed';
  // A restricted case shows nothing else, no matter what its data say.
  const unknownKey = Object.keys(stated).find((key) => !RESTRICTED_KEYS.has(key));
  if (unknownKey !== undefined) return `/${unknownKey}`;
  if (register?.entries !== lines.length || register.tip !== lines.at(-1)?.id) return '/register';
  const parts = lines.flatMap(({ public: { part } }) => part ?? []);
  const ended = parts.some((part) => 'ended' in part || 'end' in part);
  const lastIsShown = lines.at(-1)?.public.part !== undefined;
  if (lastIsShown && status !== (ended ? 'ended' : 'running')) return '/status';
  if (parts.some(({ at }) => at > updated)) return '/updated';
  for (const { next, at } of parts) {
    if (!next) continue;
    const visit = visits.find((each) => each.row === next.row && each.visit === next.visit && each.opened === at);
    const due = next.deadline?.due;
    if (!visit || visit.begins !== next.begins || visit.due !== due) return `/visits/${next.row}`;
  }
  return undefined;
}

const RESTRICTED_KEYS: ReadonlySet<string> = new Set([
  ...['id', 'number', 'procedure', 'submitted', 'updated', 'rows', 'register', 'narrowed', 'status', 'visits'],
]);

/** The JSON pointer of the first place in which two values differ; undefined: nowhere. */
function firstDifference(stated: unknown, computed: unknown, path: string): string | undefined {
  if (!isBranch(stated) || !isBranch(computed) || Array.isArray(stated) !== Array.isArray(computed))
    return textOfJson(stated) === textOfJson(computed) ? undefined : path;
  const [left, right] = [new Map(Object.entries(stated)), new Map(Object.entries(computed))];
  for (const key of new Set([...right.keys(), ...left.keys()])) {
    if (!Array.isArray(stated) && isLeftOut(path, key)) continue;
    const found = firstDifference(left.get(key), right.get(key), `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

const textOfJson = (value: unknown): string | undefined => (value === undefined ? undefined : canonicalize(value));

const isLeftOut = (path: string, key: string): boolean => BY_CALENDAR.has(key) && /^\/visits\/\d+$/.test(path);
