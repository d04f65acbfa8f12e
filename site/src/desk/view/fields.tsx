import type { ComponentChildren, ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import {
  descriptionOf,
  hintAt,
  itemsOf,
  labelOf,
  labelOfValue,
  mayBeEmpty,
  propertiesOf,
  requiredNames,
  resolve,
  type Schema,
} from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import { meaningOf, patternOf } from '#domain/request/named-rooms.ts';
import type { RequestRules } from '#domain/request/semantics.ts';
import { fromWall, toWall } from '#domain/clock/local-time.ts';
import type { Fault } from '../problem-words.ts';
import type { DeskOffice } from '../office.ts';
import { fieldId } from '../field-id.ts';
import { FIELDS } from '../field-words.ts';
import { filled } from '../sign-in-words.ts';
import { dayAndTimes, type DayAndTimes, isSameTime, startAndEnd, type StartAndEnd } from '../typed-times.ts';
import { usePlace } from './common.tsx';

export { fieldId };

/** Everything that the fields of a form share. */
export interface FieldContext {
  readonly root: Schema;
  readonly office: DeskOffice;
  readonly zone: string;
  readonly faults: readonly Fault[];
  /** Pointers of the fields to which the procedure gives a meaning, such as room or attachments. */
  readonly pointers?: RequestPointers;
  /** People who may be named in a field, by the pattern of the field. */
  readonly people?: ReadonlyMap<string, People>;
  /** Pointers of fields that the person who fills in this form does not see. */
  readonly hidden?: ReadonlySet<string>;
  /** Pointers of fields that the step requires, although the schema does not. */
  readonly needed?: readonly string[];
  /** Components for fields that only some forms have, by widget. */
  readonly widgets?: Readonly<Record<string, ComponentType<FieldProps>>>;
}

type RequestPointers = RequestRules['pointers'] & { readonly applicant?: string };

export interface FieldProps {
  readonly form: FieldContext;
  readonly schema: Schema;
  readonly path: string;
  readonly value: unknown;
  readonly isRequired: boolean;
  /** Whether the group asks for one of several fields, of which this is one. Such a field is not marked as optional. */
  readonly isAlternative?: boolean;
  readonly set: (value: unknown) => void;
  readonly label?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** Shows the fields of an object in the order of its schema. The same code serves every schema (R3). */
export function Fields({
  form,
  schema,
  path,
  value,
  set,
  only,
}: Pick<FieldProps, 'form' | 'schema' | 'path' | 'value' | 'set'> & {
  /** Names of the fields that are shown, if not all are. */
  only?: readonly string[];
}) {
  const values = (typeof value === 'object' && value !== null ? value : {}) as Values;
  const required = requiredNames(schema, values);
  const alternatives = alternativeNames(schema);
  const names = propertiesOf(schema).flatMap(([name, written]) => {
    // A field with only one possible value is not shown.
    const isShown = resolve(form.root, written)['const'] === undefined && !form.hidden?.has(below(path, name));
    return isShown && (!only || only.includes(name)) ? [name] : [];
  });
  const propsFor = (name: string): FieldProps => ({
    form,
    schema: resolve(form.root, propertiesOf(schema).find(([each]) => each === name)?.[1] ?? {}),
    path: below(path, name),
    value: values[name],
    isRequired: required.includes(name) || (form.needed ?? []).includes(below(path, name)),
    isAlternative: alternatives.includes(name),
    set: (inner) => set({ ...values, [name]: inner }),
  });
  const [start, end] = [form.pointers?.start, form.pointers?.end].map((at) =>
    names.find((name) => below(path, name) === at),
  );
  return (
    <>
      {names.map((name) => {
        if (start === undefined || end === undefined || (name !== start && name !== end))
          return <Field key={name} {...propsFor(name)} />;
        if (name === end) return null;
        const changed = (slot: { start: unknown; end: unknown }): void =>
          set({ ...values, [start]: slot.start, [end]: slot.end });
        return <SlotFields key={name} start={propsFor(start)} end={propsFor(end)} set={changed} />;
      })}
    </>
  );
}

/** Returns the fields of a group of which one must be filled in, such as a room or another place. */
const alternativeNames = ({ oneOf, anyOf }: Schema): unknown[] =>
  [oneOf, anyOf].flat().flatMap((branch) => (branch as Schema | undefined)?.['required'] ?? []);

function Field(props: FieldProps) {
  const { form, schema, path } = props;
  const items = itemsOf(schema);
  const widget = meaningOf(schema, path, form.pointers);
  const Own = form.widgets?.[widget];
  if (Own) return <Own {...props} />;
  if (propertiesOf(schema).length > 0) return <Section {...props} />;
  if (schema['type'] === 'boolean') return <YesNo {...props} />;
  if (items) {
    const item = resolve(form.root, items);
    const choices = choicesOf(form, item, widget, path);
    return choices ? <Checks {...props} choices={choices} /> : <Repeated {...props} item={item} />;
  }
  return <Single {...props} />;
}

export interface Choice {
  readonly value: string;
  readonly label: { readonly id: string; readonly en: string };
}

/** The people who may be named in a field. With `orOthers` any other account may be typed too. */
export interface People {
  readonly known: readonly Choice[];
  readonly orOthers?: boolean;
}

/** Returns the choices of a field: values of an enum, holders, rooms or equipment; undefined if the value is typed. */
function choicesOf(
  { office: { rooms }, people }: FieldContext,
  schema: Schema,
  widget: string,
  path: string,
): readonly Choice[] | undefined {
  if (Array.isArray(schema['enum']))
    return (schema['enum'] as unknown[]).map((value) => ({ value: String(value), label: labelOfValue(schema, value) }));
  const named = people?.get(patternOf(path));
  if (named) return named.orOthers ? undefined : named.known;
  if (widget === 'room') return rooms.map(({ id, name }) => ({ value: id, label: name }));
  if (widget !== 'equipment') return undefined;
  const pieces = new Map(rooms.flatMap(({ equipment }) => equipment).map(({ id, name }) => [id, name]));
  return [...pieces].map(([value, label]) => ({ value, label }));
}

/** Returns the id of a field's control, and the texts next to the field: title, hint and fault. */
export function useLabels({ form, schema, path, isRequired, isAlternative, label }: FieldProps) {
  const { language, say } = usePlace();
  const id = fieldId(path);
  const faults = form.faults.flatMap((each) => (each.path === path ? [each.message[language]] : []));
  const fault = faults.map((each) => (faults.length > 1 ? each.replace(/[^.!?]$/, '$&.') : each)).join(' ');
  const isGroup = propertiesOf(schema).length > 0;
  // An item of a list has a label of its own and no mark, since its list has one.
  const isOptional = !isAlternative && label === undefined && (!isRequired || mayBeEmpty(schema));
  const hint = isGroup ? descriptionOf(schema) : hintAt(form.root, patternOf(path), form.zone);
  return {
    id,
    title: label ?? labelOf(schema)?.[language] ?? path,
    /** Mark of a field that may stay empty. Required is the rule and has no mark. */
    optional: isOptional ? <span class="optional"> ({say('optional')})</span> : null,
    // The hint of a group does not say who will see the group, because the hint of each field says that.
    hint: hint?.[language] ?? '',
    fault,
    described: fault ? `${id}-hint ${id}-fault` : `${id}-hint`,
  };
}

export type Labels = ReturnType<typeof useLabels>;

export function FieldNotes({ id, hint, fault }: Labels) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </>
  );
}

/**
 * Shows controls that belong together, with their legend, hint and fault.
 * @param look class of the frame; without it, a fault of the whole group links to the frame
 */
export function FieldGroup({ labels, look, children }: { labels: Labels; look?: string; children: ComponentChildren }) {
  const frame = look ? { class: look } : { id: labels.id, tabIndex: -1 };
  return (
    <fieldset {...frame} aria-describedby={labels.described}>
      <legend>
        {labels.title}
        {labels.optional}
      </legend>
      <FieldNotes {...labels} />
      {children}
    </fieldset>
  );
}

function Single(props: FieldProps) {
  const { form, schema, value, set } = props;
  const { say, language } = usePlace();
  const labels = useLabels(props);
  const { id, title, optional, fault, described } = labels;
  const widget = meaningOf(schema, props.path, form.pointers);
  const choices = choicesOf(form, schema, widget, props.path);
  const common = { id, 'aria-describedby': described, 'aria-invalid': fault ? (true as const) : undefined };
  const typed = (event: { currentTarget: { value: string } }): void => set(event.currentTarget.value);
  const control = () => {
    if (choices)
      return (
        <select {...common} value={String(value ?? '')} onChange={typed}>
          <option value="">{say('choose')}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label[language]}
            </option>
          ))}
        </select>
      );
    if (schema['format'] === 'date')
      return <input {...common} type="date" value={String(value ?? '')} onInput={typed} />;
    if (widget === 'datetime' || schema['format'] === 'date-time') {
      const picked = (event: { currentTarget: { value: string } }): void =>
        set(fromWall(event.currentTarget.value, form.zone));
      const shown = typeof value === 'string' ? toWall(value, form.zone) : '';
      return <input {...common} type="datetime-local" value={shown} onChange={picked} />;
    }
    if (schema['type'] === 'integer' || schema['type'] === 'number') {
      const counted = (event: { currentTarget: { value: string } }): void => {
        const text = event.currentTarget.value;
        set(text === '' ? undefined : Number(text));
      };
      return <input {...common} type="number" value={String(value ?? '')} onInput={counted} />;
    }
    if (widget === 'text') return <textarea {...common} rows={4} value={String(value ?? '')} onInput={typed} />;
    const proposed = form.people?.get(patternOf(props.path))?.known;
    return (
      <>
        <input
          {...common}
          type="text"
          value={String(value ?? '')}
          onInput={typed}
          autocomplete="off"
          list={proposed && `${id}-usul`}
        />
        {proposed && (
          <datalist id={`${id}-usul`}>
            {proposed.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label[language]}
              </option>
            ))}
          </datalist>
        )}
      </>
    );
  };
  return (
    <div class="field">
      <label for={id}>
        {title}
        {optional}
      </label>
      <FieldNotes {...labels} />
      {control()}
    </div>
  );
}

/** Shows a group of fields. A fault of the whole group links to the frame of the group. */
function Section(props: FieldProps) {
  const labels = useLabels(props);
  return (
    <FieldGroup labels={labels}>
      <Fields {...props} />
    </FieldGroup>
  );
}

function YesNo(props: FieldProps) {
  const { value, set } = props;
  const { language } = usePlace();
  const labels = useLabels(props);
  const option = (choice: boolean, text: string) => (
    <label class="choice">
      <input
        type="radio"
        id={choice ? labels.id : `${labels.id}-tidak`}
        name={labels.id}
        checked={value === choice}
        onChange={() => set(choice)}
      />
      {text}
    </label>
  );
  return (
    <FieldGroup labels={labels} look="choices">
      {option(true, FIELDS.yes[language])}
      {option(false, FIELDS.no[language])}
    </FieldGroup>
  );
}

function Checks(props: FieldProps & { choices: readonly Choice[] }) {
  const { value, set, choices } = props;
  const { language } = usePlace();
  const labels = useLabels(props);
  const chosen = Array.isArray(value) ? (value as unknown[]).map(String) : [];
  const toggle = (one: string, on: boolean): void =>
    set(choices.map((each) => each.value).filter((each) => (each === one ? on : chosen.includes(each))));
  return (
    <FieldGroup labels={labels} look="choices">
      {choices.map((choice, at) => (
        <label class="choice" key={choice.value}>
          <input
            type="checkbox"
            id={at === 0 ? labels.id : `${labels.id}-${choice.value}`}
            checked={chosen.includes(choice.value)}
            onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
          />
          {choice.label[language]}
        </label>
      ))}
    </FieldGroup>
  );
}

/** Shows a list whose items are typed one by one. */
function Repeated(props: FieldProps & { item: Schema }) {
  const { form, item, path, value, isRequired, set } = props;
  const { language } = usePlace();
  const labels = useLabels(props);
  const given = Array.isArray(value) ? (value as unknown[]) : [];
  const items = given.length === 0 && isRequired && !mayBeEmpty(props.schema) ? [undefined] : given;
  const most = typeof props.schema['maxItems'] === 'number' ? props.schema['maxItems'] : Number.POSITIVE_INFINITY;
  const change = (at: number, inner: unknown): void => set(items.map((each, place) => (place === at ? inner : each)));
  const title = (at: number): string => `${labels.title} ${at + 1}`;
  return (
    <FieldGroup labels={labels}>
      {items.map((each, at) => (
        <div class="item" key={at}>
          {propertiesOf(item).length > 0 ? (
            <fieldset>
              <legend>{title(at)}</legend>
              <Fields
                form={form}
                schema={item}
                path={below(path, at)}
                value={each}
                set={(inner) => change(at, inner)}
              />
            </fieldset>
          ) : (
            <Field
              form={form}
              schema={item}
              path={below(path, at)}
              value={each}
              isRequired={false}
              set={(inner) => change(at, inner)}
              label={title(at)}
            />
          )}
          <button type="button" class="plain-button" onClick={() => set(items.filter((_, place) => place !== at))}>
            {filled(FIELDS.removeItem[language], { l: labels.title.toLowerCase(), n: at + 1 })}
          </button>
        </div>
      ))}
      {items.length < most && (
        <button type="button" class="second" onClick={() => set([...items, undefined])}>
          {filled(FIELDS.addItem[language], { l: labels.title.toLowerCase() })}
        </button>
      )}
    </FieldGroup>
  );
}

const SLOT = {
  day: { id: 'Hari', en: 'Day' },
  endsLater: { id: 'Selesai pada hari lain', en: 'Ends on another day' },
  lastDay: { id: 'Hari selesai', en: 'Last day' },
};

interface SlotProps {
  readonly start: FieldProps;
  readonly end: FieldProps;
  readonly set: (slot: StartAndEnd) => void;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * Shows start and end of a request as one day and two times, because most events end on the day on which they begin.
 * A day without a time is kept here only, since a request has whole times.
 */
function SlotFields({ start, end, set }: SlotProps) {
  const { language } = usePlace();
  const { zone } = start.form;
  const written: StartAndEnd = { start: text(start.value), end: text(end.value) };
  const [typed, setTyped] = useState(() => dayAndTimes(written, zone));
  const made = startAndEnd(typed, zone);
  // The request may have been changed elsewhere, for example by copying another one.
  const isTyped = isSameTime(made, written, zone);
  const parts = isTyped ? typed : dayAndTimes(written, zone);
  const change = (next: Partial<DayAndTimes>): void => {
    const all = { ...parts, ...next };
    setTyped(all);
    set(startAndEnd(all, zone));
  };
  const [from, to] = [useLabels(start), useLabels(end)];
  const time = ({ id, title, optional, fault, described }: Labels, name: 'from' | 'to') => (
    <div class="field">
      <label for={id}>
        {title}
        {optional}
      </label>
      <input
        id={id}
        type="time"
        aria-describedby={described}
        aria-invalid={fault ? true : undefined}
        value={parts[name]}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </div>
  );
  const day = (id: string, label: string, name: 'day' | 'lastDay') => (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={parts[name]}
        onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
      />
    </div>
  );
  return (
    <div class="slot">
      {day(`${from.id}-hari`, SLOT.day[language], 'day')}
      {time(from, 'from')}
      {time(to, 'to')}
      {parts.lastDay !== undefined && day(`${to.id}-hari`, SLOT.lastDay[language], 'lastDay')}
      {[from, to].map(({ id, title, hint, fault }, at) => (
        <div class="slot-notes" key={id}>
          <p class="hint" id={`${id}-hint`}>
            {at === 0 ? hint : unsaid(hint, from.hint)}
          </p>
          {fault && (
            <p class="fault" id={`${id}-fault`}>
              {title}: {fault}
            </p>
          )}
        </div>
      ))}
      <label class="choice">
        <input
          type="checkbox"
          checked={parts.lastDay !== undefined}
          onChange={({ currentTarget }) => change({ lastDay: currentTarget.checked ? parts.day : undefined })}
        />
        {SLOT.endsLater[language]}
      </label>
    </div>
  );
}

/** Returns the sentences of a hint that another hint does not have. */
const unsaid = (hint: string, other: string): string =>
  hint
    .split(/(?<=\.) /)
    .filter((sentence) => !other.includes(sentence))
    .join(' ');
