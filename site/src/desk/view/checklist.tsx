import type { ComponentChildren } from 'preact';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { Turn } from '#domain/case/act/turn.ts';
import { instantAt, textAt } from '#domain/case/state/world.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import type { Language } from '#domain/problem.ts';
import { type Booking, clashes } from '#domain/room/bookings.ts';
import { actingPrefix } from '#domain/words/parties.ts';
import { period } from '#domain/words/time.ts';
import { type NamedUse, othersAsking } from '../asked-rooms.ts';
import { attested, type DeskCase, type CurrentState } from '../desk-case.ts';
import { type DeskPlace, Time, useNow, usePlace } from './common.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly turn: Turn | undefined;
  readonly result: unknown;
  readonly isOpen: boolean;
  readonly asked: readonly NamedUse[];
}

/** Shows the quality standard (mutu baku) of the row, and what an Approve must contain. */
export function Checklist({ one, current, turn, result, isOpen, asked: wishes }: Props) {
  const { forge, say, language } = usePlace();
  const { office } = one;
  const { step, state, procedure } = current;
  const { requires = {}, completeness, output, time, consults = [] } = step;
  const supplier = rolesOf(step.actor)[0] ?? '';
  const due = state.visit.deadline?.due;
  const now = useNow(forge);
  const asked = consults.map((party) => {
    if (!('role' in party)) return party.text[language];
    const holders = holdersOf(office.roles, party.role, now, procedure.zone).map(
      ({ name, acting }) => `${actingPrefix(acting)}${name}`,
    );
    return `${office.roleName(party.role)[language]} (${holders.length > 0 ? holders.join(', ') : say('vacant')})`;
  });
  return (
    <details class="part" open={isOpen}>
      <summary>
        <h2 class="part-title">{say('rowAsks', { r: state.visit.row })}</h2>
      </summary>
      <p lang="id">{step.activity}</p>
      <dl class="facts">
        <Line name={say('completeness')}>
          <span lang="id">{completeness || say('empty')}</span>
        </Line>
        <Line name={say('time')}>
          <span lang="id">{time.printed || say('empty')}</span>
          {due && (
            <>
              {' '}
              (<Time at={due} zone={procedure.zone} short />)
            </>
          )}
        </Line>
        <Line name={say('output')}>
          <span lang="id">{output || say('empty')}</span>
        </Line>
        {asked.length > 0 && <Line name={say('consults')}>{asked.join(', ')}</Line>}
        {requires.result !== undefined && turn && (
          <Line name={say('result')}>
            {turn.suppliesResult === false
              ? say('filledByOther', { p: office.roleName(supplier)[language] })
              : say('toFill')}
          </Line>
        )}
        {requires.note && <Line name={say('note')}>{requires.note[language]}</Line>}
        <RoomLines
          one={one}
          current={current}
          result={turn?.suppliesResult ? result : attested(current)}
          asked={wishes}
        />
      </dl>
    </details>
  );
}

/** Shows a fact with its name. */
export function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Slot = Pick<Booking, 'room' | 'start' | 'end'>;

const slotWords = (
  { office }: DeskCase,
  { procedure }: CurrentState,
  { room, start, end }: Slot,
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
  { one, current, asked }: Pick<Props, 'one' | 'current' | 'asked'>,
  wish: Slot & Pick<Booking, 'case'>,
  { say, language }: Pick<DeskPlace, 'say' | 'language'>,
): { readonly taken: string[]; readonly also: string[] } {
  const words = (slot: Slot, c: string) => ({ ...slotWords(one, current, slot, language), c });
  const taken = clashes(one.index.bookings, wish).map((each) => say('roomTaken', words(each, each.case)));
  const others = othersAsking(asked, wish).join(', ');
  return { taken, also: others === '' ? [] : [say(taken.length > 0 ? 'roomAlso' : 'roomAsked', words(wish, others))] };
}

/** Shows the room that the case has, and whether the room that is asked for or being typed is free (R24, R25). */
function RoomLines({ one, current, result, asked }: Pick<Props, 'one' | 'current' | 'result' | 'asked'>) {
  const { say, language } = usePlace();
  const { state, step } = current;
  const { books } = step.requires ?? {};
  const typed = books &&
    result !== undefined && {
      room: textAt(result, books.room),
      start: instantAt(result, books.start),
      end: instantAt(result, books.end),
    };
  const { room, start, end } = typed || state.slot;
  const held = state.booking;
  const words = (slot: Slot) => slotWords(one, current, slot, language);
  const holds = held && <Line name={say('room')}>{say('roomHeld', words(held))}</Line>;
  if (!room || !start || !end || end <= start || (held && !books && !step.offers)) return holds || null;
  const wish = { room, start, end, case: state.opens.case };
  const { taken, also } = clashWords({ one, current, asked }, wish, { say, language });
  return (
    <>
      {holds}
      <Line name={say('room')}>
        {taken.length === 0 ? (
          (also[0] ?? say('roomFree', words(wish)))
        ) : (
          <ul class="clash">
            {[...taken, ...also].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Line>
    </>
  );
}
