import canonicalize from 'canonicalize';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { shownParts } from '#domain/journal/shown.ts';
import { projectCase } from '#public/export/project-case.ts';
import { given } from '#domain/request/given.ts';
import type { PublishedLine } from './chain.ts';
import type { Claim } from './published.ts';

/**
 * Fields of a case's data that the chain does not contain: times counted by the office's calendar, which is not
 * published.
 */
const BY_CALENDAR: ReadonlySet<string> = new Set(['allowed', 'allowedDays', 'used', 'usedDays']);

/**
 * Checks the data of a case against its chain (R11, R35): computes the data again from the public parts of the chain,
 * and compares.
 * @param procedure the published version of the procedure that the case is pinned to; undefined if none is published
 */
export function checkCaseData(
  data: unknown,
  lines: readonly PublishedLine[],
  procedure: Procedure | undefined,
  id: string,
): Claim {
  const stated = data as Partial<PublicCase>;
  if (!procedure) return { thing: 'data', mark: 'broken', says: 'data-no-procedure' };
  const parts = shownParts(lines);
  const shown = lines.map(({ id: entry, leaf }, i) => ({ id: entry, part: parts[i], ...given({ leaf }) }));
  const hidden = shown.filter(({ part }) => !part).length;
  const differs = hidden > 0 ? partlyDiffering(stated, lines, id) : wholly(stated, projected(shown, procedure), id);
  if (differs !== undefined)
    return { thing: 'data', mark: 'broken', says: 'data-differs', values: { path: differs || '/' } };
  return { thing: 'data', mark: 'proved', says: hidden > 0 ? 'data-holds-shown' : 'data-holds', values: { h: hidden } };
}

/** Returns the JSON pointer of the first difference from the computed data; undefined if there is no difference. */
function wholly(stated: Partial<PublicCase>, computed: PublicCase | undefined, id: string): string | undefined {
  if (stated.id !== id) return '/id';
  return computed ? firstDifference(stated, computed, '') : '/visits';
}

function projected(lines: Parameters<typeof projectCase>[0], procedure: Procedure): PublicCase | undefined {
  try {
    return projectCase(lines, { procedure });
  } catch {
    // The parts of the chain lack something that the projection needs, so the data cannot come from this chain.
    return undefined;
  }
}

/**
 * Checks the data of a case that was restricted later, so that the chain hides some entries. The data must be marked
 * as restricted, and may have only the fields of a restricted case. Length and last id of the chain, status, time of
 * the last entry and visits must agree with the parts that the chain shows.
 * @returns JSON pointer of the place at which the data differ; undefined if there is no difference
 */
function partlyDiffering(stated: Partial<PublicCase>, lines: readonly PublishedLine[], id: string): string | undefined {
  const { visits = [], status, narrowed, register, updated = '' } = stated;
  if (stated.id !== id) return '/id';
  if (narrowed !== true) return '/narrowed';
  // A restricted case shows only these fields.
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

/** Returns the JSON pointer of the first difference between two values; undefined if they are equal. */
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
