import type { ComponentChildren, ComponentProps } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Holder, Role } from '#domain/generated/roles.ts';
import { holderConsequences, type HolderConsequences, waitingFor } from '#domain/manage/consequences.ts';
import type { Language } from '#domain/problem.ts';
import { list } from '#domain/words/language.ts';
import { actingPrefix } from '#domain/words/parties.ts';
import { letterDay, letterDays } from '#domain/words/time.ts';
import { accountByLogin } from '../../manage/accounts.ts';
import { effectsOf } from '../../manage/consequences.ts';
import { loadActs, type ManagedOffice } from '../../manage/load.ts';
import {
  asksSigning,
  awaitedWords,
  FIELD_IDS,
  fieldsOf,
  holderKey,
  isOpenEnd,
  isOfHolder,
  knownPeople,
  newHolder,
  OFFICIAL_CHANGES,
  type OfficialChange,
  type OfficialField,
  officialLabel,
  officialEffects,
  OTHER_ACCOUNT,
  type KnownPerson,
  personLabel,
  planOfficial,
  type TypedOfficial,
} from '../../manage/official-change.ts';
import { Back, Heading, Icon, useNow, usePlace } from '../common.tsx';
import { ChangeForm, Pick, SelectField, TextField, useKept, useWords } from './parts.tsx';

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

const EMPTY: TypedOfficial = {
  ...{ kind: 'plh', who: '', login: '', name: '' },
  ...{ from: '', until: '', decree: '', rank: '', nip: '' },
};

/** Changes who holds one office. */
export function OfficialPage({ managed, id, role }: { managed: ManagedOffice; id: string; role: Role }) {
  const { language, forge } = usePlace();
  const m = useWords();
  const now = useNow(forge);
  const { viewer, office } = managed;
  const kept = useKept<TypedOfficial>(`pejabat-${id}`, viewer.databaseId, EMPTY);
  const typed = kept.value;
  const { kind, who } = typed;
  const found = useAccount(who === OTHER_ACCOUNT ? typed.login : '', managed);
  const people = useMemo(() => knownPeople(managed), [managed]);
  const today = localDate(now, office.zone);
  const holders = role.holders.filter(({ until }) => until === undefined || until >= today);
  const chosen = isOfHolder(kind) ? holders.find((each) => holderKey(each) === who) : undefined;
  const person = who === OTHER_ACCOUNT ? found.person : people.find(({ account }) => String(account) === who);
  const holder = newHolder(typed, person);
  const consequences = useConsequences(managed, id, holder);
  const form = { managed, id, role, typed, chosen, person, isNone: found.isNone, language };
  const plan = planOfficial(form);
  const past = effectsOf(managed, plan, { language, now }).filter((each) => each.kind === 'warn');
  const begins = holder && holder.from <= today ? consequences : undefined;
  return (
    <>
      <Back to="#/kelola/pejabat" text={m('pejabat')} />
      <Heading>{role.name[language]}</Heading>
      <ChangeForm
        managed={managed}
        plan={plan}
        fields={
          <OfficialFields {...{ managed, holders, typed, people, today }} set={kept.set}>
            {m('now', { h: holderNames(holdersOf(office.roles, id, now, office.zone), language) || m('vacant') })}
          </OfficialFields>
        }
        more={begins && awaitedWords(begins.waiting.length, language)}
        strong={holder ? strongWords(holder, role, language) : []}
        effects={[...past, ...officialEffects(form, consequences)]}
        sent={kept.forget}
        back="#/kelola/pejabat"
      >
        {holder?.acting && holder.until !== undefined && <Span from={holder.from} until={holder.until} />}
      </ChangeForm>
      <section class="manage-history">
        <h2>{m('holdersOf', { r: role.name[language] })}</h2>
        <dl class="facts">
          {role.holders
            .toSorted((a, b) => (a.from < b.from ? 1 : -1))
            .map((each) => (
              <div key={holderKey(each)}>
                <dt>{spanOf(each)[language]}</dt>
                <dd>
                  {actingPrefix(each.acting)}
                  {each.name} <span class="hint">{each.acting?.decree}</span>
                </dd>
              </div>
            ))}
        </dl>
      </section>
    </>
  );
}

const holderNames = (holders: readonly Holder[], language: Language): string =>
  list(
    holders.map((each) => `${actingPrefix(each.acting)}${each.name}, ${spanOf(each)[language]}`),
    'and',
    language,
  );

/** Returns the parts of the sentence that stand out: who, what and when. */
function strongWords({ name, acting, from, until }: Holder, role: Role, language: Language): string[] {
  const days = until === undefined ? letterDay(from) : letterDays(from, until);
  return [name, `${actingPrefix(acting)}${role.name[language]}`, days[language]];
}

interface FieldsProps {
  readonly managed: ManagedOffice;
  /** Those who hold the office now or later. */
  readonly holders: readonly Holder[];
  readonly typed: TypedOfficial;
  readonly people: readonly KnownPerson[];
  readonly today: string;
  readonly set: (more: Partial<TypedOfficial>) => void;
  readonly children: ComponentChildren;
}

/** Shows the fields that the chosen kind of change needs. */
function OfficialFields({ managed, holders, typed, people, today, set, children }: FieldsProps) {
  const { language, settings } = usePlace();
  const m = useWords();
  const { kind, who } = typed;
  const known = people.map((each) => ({
    value: String(each.account),
    label: personLabel(managed, each, today, language),
  }));
  const choose = (next: string): void => {
    const signing = isOfHolder(kind) ? holders.find((each) => holderKey(each) === next) : undefined;
    set({ who: next, ...(signing && { name: signing.name, rank: signing.rank ?? '', nip: signing.nip ?? '' }) });
  };
  const shown = fieldsOf(typed);
  /** A field for one text, such as the rank; nothing if this kind of change does not need it. */
  const field = (key: OfficialField, more: Partial<ComponentProps<typeof TextField>> = {}) =>
    shown.includes(key) && (
      <TextField
        id={FIELD_IDS[key]}
        label={m(officialLabel(key, kind))}
        value={typed[key]}
        set={(text) => set({ [key]: text })}
        {...more}
      />
    );
  return (
    <>
      <p class="hint">{children}</p>
      <Pick
        name="sebagai"
        legend={m('as')}
        value={kind}
        set={(next) => {
          const to = next as OfficialChange;
          set({ kind: to, ...(isOfHolder(to) === isOfHolder(kind) ? {} : { who: '' }) });
        }}
        options={OFFICIAL_CHANGES.map((each) => ({ value: each, label: m(each), why: m(`${each}Why`) }))}
      />
      <SelectField
        id={FIELD_IDS.who}
        label={m('who')}
        value={who}
        set={choose}
        options={
          isOfHolder(kind)
            ? holders.map((each) => ({ value: holderKey(each), label: `${actingPrefix(each.acting)}${each.name}` }))
            : [...known, { value: OTHER_ACCOUNT, label: m('otherAccount') }]
        }
      />
      {field('login', {
        why: m(settings.kind === 'embedded' ? 'accountHere' : 'accountGitHub'),
        set: (login) => set({ login: login.trim() }),
        longest: 39,
      })}
      {field('name', { why: m('nameWhy') })}
      {asksSigning(kind) && (
        <div class="manage-pair">
          {field('rank', { isOptional: true, longest: 60 })}
          {field('nip', { isOptional: true, why: m('nipWhy'), longest: 21 })}
        </div>
      )}
      {!isOfHolder(kind) && (
        <div class="manage-pair">
          {field('from', { type: 'date' })}
          {field('until', { type: 'date', isOptional: isOpenEnd('until', kind) })}
        </div>
      )}
      {kind === 'end' && field('until', { type: 'date' })}
      {field('decree', { why: m('decreeWhy'), longest: 200 })}
    </>
  );
}

/** Finds the account of a login while it is typed. */
function useAccount(login: string, managed: ManagedOffice): { person?: KnownPerson | undefined; isNone: boolean } {
  const { forge, settings, failed } = usePlace();
  const [found, setFound] = useState<{ login: string; person?: KnownPerson | undefined; isNone: boolean }>();
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
    const numbers = waitingFor(index, office.procedureOf, role).map(({ number }) => number);
    loadActs(forge, numbers).then(setActs, failed);
  }, [managed, role]);
  return (
    holder && holderConsequences(index, office, { roles: office.roles, role, holder }, (number) => acts.get(number))
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
