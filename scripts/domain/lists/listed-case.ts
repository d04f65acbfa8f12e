import { withCorrections } from '#domain/case/state/corrections.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Journal } from '#domain/journal/journal.ts';
import type { FullPart } from '#domain/journal/parts.ts';
import { wasRestricted } from '#domain/journal/shown.ts';
import type { ListPlace } from '#domain/journal/paths.ts';
import { hundredOf } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { caseTitle, titlePointer } from '#domain/request/title.ts';
import { STATUS_WORDS } from '#domain/words/case-status.ts';
import { both, capital } from '#domain/words/language.ts';
import { namesFor } from '#domain/words/opener.ts';
import { shortDate } from '#domain/words/time.ts';

/** The facts of a case that the message of a merge shows (R34), and lists of earlier versions. What is not public is absent. */
export interface ListedCase {
  readonly id: string;
  readonly number: number;
  readonly agenda?: string;
  readonly title?: string;
  readonly decision: Text;
  /** The office that ended the case, or the opener. */
  readonly by?: Text;
  /** The day on which the case ended. */
  readonly ended?: Text;
  /** The folder of a completed case, in which main has its files once it is merged. */
  readonly folder?: string;
}

/**
 * Returns what may be said of a case. It is computed from the public parts of the journal, as the public page is (R11).
 * The folder alone is not in them: readers of the list see main too, but the folder of a restricted case is left out.
 * @param rules the procedure and the request schema to which the case is pinned
 * @param nameOf names a role
 * @returns undefined for a journal that opens no case with a valid id
 */
export function listedCase(
  { parts, state, erasure }: Pick<Journal, 'parts' | 'state' | 'erasure'>,
  { procedure: { value: procedure }, schema }: Rules,
  nameOf: (role: string) => Text,
): ListedCase | undefined {
  const opens = parts[0]?.opens;
  if (!opens || !CASE_ID.test(opens.case)) return undefined;
  const { case: id, number } = opens;
  const last = parts.findLast((part) => ('ended' in part && part.ended) || ('end' in part && part.end));
  const ended = last && shortDate(last.at, procedure.zone);
  if (wasRestricted(parts))
    return { id, number, decision: STATUS_WORDS[last ? 'ended' : 'running'], ...given({ ended }) };
  const full = withCorrections(parts as readonly FullPart[]);
  const latest = <K extends keyof FullPart>(key: K) => full.findLast((part) => part[key] !== undefined)?.[key];
  const agenda = latest('agenda');
  const { end, as, who } = (last ?? {}) as Partial<FullPart>;
  const path = (state?.document ?? state?.opens)?.path ?? '';
  return {
    ...{ id, number },
    ...given({ agenda: agenda && `${agenda.number}/${agenda.year}` }),
    ...given({ title: caseTitle(latest('request'), titlePointer(schema.value), false) }),
    decision: as ? both((language) => capital(as[language])) : STATUS_WORDS[end ?? 'running'],
    ...given({ by: who?.role === undefined ? undefined : namesFor(procedure, nameOf)(who.role), ended }),
    ...(erasure.letters === 0 && end === 'completed' && PLAIN_PATH.test(path)
      ? { folder: path.slice(0, path.lastIndexOf('/')) }
      : {}),
  };
}

/** The id of a case (R13). */
const CASE_ID = /^[A-Z][A-Z0-9]{1,9}-(\d{4})-\d+$/;

/** The path of a request, as R8 allows it. */
const PLAIN_PATH = /^requests(?:\/[a-z0-9_][a-z0-9._-]*)+$/;

/** Returns the place of the list that has the line of a case. The id of a case has the year of its submission (R13). */
export const placeOfCase = ({ id, number }: Pick<ListedCase, 'id' | 'number'>): ListPlace => ({
  year: CASE_ID.exec(id)?.[1] ?? '0000',
  hundred: hundredOf(number),
});
