import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import { type Problem, shorten, type Text } from '#domain/problem.ts';
import { fieldNotes, labelAt, type Schema } from '#domain/request/annotations.ts';
import { withOffsetOf } from '#domain/request/written.ts';
import { accountKey } from '../people/named-account.ts';
import { holderCalled, type RolesThen, textIn, typedAccounts } from '../people/named.ts';
import { listAt } from '../state/informed-records.ts';
import { recordedConsults } from '../state/parties.ts';
import { holdersOf } from '../state/roles.ts';
import { instantAt, textAt } from '../state/world.ts';

/**
 * Finds values of a result that the schema allows but that cannot be true: an impossible time, a person who did not
 * have the role, or an account that does not exist. The judge refuses such an act (R16). The desk reports such values
 * before it sends the act.
 * @param looked see {@link accountProblems}
 */
export const resultProblems = (
  step: Step,
  result: unknown,
  times: ActTimes,
  office: { readonly roles: Roles; readonly zone: string },
  schema: Schema | undefined,
  looked: ReadonlyMap<string, number | undefined>,
): Problem[] => [
  ...boundProblems(step, result, times, schema),
  ...recordProblems(step, result, office, schema),
  ...accountProblems(step, result, { ...office, at: times.at }, schema, looked),
];

/** The times with which those of a result are compared: of the act, of the begin of its visit (R20), of earlier results. */
export interface ActTimes {
  readonly at: Instant;
  readonly begins: Instant;
  /** The latest results of the case, by step. */
  readonly results: Readonly<Record<string, unknown>>;
}

type Bound = NonNullable<NonNullable<Step['requires']>['bounds']>[number];

interface Breach {
  readonly code: string;
  readonly sign: '≤' | '≥' | '>';
  readonly limit: Instant;
  readonly message: Text;
}

/** Returns the problems of times outside the bounds that the step sets (R4). A time that cannot be read is skipped. */
export function boundProblems(
  { requires }: Step,
  result: unknown,
  times: ActTimes,
  schema: Schema | undefined,
): Problem[] {
  return (requires?.bounds ?? []).flatMap((bound) => {
    const { field } = bound;
    const time = instantAt(result, field);
    if (time === undefined) return [];
    const written = textAt(result, field) ?? '';
    return breaches(bound, time, result, times, schema).map(({ code, sign, limit, message }) => ({
      ...{ file: 'hasil', path: field, code, message, fix: WRITE_THE_REAL_ONE },
      expected: `${sign} ${withOffsetOf(written, limit)}`,
      received: withOffsetOf(written, time),
      ...fieldNotes(schema, field),
    }));
  });
}

function breaches(
  { notAfter, notBefore, after }: Bound,
  time: Instant,
  result: unknown,
  { at, begins, results }: ActTimes,
  schema: Schema | undefined,
): Breach[] {
  const found: Breach[] = [];
  const latest = notAfter === 'act' ? at : instantAt(result, notAfter);
  if (latest !== undefined && time > latest) {
    const other = notAfter ?? '';
    const label = (schema && labelAt(schema, other)) ?? { id: other, en: other };
    const message =
      other === 'act' ? AFTER_THE_ACT : { id: `Waktu ini sesudah ${label.id}`, en: `This time is after ${label.en}` };
    found.push({ code: 'time-too-late', sign: '≤', limit: latest, message });
  }
  if (notBefore === 'visit' && epochSeconds(time) < epochSeconds(begins) - GRACE)
    found.push({ code: 'time-too-early', sign: '≥', limit: begins, message: BEFORE_THE_VISIT });
  const earlier = after && instantAt(results[after.result], after.field);
  if (earlier !== undefined && time <= earlier)
    found.push({ code: 'time-too-early', sign: '>', limit: earlier, message: NOT_AFTER_EARLIER });
  return found;
}

/** The seconds by which a time may be before its visit, since forms have no seconds and people's watches differ. */
const GRACE = 300;

const AFTER_THE_ACT: Text = {
  id: 'Waktu ini belum terjadi saat tindakan dikirim',
  en: 'This time had not come when the act was sent',
};

const BEFORE_THE_VISIT: Text = {
  id: 'Waktu ini mendahului giliran langkah ini',
  en: 'This time is before the turn of this step began',
};

const NOT_AFTER_EARLIER: Text = {
  id: 'Waktu ini tidak sesudah waktu yang tercatat pada langkah sebelumnya',
  en: 'This time is not after the time that an earlier step recorded',
};

const WRITE_THE_REAL_ONE: Text = { id: 'Tulis waktu yang sebenarnya', en: 'Write the time as it was' };

/**
 * Returns a problem for each account that a result names and that does not exist. An account that was not looked up
 * causes no problem.
 * @param looked the logins that were looked up, by `accountKey` (R52): each has the number of its account, or undefined
 * if there is no such account
 */
export function accountProblems(
  step: Step,
  result: unknown,
  then: RolesThen,
  schema: Schema | undefined,
  looked: ReadonlyMap<string, number | undefined>,
): Problem[] {
  return (step.informs ?? []).flatMap((party) => {
    if (!('result' in party)) return [];
    return listAt(result, party.result).flatMap((item, place): Problem[] => {
      const typed = textIn(item, party.account);
      if (typed === '' || holderCalled(typed, then)) return [];
      if (!looked.has(accountKey(typed)) || looked.get(accountKey(typed)) !== undefined) return [];
      const path = `${party.result}/${place}/${party.account}`;
      return [
        {
          ...{ file: 'hasil', path, received: shorten(typed) },
          ...NO_ACCOUNT,
          ...fieldNotes(schema, path),
        },
      ];
    });
  });
}

/** Finds the first named account that must be looked up before the act can be judged. */
export const accountToRead = (
  step: Step,
  result: unknown,
  then: RolesThen,
  looked: ReadonlyMap<string, number | undefined>,
): string | undefined =>
  typedAccounts(step, result).find((typed) => !holderCalled(typed, then) && !looked.has(accountKey(typed)));

const NO_ACCOUNT = {
  code: 'account-unknown',
  message: { id: 'Tidak ada akun dengan nama ini', en: 'There is no account of this name' },
  fix: {
    id: 'Perbaiki namanya, atau kosongkan: pihak itu hanya dicatat, dan diberi tahu di luar sistem',
    en: 'Correct the name, or leave it empty: the party is then written down only, and informed outside the system',
  },
};

/**
 * Reports each consulted person in a result who did not hold the role on the day of the consultation. If nobody held
 * the role on that day, any name is valid.
 */
export function recordProblems(
  step: Step,
  result: unknown,
  { roles, zone }: { readonly roles: Roles; readonly zone: string },
  schema: Schema | undefined,
): Problem[] {
  return recordedConsults(step).flatMap(({ role, record }) => {
    const [name, at] = [textAt(result, record.name), instantAt(result, record.at)];
    if (name === undefined || at === undefined) return [];
    const holders = holdersOf(roles, role, at, zone);
    if (holders.length === 0 || holders.some((holder) => isCalled(holder, name))) return [];
    const called = roles.roles[role]?.name ?? { id: role, en: role };
    return [
      {
        file: 'hasil',
        path: record.name,
        code: 'not-the-holder',
        expected: holders.map((holder) => holder.name).join(' | '),
        received: name,
        message: {
          id: `Tidak memangku jabatan ${called.id} pada hari itu`,
          en: `Did not hold the office of ${called.en} on that day`,
        },
        fix: {
          id: 'Tulis nama pejabatnya, atau minta pengelola mencatat pejabat penggantinya',
          en: 'Write the holder’s name, or have the maintainer record who acts for them',
        },
        ...fieldNotes(schema, record.name),
      },
    ];
  });
}

const plain = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();

const isCalled = ({ name }: Holder, written: string): boolean => plain(name) === plain(written);
