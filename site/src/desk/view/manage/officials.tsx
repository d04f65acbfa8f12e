import { useEffect, useMemo, useState } from 'preact/hooks';
import { holdsOn, holdersOf } from '#domain/case/state/roles.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { localDate, wall } from '#domain/clock/wall.ts';
import type { Holder, Role } from '#domain/generated/roles.ts';
import { holderConsequences, type HolderConsequences, waitingFor } from '#domain/manage/consequences.ts';
import { setSigning } from '#domain/manage/edit.ts';
import { planEnd, planHolder } from '#domain/manage/plans.ts';
import { NAMED } from '#domain/procedure/office-files.ts';
import type { Language } from '#domain/problem.ts';
import { list } from '#domain/words/language.ts';
import { actingPrefix } from '#domain/words/parties.ts';
import { letterDay, letterDays } from '#domain/words/time.ts';
import { accountByLogin } from '../../manage/accounts.ts';
import { loadActs, type ManagedOffice } from '../../manage/load.ts';
import type { Consequence } from '../../manage/consequences.ts';
import { type Plan, planFile } from '../../manage/plan.ts';
import type { ManageWord } from '../../manage/words.ts';
import { Back, Heading, Icon, useNow, usePlace } from '../common.tsx';
import { Pick, Preview, SelectField, TextField, useKept, useWords } from './parts.tsx';

type Role_ = readonly [id: string, role: Role];

const heldRoles = ({ office }: ManagedOffice): Role_[] =>
  Object.entries(office.roles.roles).filter(([id]) => id !== 'applicant');

/** Lists the offices with their present holders. */
export function OfficialsPage({ managed }: { managed: ManagedOffice }) {
  const { language, forge } = usePlace();
  const m = useWords();
  const { roles, zone } = managed.office;
  const now = useNow(forge);
  return (
    <>
      <Heading>{m('pejabat')}</Heading>
      <p>{m('officialsNote')}</p>
      <ul class="manage-list">
        {heldRoles(managed).map(([id, { name }]) => {
          const held = holdersOf(roles, id, now, zone);
          return (
            <li key={id}>
              <h2>
                <a href={`#/kelola/pejabat/${id}`}>{name[language]}</a>
              </h2>
              <p>
                {held.length === 0 && <span class="is-vacant">{m('vacant')}</span>}
                {held.map((holder) => (
                  <span key={`${holder.account} ${holder.from}`}>
                    {actingPrefix(holder.acting)}
                    {holder.name}, {spanOf(holder)[language]}
                  </span>
                ))}
              </p>
              <Icon name="next" />
            </li>
          );
        })}
      </ul>
    </>
  );
}

const spanOf = ({ from, until }: Holder) => {
  const since = letterDay(from);
  return until === undefined ? { id: `sejak ${since.id}`, en: `since ${since.en}` } : letterDays(from, until);
};

const KINDS = ['plh', 'plt', 'pj', 'holder', 'end', 'signing'] as const;
type Kind = (typeof KINDS)[number];

interface Typed {
  readonly kind: string;
  /** Number of a known account, or `lain`. */
  readonly who: string;
  readonly login: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly decree: string;
  readonly rank: string;
  readonly nip: string;
}
const EMPTY: Typed = { kind: 'plh', who: '', login: '', name: '', from: '', until: '', decree: '', rank: '', nip: '' };
const OTHER = 'lain';

interface Person {
  readonly account: number;
  readonly login: string;
  readonly name: string;
}

/** Changes who holds one office. */
export function OfficialPage({ managed, id, role }: { managed: ManagedOffice; id: string; role: Role }) {
  const { language, forge } = usePlace();
  const m = useWords();
  const now = useNow(forge);
  const { viewer, office } = managed;
  const { zone } = office;
  const typed = useKept<Typed>(`pejabat-${id}`, viewer.databaseId, EMPTY);
  const { value, set } = typed;
  const kind = value.kind as Kind;
  const isActing = isActingKind(kind);
  const isOfHolder = concernsHolder(kind);
  const people = useMemo(() => peopleOf(managed), [managed]);
  const found = useAccount(value.who === OTHER ? value.login : '', managed);
  const present = holdersOf(office.roles, id, now, zone);
  const today = localDate(now, zone);
  const choices = isOfHolder
    ? role.holders
        .filter(({ until }) => until === undefined || until >= today)
        .map((holder) => [keyOf(holder), holder] as const)
    : [];
  const chosen = choices.find(([key]) => key === value.who)?.[1];
  const person = value.who === OTHER ? found.person : people.find(({ account }) => String(account) === value.who);
  const holder = !isOfHolder && person ? holderOf(value, person, isActing) : undefined;
  const plan = planOf();
  const consequences = useConsequences(managed, id, holder);
  return (
    <>
      <Back to="#/kelola/pejabat" text={m('pejabat')} />
      <Heading>{role.name[language]}</Heading>
      <div class="manage-two">
        <form class="card manage-form" onSubmit={(event) => event.preventDefault()}>
          <p class="hint">
            {m('now', {
              h:
                list(
                  present.map((each) => `${actingPrefix(each.acting)}${each.name}, ${spanOf(each)[language]}`),
                  'and',
                  language,
                ) || m('vacant'),
            })}
          </p>
          <Pick
            name="sebagai"
            legend={m('as')}
            value={kind}
            set={(next) => set({ kind: next, ...(concernsHolder(next) === concernsHolder(kind) ? {} : { who: '' }) })}
            options={KINDS.map((each) => ({ value: each, label: m(each), why: m(`${each}Why` as ManageWord) }))}
          />
          <SelectField
            id="siapa"
            label={m('who')}
            value={value.who}
            set={(who) => set({ who, ...signingOf(who) })}
            options={
              isOfHolder
                ? choices.map(([key, each]) => ({ value: key, label: `${actingPrefix(each.acting)}${each.name}` }))
                : [
                    ...people.map((each) => ({ value: String(each.account), label: labelOf(each) })),
                    { value: OTHER, label: m('otherAccount') },
                  ]
            }
          />
          <HolderFields typed={typed} kind={kind} isUnknown={found.isNone} />
        </form>
        <Preview
          managed={managed}
          plan={plan}
          more={holder && consequences && !isFuture(holder) ? awaitedWords(consequences.waiting.length) : undefined}
          strong={holder ? strongOf(holder) : []}
          effects={effects()}
          sent={typed.forget}
          back="#/kelola/pejabat"
        >
          {isActing && holder?.until !== undefined && <Span from={holder.from} until={holder.until} />}
        </Preview>
      </div>
      <History role={role} />
    </>
  );

  function strongOf({ name, acting, from, until }: Holder): string[] {
    const days = until === undefined ? letterDay(from) : letterDays(from, until);
    return [name, `${actingPrefix(acting)}${role.name[language]}`, days[language]];
  }

  function isFuture({ from }: Holder): boolean {
    return from > today;
  }

  function signingOf(who: string): Partial<Typed> {
    const now = choices.find(([key]) => key === who)?.[1];
    return now ? { name: now.name, rank: now.rank ?? '', nip: now.nip ?? '' } : {};
  }

  function labelOf({ account, name }: Person): string {
    const held = Object.entries(office.roles.roles).filter(([, { holders }]) =>
      holders.some((each) => each.account === account && holdsOn(each, today)),
    );
    const names = held.map(([, each]) => each.name[language]);
    return names.length === 0 ? name : `${name} (${names.join(', ')})`;
  }

  function planOf(): Plan {
    const wanted: readonly [ManageWord, string][] = isOfHolder
      ? [['who', value.who], kind === 'end' ? ['lastDay', value.until] : ['name', value.name]]
      : [
          ['who', value.who],
          ...(value.who === OTHER
            ? ([
                ['account', value.login],
                ['name', value.name],
              ] as [ManageWord, string][])
            : []),
          ['from', value.from],
          ...(isActing
            ? ([
                ['until', value.until],
                ['decree', value.decree],
              ] as [ManageWord, string][])
            : []),
        ];
    const missing = wanted.filter(([, text]) => text.trim() === '').map(([word]) => m(word));
    if (missing.length > 0) return { missing };
    if (value.nip && (kind === 'signing' || kind === 'holder') && !NIP.test(value.nip.trim()))
      return { fault: m('nipFault') };
    if (isOfHolder) {
      if (!chosen) return { missing: [m('who')] };
      return planFile(managed, NAMED.roles, language, (text) =>
        kind === 'end'
          ? planEnd(text, office.roles, id, { login: chosen.login, until: value.until })
          : setSigning(text, id, chosen, {
              name: value.name.trim(),
              ...(value.rank.trim() ? { rank: value.rank.trim() } : {}),
              ...(value.nip.trim() ? { nip: value.nip.trim() } : {}),
            }),
      );
    }
    if (!holder) return found.isNone ? { fault: m('noAccount', { a: value.login }) } : { missing: [m('account')] };
    return planFile(managed, NAMED.roles, language, (text) => planHolder(text, office.roles, id, holder));
  }

  function awaitedWords(n: number): string {
    if (n === 0) return m('awaitsNone');
    return n === 1 ? m('awaitsOne') : m('awaits', { n: COUNTS[language][n] ?? n });
  }

  function effects(): Consequence[] {
    if (kind === 'signing') return [{ kind: 'check', words: m('printedAfter') }];
    if (kind === 'end') {
      const others = role.holders.filter((each) => each !== chosen && each.acting === undefined);
      const isLeft = others.some(({ until }) => until === undefined || until > value.until);
      const waiting = waitingFor(managed.index, office.procedures, id).length;
      return [
        { kind: 'clock', words: m('stopsActing', { d: letterDay(value.until)[language] }) },
        ...(isLeft ? [] : [{ kind: 'warn' as const, words: m('nobodyLeft') }]),
        ...(waiting > 0 ? [{ kind: 'check' as const, words: awaitedWords(waiting) }] : []),
      ];
    }
    return holder && consequences ? holderEffects(consequences, { role, holder, zone }, { m, language }) : [];
  }
}

interface FieldsProps {
  readonly typed: { readonly value: Typed; readonly set: (more: Partial<Typed>) => void };
  readonly kind: Kind;
  /** Whether the forge has no account of the name that was typed. */
  readonly isUnknown: boolean;
}

/** Shows the fields that a kind of change needs besides the person. */
function HolderFields({ typed: { value, set }, kind, isUnknown }: FieldsProps) {
  const { settings } = usePlace();
  const m = useWords();
  const isActing = isActingKind(kind);
  const isOther = !concernsHolder(kind) && value.who === OTHER;
  return (
    <>
      {isOther && (
        <TextField
          id="akun"
          label={m('account')}
          why={m(settings.kind === 'embedded' ? 'accountHere' : 'accountGitHub')}
          fault={isUnknown ? m('noAccount', { a: value.login }) : undefined}
          value={value.login}
          set={(login) => set({ login: login.trim() })}
          longest={39}
        />
      )}
      {(isOther || kind === 'signing') && (
        <TextField id="nama" label={m('name')} why={m('nameWhy')} value={value.name} set={(name) => set({ name })} />
      )}
      {kind === 'signing' || kind === 'holder' ? (
        <div class="manage-pair">
          <TextField
            id="pangkat"
            label={m('rank')}
            isOptional
            value={value.rank}
            set={(rank) => set({ rank })}
            longest={60}
          />
          <TextField
            id="nip"
            label={m('nip')}
            isOptional
            why={m('nipWhy')}
            fault={value.nip && !NIP.test(value.nip.trim()) ? m('nipFault') : undefined}
            value={value.nip}
            set={(nip) => set({ nip })}
            longest={21}
          />
        </div>
      ) : null}
      {!concernsHolder(kind) && (
        <div class="manage-pair">
          <TextField id="dari" type="date" label={m('from')} value={value.from} set={(from) => set({ from })} />
          <TextField
            id="sampai"
            type="date"
            label={m('until')}
            isOptional={!isActing}
            value={value.until}
            set={(until) => set({ until })}
          />
        </div>
      )}
      {kind === 'end' && (
        <TextField id="sampai" type="date" label={m('lastDay')} value={value.until} set={(until) => set({ until })} />
      )}
      {isActing && (
        <TextField
          id="sp"
          label={m('decree')}
          why={m('decreeWhy')}
          value={value.decree}
          set={(decree) => set({ decree })}
          longest={200}
        />
      )}
    </>
  );
}

/** Lists the present, future and past holders of an office, the newest first. */
function History({ role }: { role: Role }) {
  const { language } = usePlace();
  const m = useWords();
  return (
    <section class="manage-history">
      <h2>{m('holdersOf', { r: role.name[language] })}</h2>
      <dl class="facts">
        {role.holders
          .toSorted((a, b) => (a.from < b.from ? 1 : -1))
          .map((each) => (
            <div key={keyOf(each)}>
              <dt>{spanOf(each)[language]}</dt>
              <dd>
                {actingPrefix(each.acting)}
                {each.name} <span class="hint">{each.acting?.decree}</span>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Says what follows for cases, and for other holders, from a person’s holding an office. */
function holderEffects(
  { barred, waiting, conflicts }: HolderConsequences,
  { role, holder, zone }: { readonly role: Role; readonly holder: Holder; readonly zone: string },
  { m, language }: { readonly m: ReturnType<typeof useWords>; readonly language: Language },
): Consequence[] {
  const isActing = holder.acting !== undefined;
  const free = waiting.filter((one) => barred.every((each) => each.id !== one.id));
  const byRow = new Map<string, string[]>();
  for (const { row, id: c } of free) byRow.set(String(row), [...(byRow.get(String(row)) ?? []), c]);
  const ends = holder.until;
  const others = role.holders.filter((each) => sharesDay(each, holder) && (each.acting !== undefined) === isActing);
  const names = list(
    others.map(({ name, acting }) => `${actingPrefix(acting)}${name}`),
    'and',
    language,
  );
  return [
    ...[...byRow].map(([r, cases]): Consequence => ({
      kind: 'check',
      words: m('mayDecide', { r, c: list(cases, 'and', language) }),
    })),
    ...barred.map(({ id: c, row, why, decided }): Consequence => ({
      kind: 'warn',
      words:
        why === 'applicant' ? m('isApplicant', { c }) : m('decidedBefore', { c, r: String(row), b: String(decided) }),
    })),
    ...conflicts.map(({ row, rows }): Consequence => ({
      kind: 'warn',
      words: m('notBoth', { r: String(row), b: list(rows.map(String), 'or', language) }),
    })),
    ...(names ? [{ kind: 'warn' as const, words: m(isActing ? 'alsoActing' : 'alsoHolds', { h: names }) }] : []),
    {
      kind: 'clock',
      words:
        ends === undefined
          ? m('endsNever')
          : m('endsAlone', { d: letterDay(ends)[language], z: wall(`${ends}T12:00:00Z`, zone).zone }),
    },
  ];
}

const COUNTS = {
  id: ['', 'Satu', 'Dua', 'Tiga', 'Empat', 'Lima', 'Enam', 'Tujuh', 'Delapan', 'Sembilan'],
  en: ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'],
} as const;

/** Checks whether two holders have a role on the same day. */
const sharesDay = (a: Holder, b: Holder): boolean =>
  a.from <= (b.until ?? '9999-12-31') && b.from <= (a.until ?? '9999-12-31');

const NIP = /^\d{8} ?\d{6} ?\d ?\d{3}$/;
const isActingKind = (kind: string): boolean => kind === 'plh' || kind === 'plt' || kind === 'pj';
const concernsHolder = (kind: string): boolean => kind === 'end' || kind === 'signing';
const keyOf = ({ account, from }: Holder): string => `${account} ${from}`;

/** Lists the people who are known: those with a role, and those with access to the repository. */
function peopleOf({ office, people }: ManagedOffice): Person[] {
  const holders = Object.values(office.roles.roles).flatMap((role) => role.holders);
  const newest = holders.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const known = new Map<number, Person>([
    ...people.map(({ databaseId, login, name }): [number, Person] => [
      databaseId,
      { account: databaseId, login, name: name ?? login },
    ]),
    ...newest.map(({ account, login, name }): [number, Person] => [account, { account, login, name }]),
  ]);
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function holderOf(value: Typed, { account, login, name }: Person, isActing: boolean): Holder {
  const [rank, nip, decree] = [value.rank.trim(), value.nip.trim(), value.decree.trim()];
  return {
    ...{ account, login, name: value.who === OTHER ? value.name.trim() : name },
    ...(isActing || !rank ? {} : { rank }),
    ...(isActing || !nip ? {} : { nip }),
    from: value.from,
    ...(value.until ? { until: value.until } : {}),
    ...(isActing ? { acting: { kind: value.kind as 'plh', decree } } : {}),
  };
}

/** Finds the account of a login while it is typed. */
function useAccount(login: string, managed: ManagedOffice): { person?: Person | undefined; isNone: boolean } {
  const { forge, settings, failed } = usePlace();
  const [found, setFound] = useState<{ login: string; person?: Person | undefined; isNone: boolean }>();
  useEffect(() => {
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(login)) return;
    let isOver = false;
    const timer = setTimeout(() => {
      accountByLogin(forge, settings.kind, managed, login).then(
        (person) => void (isOver || setFound({ login, person, isNone: person === undefined })),
        failed,
      );
    }, 400);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [login]);
  return found?.login === login ? found : { isNone: false };
}

/** Computes what follows from a new holder. The journals of the cases that wait are read once for each role. */
function useConsequences(
  managed: ManagedOffice,
  role: string,
  holder: Holder | undefined,
): HolderConsequences | undefined {
  const { forge, failed } = usePlace();
  const [acts, setActs] = useState<ReadonlyMap<number, CaseState>>(new Map());
  const { index, office } = managed;
  useEffect(() => {
    const numbers = waitingFor(index, office.procedures, role).map(({ number }) => number);
    loadActs(forge, numbers).then(setActs, failed);
  }, [managed, role]);
  return (
    holder &&
    holderConsequences(index, office.procedures, { roles: office.roles, role, holder }, (number) => acts.get(number))
  );
}

/** Draws when an acting official begins and ends. */
function Span({ from, until }: { from: string; until: string }) {
  const m = useWords();
  const { language } = usePlace();
  return (
    <div class="manage-span">
      <svg aria-hidden="true" height="26" width="100%">
        <rect class="bg" x="0" y="8" width="100%" height="10" />
        <rect class="fg" x="30%" y="8" width="42%" height="10" />
        <line x1="30%" x2="30%" y1="2" y2="24" />
        <line x1="72%" x2="72%" y1="2" y2="24" />
      </svg>
      <p>
        <span>{m('before')}</span>
        <b>{letterDays(from, until)[language]}</b>
        <span>{m('after')}</span>
      </p>
    </div>
  );
}
