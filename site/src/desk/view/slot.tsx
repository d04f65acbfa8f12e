import { useState } from 'preact/hooks';
import { fromWall, toWall } from '#domain/clock/local-time.ts';
import { type FieldProps, type Labels, useLabels } from './fields.tsx';
import { usePlace } from './common.tsx';

const WORDS = {
  day: { id: 'Hari', en: 'Day' },
  endsLater: { id: 'Selesai pada hari lain', en: 'Ends on another day' },
  lastDay: { id: 'Hari selesai', en: 'Last day' },
};

/** What is typed of a time: one day with two times. `lastDay` is undefined if it ends on the same day. */
interface Parts {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly lastDay: string | undefined;
}

/** Start and end as the request writes them. */
interface Slot {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Returns what the fields show for a start and an end. Pure. */
export function partsOf({ start, end }: Slot, zone: string): Parts {
  const [day = '', from = ''] = toWall(start, zone).split('T');
  const [last = '', to = ''] = toWall(end, zone).split('T');
  return { day: day || last, from, to, lastDay: day && last && last !== day ? last : undefined };
}

/** Returns start and end for what the fields show; undefined where a day or a time is missing. Pure. */
export const slotOf = ({ day, from, to, lastDay = day }: Parts, zone: string): Slot => ({
  start: fromWall(`${day}T${from}`, zone),
  end: fromWall(`${lastDay}T${to}`, zone),
});

interface Props {
  readonly start: FieldProps;
  readonly end: FieldProps;
  readonly set: (slot: Slot) => void;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * Shows start and end of a request as one day and two times, because most events end on the day on which they begin.
 * A day without a time is kept here only, since a request has whole times.
 */
export function SlotFields({ start, end, set }: Props) {
  const { language } = usePlace();
  const { zone } = start.form;
  const written: Slot = { start: text(start.value), end: text(end.value) };
  const [typed, setTyped] = useState(() => partsOf(written, zone));
  const made = slotOf(typed, zone);
  // The request may have been changed elsewhere, for example by copying another one.
  const isTyped = same(made, written, zone);
  const parts = isTyped ? typed : partsOf(written, zone);
  const change = (next: Partial<Parts>): void => {
    const all = { ...parts, ...next };
    setTyped(all);
    set(slotOf(all, zone));
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
      {day(`${from.id}-hari`, WORDS.day[language], 'day')}
      {time(from, 'from')}
      {time(to, 'to')}
      {parts.lastDay !== undefined && day(`${to.id}-hari`, WORDS.lastDay[language], 'lastDay')}
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
        {WORDS.endsLater[language]}
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

/** Checks whether two slots are the same instants, however they are written. */
const same = (a: Slot, b: Slot, zone: string): boolean =>
  toWall(a.start, zone) === toWall(b.start, zone) && toWall(a.end, zone) === toWall(b.end, zone);
