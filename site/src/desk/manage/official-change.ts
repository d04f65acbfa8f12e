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
import type { Fault } from '../problem-words.ts';
import { type FormField, missing, type Plan, planFile, wrong } from './plan.ts';
import { MANAGE, type ManageWord, manageText, sayManage } from './words.ts';

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
  const fieldOf = (field: OfficialField): FormField => [FIELD_IDS[field], MANAGE[officialLabel(field, kind)]];
  const faults = fieldsOf(typed).flatMap((field): Fault[] => {
    const [value, isWanted] = [typed[field], field !== 'rank' && field !== 'nip' && !isOpenEnd(field, kind)];
    if (field === 'nip' && value && !isNip(value)) return [wrong(fieldOf(field), MANAGE.nipFault)];
    if (field === 'login' && isNone) return [wrong(fieldOf(field), manageText('noAccount', { a: value }))];
    return isWanted ? missing([[...fieldOf(field), value]]) : [];
  });
  if (faults.length > 0) return { faults };
  const planned = (at: OfficialField, edit: (text: string) => string): Plan =>
    planFile(managed, NAMED.roles, language, fieldOf(at), edit);
  const lacks: Plan = {
    faults: missing([[...fieldOf(isOfHolder(kind) || typed.who !== OTHER_ACCOUNT ? 'who' : 'login'), '']]),
  };
  if (isOfHolder(kind)) {
    if (!chosen) return lacks;
    return planned('until', (text) =>
      kind === 'end'
        ? planEnd(text, roles, id, { login: chosen.login, until })
        : setSigning(text, id, chosen, { name: typed.name.trim(), ...signed(typed) }),
    );
  }
  const holder = newHolder(typed, person);
  if (!holder) return lacks;
  return planned(until && until < holder.from ? 'until' : 'who', (text) => planHolder(text, roles, id, holder));
}

export type OfficialField = Exclude<keyof TypedOfficial, 'kind'>;

/** The ids of the fields of the form. */
export const FIELD_IDS: Readonly<Record<OfficialField, string>> = {
  ...{ who: 'siapa', login: 'akun', name: 'nama', rank: 'pangkat', nip: 'nip' },
  ...{ from: 'dari', until: 'sampai', decree: 'sp' },
};

/** Lists the fields of the form for the chosen kind of change, in their order. */
export function fieldsOf({ kind, who }: Pick<TypedOfficial, 'kind' | 'who'>): OfficialField[] {
  const signing: OfficialField[] = asksSigning(kind) ? ['rank', 'nip'] : [];
  if (isOfHolder(kind)) return ['who', ...(kind === 'end' ? (['until'] as const) : (['name', ...signing] as const))];
  return [
    'who',
    ...(who === OTHER_ACCOUNT ? (['login', 'name'] as const) : []),
    ...signing,
    ...(['from', 'until'] as const),
    ...(isActingKind(kind) ? (['decree'] as const) : []),
  ];
}

/** Checks whether a field is the last day of somebody who may stay without an end. */
export const isOpenEnd = (field: OfficialField, kind: OfficialChange): boolean =>
  field === 'until' && kind === 'holder';

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
