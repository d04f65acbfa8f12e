/** The message of the commit by which main receives a completed case (R34). */
import { withCorrections } from '#domain/case/state/corrections.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Journal } from '#domain/journal/journal.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { wasRestricted } from '#domain/journal/shown.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { caseTitle, titlePointer } from '#domain/request/title.ts';
import { STATUS_WORDS } from '#domain/words/case-status.ts';
import { both, capital } from '#domain/words/language.ts';
import { commitLine, cut, oneLine } from '#domain/words/markdown.ts';
import { namesFor } from '#domain/words/opener.ts';
import { shortDate } from '#domain/words/time.ts';

/** What the message says of a case. What is not public is absent. */
export interface ShownCase {
  readonly id: string;
  readonly agenda?: string;
  readonly title?: string;
  readonly decision: Text;
  /** The office that ended the case, or the opener. */
  readonly by?: Text;
  /** The day on which the case ended. */
  readonly ended?: Text;
}

/**
 * Returns what may be said of a case. It is computed from the public parts of the journal, as the public page is (R11).
 * @param rules the procedure and the request schema to which the case is pinned
 * @param nameOf names a role
 * @returns undefined for a journal that opens no case with a valid id
 */
export function shownCase(
  parts: Journal['parts'],
  { procedure: { value: procedure }, schema }: Rules,
  nameOf: (role: string) => Text,
): ShownCase | undefined {
  const opens = parts[0]?.opens;
  if (!opens || !CASE_ID.test(opens.case)) return undefined;
  const id = opens.case;
  const last = parts.findLast((part) => ('ended' in part && part.ended) || ('end' in part && part.end));
  const ended = last && shortDate(last.at, procedure.zone);
  if (wasRestricted(parts)) return { id, decision: STATUS_WORDS[last ? 'ended' : 'running'], ...given({ ended }) };
  const full = withCorrections(parts as readonly FullPart[]);
  const latest = <K extends keyof FullPart>(key: K) => full.findLast((part) => part[key] !== undefined)?.[key];
  const agenda = latest('agenda');
  const { end, as, who } = (last ?? {}) as Partial<FullPart>;
  return {
    id,
    ...given({ agenda: agenda && `${agenda.number}/${agenda.year}` }),
    ...given({ title: caseTitle(latest('request'), titlePointer(schema.value), false) }),
    decision: as ? both((language) => capital(as[language])) : STATUS_WORDS[end ?? 'running'],
    ...given({ by: who?.role === undefined ? undefined : namesFor(procedure, nameOf)(who.role), ended }),
  };
}

/** The id of a case (R13). */
const CASE_ID = /^[A-Z][A-Z0-9]{1,9}-\d{4}-\d+$/;

/** The most characters of the first line. GitHub cuts a longer one. */
const FIRST_LINE = 72;
/** The most characters of any other line. */
const LINE = 300;

/**
 * Writes the message. Every text of people is plain (security 24).
 * @param sop the title of the procedure, which names a case without a title
 * @param site the root of the public site, if the office has one
 */
export function mergeMessage(
  { id, agenda, title, decision, by, ended }: ShownCase,
  sop: string,
  site: string | undefined,
): string {
  const said: readonly (readonly [label: string, text: string | undefined])[] = [
    ['Nomor agenda / Agenda number', agenda],
    ['Judul / Title', title],
    ['Keputusan / Decision', sideBySide(decision)],
    ['Oleh / By', by && sideBySide(by)],
    ['Ditutup / Ended', ended && sideBySide(ended)],
  ];
  const lines = said.flatMap(([label, text]) => (text === undefined ? [] : [`${label}: ${commitLine(text, LINE)}`]));
  const first = cut(`${id}: ${commitLine(title ?? sop, FIRST_LINE)}`, FIRST_LINE);
  const page = site === undefined ? [] : [oneLine(`${site.replace(/[<>|\s]/g, '')}/berkas/${id}/`)];
  return [first, '', ...lines, ...page].join('\n');
}

/** Writes both languages, or the text once if it is the same in both. */
const sideBySide = ({ id, en }: Text): string => (id === en ? id : `${id} / ${en}`);
