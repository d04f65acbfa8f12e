import type { ComponentChildren } from 'preact';
import type { Turn } from '#domain/case/act/turn.ts';
import { closedWhen } from '#domain/case/room/booking.ts';
import { instantAt, textAt } from '#domain/case/state/world.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import { requiredNames, type Schema } from '#domain/request/annotations.ts';
import type { Language } from '#domain/problem.ts';
import { type Booking, clashes } from '#domain/room/bookings.ts';
import { closuresIn } from '#domain/room/closures.ts';
import { capital } from '#domain/words/language.ts';
import { period } from '#domain/words/time.ts';
import { type NamedUse, othersAsking } from '../asked-rooms.ts';
import { nameOf } from '../attachment-name.ts';
import { attested, type DeskCase, type CurrentState } from '../desk-case.ts';
import { type DeskPlace, Icon, usePlace } from './common.tsx';

export interface StepProps {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly turn: Turn | undefined;
  readonly result: unknown;
  readonly isOpen: boolean;
  readonly asked: readonly NamedUse[];
}

/**
 * Shows what the step asks for, with what is there already: attachments, a free room, and what is typed here.
 * @param hasNote whether something is typed as the note
 */
export function Ticks(props: StepProps & { readonly hasNote: boolean }) {
  const { one, current, turn, result, hasNote, isOpen, asked } = props;
  const { say, language } = usePlace();
  const { step, state } = current;
  const { requires = {}, consults = [] } = step;
  const wish = wishOf(current, turn?.suppliesResult ? result : attested(current));
  const { taken, also } = wish ? clashWords({ one, current, asked }, wish, { say, language }) : { taken: [], also: [] };
  const slot = wish ?? state.booking;
  const closed = slot ? closureWords({ one, current }, slot, language) : [];
  const files = state.attachments.map((each) => nameOf(state, each)).join(', ');
  const held = state.booking;
  const isTyped = isComplete(one.office.schemas.get(requires.result ?? ''), result);
  const typed = (name: string, isThere: boolean): Tick => [
    isThere ? 'check' : 'pen',
    say(isThere ? 'writtenNow' : 'writtenHere', { f: name }),
  ];
  const ticks: Tick[] = [
    files === '' ? ['warn', say('noAttachments')] : ['check', say('attached', { f: files })],
    ...[...closed, ...taken, ...also].map((line): Tick => ['warn', line]),
    ...(held && closed.length === 0 ? [tick(say('roomHeld', slotWords(one, current, held, language)))] : []),
    ...(wish && !held && closed.length + taken.length + also.length === 0
      ? [tick(say('roomFree', slotWords(one, current, wish, language)))]
      : []),
    ...(requires.result === undefined
      ? []
      : [
          turn?.suppliesResult === false
            ? tick(
                `${say('result')}: ${say('filledByOther', { p: one.office.roleName(rolesOf(step.actor)[0] ?? '')[language] })}`,
              )
            : typed(say('result'), isTyped),
        ]),
    ...(requires.note ? [typed(capital(requires.note[language]), hasNote)] : []),
    ...consults.map((party): Tick => [
      'people',
      `${say('consults')} ${'role' in party ? one.office.roleName(party.role)[language] : party.text[language]}`,
    ]),
  ];
  return (
    <details class="ticks" open={isOpen}>
      <summary>{say('present', countOf(ticks))}</summary>
      <ul>
        {ticks.map(([icon, text]) => (
          <li key={text} class={`is-${icon}`}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Checks whether every required field of a result is filled in. Whether the values are right is checked on sending. */
function isComplete(schema: Schema | undefined, result: unknown): boolean {
  if (!schema || typeof result !== 'object' || result === null) return false;
  const values = result as Readonly<Record<string, unknown>>;
  return isFilled(values) && requiredNames(schema, values).every((name) => isFilled(values[name]));
}

const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(isFilled)
    : value !== undefined && value !== null && value !== '';

type Tick = readonly ['check' | 'warn' | 'pen' | 'people', string];

/** Counts what is there, of what is there or lacking. Whether people were asked is not known yet. */
export function countOf(ticks: readonly Tick[]): { readonly n: number; readonly m: number } {
  const counted = ticks.filter(([icon]) => icon !== 'people');
  return { n: counted.filter(([icon]) => icon === 'check').length, m: counted.length };
}

const tick = (text: string): Tick => ['check', text];

/** Shows a fact with its name. */
export function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export type RoomWish = Pick<Booking, 'room' | 'start' | 'end'>;

export const slotWords = (
  { office }: DeskCase,
  { procedure }: CurrentState,
  { room, start, end }: RoomWish,
  language: Language,
) => ({
  room: office.roomName(room)[language],
  t: period(start, end, procedure.zone)[language],
});

/**
 * Writes which other cases have booked, or ask for, the room that a case asks for. To ask for a room does not reserve
 * it (R25).
 * @returns `taken`: a sentence for each booking; `also`: one sentence about the cases that ask, or nothing
 */
export function clashWords(
  { one, current, asked }: Pick<StepProps, 'one' | 'current' | 'asked'>,
  wish: RoomWish & Pick<Booking, 'case'>,
  { say, language }: Pick<DeskPlace, 'say' | 'language'>,
): { readonly taken: string[]; readonly also: string[] } {
  const words = (slot: RoomWish, c: string) => ({ ...slotWords(one, current, slot, language), c });
  const taken = clashes(one.index.bookings, wish).map((each) => say('roomTaken', words(each, each.case)));
  const others = othersAsking(asked, wish).join(', ');
  return { taken, also: others === '' ? [] : [say(taken.length > 0 ? 'roomAlso' : 'roomAsked', words(wish, others))] };
}

/** Writes when and why a room is closed during a time (R51), since nothing can take place there then. */
export const closureWords = (
  { one, current: { procedure } }: Pick<StepProps, 'one' | 'current'>,
  { room: id, start, end }: RoomWish,
  language: Language,
): string[] => {
  const room = one.office.rooms.find((each) => each.id === id);
  return room ? closuresIn(room, { start, end }).map((each) => closedWhen(each, procedure.zone)[language]) : [];
};

/** Returns the room and the time that the case asks for, or that is being typed; undefined if there is nothing to ask. */
export function wishOf({ state, step }: CurrentState, result: unknown): (RoomWish & Pick<Booking, 'case'>) | undefined {
  const { books } = step.requires ?? {};
  const typed = books &&
    result !== undefined && {
      room: textAt(result, books.room),
      start: instantAt(result, books.start),
      end: instantAt(result, books.end),
    };
  const { room, start, end } = typed || state.slot;
  if (!room || !start || !end || end <= start || (state.booking && !books && !step.offers)) return undefined;
  return { room, start, end, case: state.opens.case };
}
