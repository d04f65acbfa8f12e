import type { ComponentChildren } from 'preact';
import { holdersOf } from '#domain/case/roles.ts';
import type { Turn } from '#domain/case/turn.ts';
import { instantAt, textAt } from '#domain/case/world.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import { clashes } from '#domain/room/bookings.ts';
import { period } from '#domain/words/time.ts';
import { type NamedUse, othersAsking } from '../asked-rooms.ts';
import { attested, type DeskCase, type CurrentState } from '../desk-case.ts';
import { Time, useNow, usePlace } from './common.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly turn: Turn | undefined;
  readonly result: unknown;
  readonly isOpen: boolean;
  readonly asked: readonly NamedUse[];
}

/** What the row asks for: the quality standard (mutu baku), and what an Approve must bring. */
export function Checklist({ one, current, turn, result, isOpen, asked: wishes }: Props) {
  const { say, language } = usePlace();
  const { office } = one;
  const { step, state, procedure } = current;
  const { requires = {}, completeness, output, time, consults = [] } = step;
  const supplier = rolesOf(step.actor)[0] ?? '';
  const due = state.visit.deadline?.due;
  const { forge } = usePlace();
  const now = useNow(forge);
  const asked = consults.map((party) => {
    if (!('role' in party)) return party.text[language];
    const holders = holdersOf(office.roles, party.role, now, procedure.zone).map(({ name }) => name);
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

/** A fact by its name. */
export function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Is the room free that the case asks for, or that is typed (R24, R25)? */
function RoomLines({ one, current, result, asked }: Pick<Props, 'one' | 'current' | 'result' | 'asked'>) {
  const { say, language } = usePlace();
  const { state, step, procedure } = current;
  const { books } = step.requires ?? {};
  const typed = books &&
    result !== undefined && {
      room: textAt(result, books.room),
      start: instantAt(result, books.start),
      end: instantAt(result, books.end),
    };
  const { room, start, end } = typed || state.slot;
  const held = state.booking;
  const name = (id: string): string => one.office.roomName(id)[language];
  const when = (from: string, to: string): string => period(from, to, procedure.zone)[language];
  const holds = held && (
    <Line name={say('room')}>{say('roomHeld', { room: name(held.room), t: when(held.start, held.end) })}</Line>
  );
  if (!room || !start || !end || end <= start || (held && !books && !step.offers)) return holds || null;
  const wish = { room, start, end, case: state.opens.case };
  const taken = clashes(one.index.bookings, wish);
  const others = othersAsking(asked, wish);
  const free = others.length > 0 ? 'roomAsked' : 'roomFree';
  return (
    <>
      {holds}
      <Line name={say('room')}>
        {taken.length === 0 ? (
          say(free, { room: name(room), t: when(start, end), c: others.join(', ') })
        ) : (
          <ul class="clash">
            {taken.map((booking) => (
              <li key={booking.case}>
                {say('roomTaken', { room: name(room), t: when(booking.start, booking.end), c: booking.case })}
              </li>
            ))}
            {others.length > 0 && (
              <li>{say('roomAlso', { room: name(room), t: when(start, end), c: others.join(', ') })}</li>
            )}
          </ul>
        )}
      </Line>
    </>
  );
}
