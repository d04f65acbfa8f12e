/** Parts that the pages of Kelola share: fields, the sentence of a change, what follows from it, and the sending. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { capital } from '#domain/words/language.ts';
import { fieldId } from '../../field-id.ts';
import { RefusedByForge, SessionEnded } from '../../forge.ts';
import type { ManagedOffice } from '../../manage/load.ts';
import { type Consequence, effectsOf } from '../../manage/consequences.ts';
import type { Plan, PlannedChange } from '../../manage/plan.ts';
import { propose } from '../../manage/proposals.ts';
import { type ManageWord, sayManage } from '../../manage/words.ts';
import type { Fault } from '../../problem-words.ts';
import { announce, Icon, Refused, useNow, usePlace } from '../common.tsx';
import { FaultSummary } from '../fault-summary.tsx';

/** Returns the words of Kelola in the reader's language. */
export function useWords() {
  const { language } = usePlace();
  return (key: ManageWord, values?: Readonly<Record<string, string | number>>): string =>
    sayManage(key, language, values);
}

/** The names of those values of a form that are texts. */
type TextName<T> = { [K in keyof T]: string extends T[K] ? K : never }[keyof T];

/**
 * Keeps what was typed in this tab, so that a new sign-in or a reload loses nothing.
 * @param name name of the form
 */
export function useKept<T extends object>(name: string, account: number, empty: T) {
  const key = `disposisi-kelola-${account}-${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      return { ...empty, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<T>) };
    } catch {
      return empty;
    }
  });
  const change = (from: (before: T) => T): void =>
    setValue((before) => {
      const next = from(before);
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Without storage, only a reload loses what was typed.
      }
      return next;
    });
  return {
    value,
    set: (more: Partial<T>): void => change((before) => ({ ...before, ...more })),
    /** Returns value and setter of a field for one of the texts. */
    field: (name: TextName<T>) => ({
      value: String(value[name]),
      set: (text: string): void => change((before) => ({ ...before, [name]: text })),
    }),
    forget: (): void => sessionStorage.removeItem(key),
  };
}

/** What is wrong with the fields of a form, by the ids of their controls. */
const Marks = createContext<ReadonlyMap<string, string>>(new Map());

/**
 * Shows a form that marks what is wrong with its fields: a wrong value at once, an empty field once somebody tried to
 * send. Then a list with links to the fields is above them.
 * @param tries how often somebody tried to send
 */
export function MarkedForm({
  faults,
  tries = 0,
  submit,
  children,
}: {
  faults: readonly Fault[];
  tries?: number;
  submit?: () => void;
  children: ComponentChildren;
}) {
  const { language, say } = usePlace();
  const shown = faults.filter(({ isMissing }) => tries > 0 || !isMissing);
  return (
    <form
      class={`card manage-form ${submit ? 'manage-ask' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit?.();
      }}
      noValidate
    >
      {tries > 0 && <FaultSummary faults={shown} title={say('problems')} found={tries} />}
      <Marks.Provider value={new Map(shown.map(({ path, message }) => [fieldId(path), message[language]]))}>
        {children}
      </Marks.Provider>
    </form>
  );
}

interface FieldTexts {
  readonly id: string;
  readonly label: string;
  readonly why?: string | undefined;
  readonly isOptional?: boolean;
}

type MarkedTexts = FieldTexts & { readonly fault: string | undefined };

/** Returns the texts of a field with the id of its control, and with what is wrong with its value. */
function useMarked(texts: FieldTexts): MarkedTexts {
  const id = fieldId(`/${texts.id}`);
  return { ...texts, id, fault: useContext(Marks).get(id) };
}

/** Shows a field with its label, why it is asked, and what is wrong with it. */
function Field({ id, label, why, fault, isOptional, children }: MarkedTexts & { children: ComponentChildren }) {
  const m = useWords();
  return (
    <div class="manage-field">
      <label for={id}>
        {label} {isOptional && <span class="hint">{m('optional')}</span>}
      </label>
      {why && (
        <p class="hint" id={`${id}-hint`}>
          {why}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {children}
    </div>
  );
}

const described = ({ id, why, fault }: MarkedTexts) => ({
  id,
  'aria-describedby': [why && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined,
  'aria-invalid': fault ? (true as const) : undefined,
});

interface InputProps extends FieldTexts {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly type?: 'text' | 'date' | 'datetime-local' | 'email' | 'tel';
  readonly longest?: number;
}

/** Shows a field for one line. */
export function TextField({ value, set, type = 'text', longest, ...texts }: InputProps) {
  const marked = useMarked(texts);
  return (
    <Field {...marked}>
      <input
        {...described(marked)}
        {...({ type } as { type: 'text' })}
        value={value}
        maxLength={longest}
        autocomplete="off"
        onInput={(event) => set(event.currentTarget.value)}
      />
    </Field>
  );
}

/** Shows a field for several lines. */
export function LinesField({ value, set, rows = 3, ...texts }: InputProps & { rows?: number }) {
  const marked = useMarked(texts);
  return (
    <Field {...marked}>
      <textarea {...described(marked)} rows={rows} value={value} onInput={(event) => set(event.currentTarget.value)} />
    </Field>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly why?: string;
}

/** Shows a list from which one is chosen. */
export function SelectField({
  value,
  set,
  options,
  ...texts
}: FieldTexts & Pick<InputProps, 'value' | 'set'> & { options: readonly Option[] }) {
  const { say } = usePlace();
  const marked = useMarked(texts);
  return (
    <Field {...marked}>
      <select {...described(marked)} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{say('choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Shows few choices next to each other. */
export function Pick({
  name,
  legend,
  value,
  set,
  options,
}: {
  name: string;
  legend: string;
  value: string;
  set: (value: string) => void;
  options: readonly Option[];
}) {
  return (
    <fieldset class="manage-pick">
      <legend>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => set(option.value)}
            />
            <span>
              {option.label}
              {option.why && <small>{option.why}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The most sentences that are shown in large type. */
const MOST_BIG = 3;

interface ChangeProps {
  readonly managed: ManagedOffice;
  readonly plan: Plan;
  /** The fields of the form. */
  readonly fields: ComponentChildren;
  /** Something more to say in the sentence's card. */
  readonly more?: string | undefined;
  /** The parts of the sentence that are set in bold. */
  readonly strong?: readonly string[];
  /** What follows from the change; by default, what follows from its files. */
  readonly effects?: readonly Consequence[];
  /** A drawing below the sentence. */
  readonly children?: ComponentChildren;
  /** Called once the change is proposed. */
  readonly sent: () => void;
  /** The address to go back to; by default the list of proposals. */
  readonly back?: string;
}

type PreviewProps = Omit<ChangeProps, 'fields'>;

const isChange = (plan: Plan): plan is PlannedChange => 'files' in plan;

/** Shows the form of a change, next to it the change as one sentence with what follows from it, and sends it as a proposal. */
export function ChangeForm({ fields, ...preview }: ChangeProps) {
  const [tries, setTries] = useState(0);
  const { plan } = preview;
  return (
    <div class="manage-two">
      <MarkedForm faults={'faults' in plan ? plan.faults : []} tries={tries}>
        {fields}
      </MarkedForm>
      <Preview {...preview} refused={() => setTries((before) => before + 1)} />
    </div>
  );
}

/** @param refused called if fields must be corrected before the change can be sent */
function Preview({
  refused,
  managed,
  plan,
  more,
  strong = [],
  children,
  sent,
  ...rest
}: PreviewProps & { refused: () => void }) {
  const { language, settings, forge, go, failed } = usePlace();
  const now = useNow(forge);
  const { effects = effectsOf(managed, plan, { language, now }), back = '#/kelola/usulan' } = rest;
  const m = useWords();
  const [fault, setFault] = useState('');
  const [isSending, setSending] = useState(false);
  const isUnderWay = useRef(false);
  const key = JSON.stringify(plan);
  useEffect(() => setFault(''), [key]);
  const send = async (): Promise<void> => {
    if (isUnderWay.current) return;
    if ('faults' in plan) return refused();
    if (!isChange(plan)) return announce(plan.fault);
    isUnderWay.current = true;
    setSending(true);
    setFault('');
    try {
      const number = await propose(forge, settings.owner, managed, plan);
      sent();
      go(`#/kelola/usulan/${number}`);
    } catch (error) {
      isUnderWay.current = false;
      setSending(false);
      failed(error);
      if (error instanceof SessionEnded) return;
      setFault(m('notSent', { r: error instanceof RefusedByForge ? `${error.message}.` : m('noNetwork') }));
    }
  };
  return (
    <div class="manage-right">
      <section class="says" aria-label={m('willBe')} id="kalimat">
        <p class="says-label">{m('willBe')}</p>
        {isChange(plan) ? (
          <>
            {plan.sentences.length > MOST_BIG && (
              <ul class="plain">
                {plan.sentences.map((sentence) => (
                  <li key={sentence.id}>{sentence[language]}</li>
                ))}
              </ul>
            )}
            {(plan.sentences.length > MOST_BIG ? [] : plan.sentences).map((sentence, at) => (
              <p key={sentence.id} class="says-big">
                <Strong text={sentence[language]} parts={strong} />. {at === plan.sentences.length - 1 && more}
              </p>
            ))}
            {children}
          </>
        ) : (
          <p class="says-none">{'fault' in plan ? plan.fault : m('fillIn')}</p>
        )}
      </section>
      <section class="card">
        {isChange(plan) && effects.length > 0 && (
          <>
            <h2>{m('effects')}</h2>
            <Effects effects={effects} cases={managed.index.cases} />
          </>
        )}
        <Refused text={fault} />
        <p class="gestures">
          <button type="button" disabled={isSending} aria-describedby="kalimat" onClick={() => void send()}>
            <Icon name="send" />
            {isSending ? m('sending') : m('send')}
          </button>
          <a class="plain" href={back} onClick={sent}>
            {m('cancel')}
          </a>
        </p>
        <p class="hint">{m(settings.kind === 'embedded' ? 'thenHere' : 'thenGitHub')}</p>
      </section>
    </div>
  );
}

/** Shows a text with some of its parts in bold. */
function Strong({ text, parts }: { text: string; parts: readonly string[] }) {
  const [next] = parts
    .map((part) => ({ part, at: part === '' ? -1 : text.indexOf(part) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.part.length - a.part.length);
  if (!next) return <>{text}</>;
  const end = next.at + next.part.length;
  return (
    <>
      {text.slice(0, next.at)}
      <b>{next.part}</b>
      <Strong text={text.slice(end)} parts={parts} />
    </>
  );
}

/** Lists what follows from a change. */
export function Effects({
  effects,
  cases = {},
}: {
  effects: readonly Consequence[];
  cases?: Readonly<Record<string, { readonly id: string }>>;
}) {
  const numbers = new Map(Object.entries(cases).map(([number, { id }]) => [id, number]));
  return (
    <ul class="effects">
      {effects.map(({ kind, words }) => (
        <li key={words} class={`is-${kind}`}>
          <Icon name={kind} />
          <span>
            {capital(words)
              .split(/([A-Z][A-Z0-9]+-\d{4}-\d+)/)
              .map((part) => (numbers.has(part) ? <a href={`#/${numbers.get(part)}`}>{part}</a> : part))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Moves the focus to the heading of the form, once it shows what a button of the list below has chosen. */
export const toForm = (): void =>
  void requestAnimationFrame(() => document.querySelector<HTMLElement>('.manage-form h2')?.focus());
