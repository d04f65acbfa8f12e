/** Plans from the form of Kelola who holds an office, and says what follows from it (R17). Pure. */
import { holdsOn } from '#domain/case/state/roles.ts';
import { wall } from '#domain/clock/wall.ts';
import type { Holder, Role } from '#domain/generated/roles.ts';
import { type HolderConsequences, waitingFor } from '#domain/manage/consequences.ts';
import { setSigning } from '#domain/manage/edit.ts';
import { planEnd, planHolder } from '#domain/manage/plans.ts';
import type { Language } from '#domain/problem.ts';
import { NAMED } from '#domain/procedure/office-files.ts';
import { list } from '#domain/words/language.ts';
import { actingPrefix } from '#domain/words/parties.ts';
import { letterDay } from '#domain/words/time.ts';
import type { Consequence } from './consequences.ts';
import type { ManagedOffice } from './load.ts';
import { type Plan, planFile } from './plan.ts';
import { type ManageWord, sayManage } from './words.ts';

/** What can be changed about an office: a new official, the last day of one, or name, rank and NIP in letters. */
export const OFFICIAL_CHANGES = ['plh', 'plt', 'pj', 'holder', 'end', 'signing'] as const;
export type OfficialChange = (typeof OFFICIAL_CHANGES)[number];

/** The fields of the form, as they were typed. */
export interface TypedOfficial {
  readonly kind: OfficialChange;
  /** Number of a known account, {@link OTHER_ACCOUNT}, or the key of a holder. */
  readonly who: string;
  readonly login: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly decree: string;
  readonly rank: string;
  readonly nip: string;
}
export const OTHER_ACCOUNT = 'lain';

/** Somebody who can hold an office. */
export interface KnownPerson {
  readonly account: number;
  readonly login: string;
  readonly name: string;
}

/** One office, what was typed about it, and whom that means. */
export interface OfficialForm {
  readonly managed: ManagedOffice;
  readonly id: string;
  readonly role: Role;
  readonly typed: TypedOfficial;
  /** The holder whose last day or signing is changed. */
  readonly chosen: Holder | undefined;
  /** The person who is to hold the office. */
  readonly person: KnownPerson | undefined;
  /** Whether there is no account with the typed login. */
  readonly isNone: boolean;
  readonly language: Language;
}

export const isActingKind = (kind: OfficialChange): kind is 'plh' | 'plt' | 'pj' =>
  kind === 'plh' || kind === 'plt' || kind === 'pj';
/** Checks whether the change is about a present holder, and not about a new one. */
export const isOfHolder = (kind: OfficialChange): kind is 'end' | 'signing' => kind === 'end' || kind === 'signing';
/** Checks whether the form asks for rank and NIP. An acting official signs with those of the own office. */
export const asksSigning = (kind: OfficialChange): boolean => kind === 'holder' || kind === 'signing';
export const isNip = (text: string): boolean => /^\d{8} ?\d{6} ?\d ?\d{3}$/.test(text.trim());
export const holderKey = ({ account, from }: Holder): string => `${account} ${from}`;

/** Lists the people who are known, by name: those with a role, and those with access to the repository. */
export function knownPeople({ office, people }: ManagedOffice): KnownPerson[] {
  const holders = Object.values(office.roles.roles).flatMap((role) => role.holders);
  const newest = holders.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const known = new Map<number, KnownPerson>([
    ...people.map(({ databaseId, login, name }): [number, KnownPerson] => [
      databaseId,
      { account: databaseId, login, name: name ?? login },
    ]),
    ...newest.map(({ account, login, name }): [number, KnownPerson] => [account, { account, login, name }]),
  ]);
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Returns the new holder as the file of roles has it; undefined if the change is about a present holder. */
export function newHolder(typed: TypedOfficial, person: KnownPerson | undefined): Holder | undefined {
  const { kind, who, from, until } = typed;
  if (isOfHolder(kind) || !person) return undefined;
  const { account, login, name } = person;
  return {
    ...{ account, login, name: who === OTHER_ACCOUNT ? typed.name.trim() : name },
    ...(isActingKind(kind) ? {} : signed(typed)),
    from,
    ...(until ? { until } : {}),
    ...(isActingKind(kind) ? { acting: { kind, decree: typed.decree.trim() } } : {}),
  };
}

/** Returns rank and NIP, without those that are empty. */
const signed = ({ rank, nip }: TypedOfficial): Pick<Holder, 'rank' | 'nip'> => ({
  ...(rank.trim() ? { rank: rank.trim() } : {}),
  ...(nip.trim() ? { nip: nip.trim() } : {}),
});

/** Plans the change that was typed. */
export function planOfficial(form: OfficialForm): Plan {
  const { managed, id, typed, chosen, person, isNone, language } = form;
  const { kind, until } = typed;
  const { roles } = managed.office;
  const say = (word: ManageWord, values?: Readonly<Record<string, string>>) => sayManage(word, language, values);
  const missing = wanted(typed).filter((field) => typed[field].trim() === '');
  if (missing.length > 0) return { missing: missing.map((field) => say(officialLabel(field, kind))) };
  if (asksSigning(kind) && typed.nip && !isNip(typed.nip)) return { fault: say('nipFault') };
  const planned = (edit: (text: string) => string): Plan => planFile(managed, NAMED.roles, language, edit);
  if (isOfHolder(kind)) {
    if (!chosen) return { missing: [say('who')] };
    return planned((text) =>
      kind === 'end'
        ? planEnd(text, roles, id, { login: chosen.login, until })
        : setSigning(text, id, chosen, { name: typed.name.trim(), ...signed(typed) }),
    );
  }
  const holder = newHolder(typed, person);
  if (!holder) return isNone ? { fault: say('noAccount', { a: typed.login }) } : { missing: [say('account')] };
  return planned((text) => planHolder(text, roles, id, holder));
}

export type OfficialField = Exclude<keyof TypedOfficial, 'kind'>;

/** Lists the fields that the change needs, in the order of the form. */
function wanted({ kind, who }: TypedOfficial): OfficialField[] {
  if (isOfHolder(kind)) return ['who', kind === 'end' ? 'until' : 'name'];
  return [
    'who',
    ...(who === OTHER_ACCOUNT ? (['login', 'name'] as const) : []),
    'from',
    ...(isActingKind(kind) ? (['until', 'decree'] as const) : []),
  ];
}

/** Returns the label of a field. */
export function officialLabel(field: OfficialField, kind: OfficialChange): ManageWord {
  if (field === 'login') return 'account';
  return field === 'until' && kind === 'end' ? 'lastDay' : field;
}

/**
 * Says what follows from the change.
 * @param consequences what follows from a new holder for the cases, if it is known yet
 */
export function officialEffects(form: OfficialForm, consequences: HolderConsequences | undefined): Consequence[] {
  const { typed, person, language } = form;
  if (typed.kind === 'signing') return [{ kind: 'check', words: sayManage('printedAfter', language) }];
  if (typed.kind === 'end') return endEffects(form);
  const holder = newHolder(typed, person);
  return holder && consequences ? holderEffects(form, holder, consequences) : [];
}

function endEffects({ managed, id, role, typed: { until }, chosen, language }: OfficialForm): Consequence[] {
  const others = role.holders.filter((each) => each !== chosen && each.acting === undefined);
  const isLeft = others.some((each) => each.until === undefined || each.until > until);
  const waiting = waitingFor(managed.index, managed.office.procedureOf, id).length;
  return [
    { kind: 'clock', words: sayManage('stopsActing', language, { d: letterDay(until)[language] }) },
    ...(isLeft ? [] : [{ kind: 'warn' as const, words: sayManage('nobodyLeft', language) }]),
    ...(waiting > 0 ? [{ kind: 'check' as const, words: awaitedWords(waiting, language) }] : []),
  ];
}

function holderEffects(
  { managed, role, language }: OfficialForm,
  holder: Holder,
  { barred, waiting, conflicts }: HolderConsequences,
): Consequence[] {
  const say = (word: ManageWord, values?: Readonly<Record<string, string>>) => sayManage(word, language, values);
  const warn = (words: string): Consequence => ({ kind: 'warn', words });
  const free = waiting.filter((one) => barred.every((each) => each.id !== one.id));
  const rows = [...new Set(free.map(({ row }) => row))];
  const others = role.holders.filter((each) => sharesDay(each, holder) && !each.acting === !holder.acting);
  const names = list(
    others.map(({ name, acting }) => `${actingPrefix(acting)}${name}`),
    'and',
    language,
  );
  const { until } = holder;
  const end =
    until === undefined
      ? say('endsNever')
      : say('endsAlone', {
          d: letterDay(until)[language],
          z: wall(`${until}T12:00:00Z`, managed.office.zone).zone,
        });
  return [
    ...rows.map((row): Consequence => {
      const cases = free.filter((one) => one.row === row).map((one) => one.id);
      return { kind: 'check', words: say('mayDecide', { r: String(row), c: list(cases, 'and', language) }) };
    }),
    ...barred.map(({ id: c, row, why, decided }) =>
      warn(
        why === 'applicant'
          ? say('isApplicant', { c })
          : say('decidedBefore', { c, r: String(row), b: String(decided) }),
      ),
    ),
    ...conflicts.map(({ row, rows }) =>
      warn(say('notBoth', { r: String(row), b: list(rows.map(String), 'or', language) })),
    ),
    ...(names ? [warn(say(holder.acting ? 'alsoActing' : 'alsoHolds', { h: names }))] : []),
    { kind: 'clock', words: end },
  ];
}

/** Checks whether two holders have a role on the same day. */
const sharesDay = (a: Holder, b: Holder): boolean =>
  a.from <= (b.until ?? '9999-12-31') && b.from <= (a.until ?? '9999-12-31');

/** Writes how many cases wait for an office. */
export function awaitedWords(n: number, language: Language): string {
  if (n === 0) return sayManage('awaitsNone', language);
  if (n === 1) return sayManage('awaitsOne', language);
  return sayManage('awaits', language, { n: COUNTS[language][n] ?? n });
}

const COUNTS = {
  id: ['', 'Satu', 'Dua', 'Tiga', 'Empat', 'Lima', 'Enam', 'Tujuh', 'Delapan', 'Sembilan'],
  en: ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'],
} as const;

/** Writes a person with the offices that the person holds on a day. */
export function personLabel(
  { office }: ManagedOffice,
  { account, name }: KnownPerson,
  day: string,
  language: Language,
) {
  const held = Object.values(office.roles.roles).filter(({ holders }) =>
    holders.some((each) => each.account === account && holdsOn(each, day)),
  );
  const names = held.map((each) => each.name[language]);
  return names.length === 0 ? name : `${name} (${names.join(', ')})`;
}
