import { holdersOf } from '#domain/case/state/roles.ts';
import type { Text } from '#domain/problem.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import { actingPrefix } from '#domain/words/parties.ts';
import { attested } from '../desk-case.ts';
import { clashWords, closureWords, Line, type RoomWish, slotWords, type StepProps, wishOf } from './checklist.tsx';
import { Time, useNow, usePlace } from './common.tsx';

/** Words of this part. They are loaded with it. */
const WORDS = {
  rowAsks: { id: 'Yang diminta langkah {r}', en: 'What step {r} asks for' },
  completeness: { id: 'Kelengkapan', en: 'Completeness' },
  output: { id: 'Output', en: 'Output' },
  toFill: { id: 'isi pada bagian Tindakan', en: 'fill in under Act' },
} as const satisfies Record<string, Text>;

/** Shows the quality standard (mutu baku) of the row, and what an Approve must contain. */
export function Checklist({ one, current, turn, result, isOpen, asked: wishes }: StepProps) {
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
        <h2 class="part-title">{WORDS.rowAsks[language].replace('{r}', String(state.visit.row))}</h2>
      </summary>
      <p lang="id">{step.activity}</p>
      <dl class="facts">
        <Line name={WORDS.completeness[language]}>
          <span lang="id">{completeness || '–'}</span>
        </Line>
        <Line name={say('time')}>
          <span lang="id">{time.printed || '–'}</span>
          {due && (
            <>
              {' '}
              (<Time at={due} zone={procedure.zone} short />)
            </>
          )}
        </Line>
        <Line name={WORDS.output[language]}>
          <span lang="id">{output || '–'}</span>
        </Line>
        {asked.length > 0 && <Line name={say('consults')}>{asked.join(', ')}</Line>}
        {requires.result !== undefined && turn && (
          <Line name={say('result')}>
            {turn.suppliesResult === false
              ? say('filledByOther', { p: office.roleName(supplier)[language] })
              : WORDS.toFill[language]}
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

/** Shows the room that the case has, and whether the room that is asked for or being typed is free (R24, R25). */
function RoomLines({ one, current, result, asked }: Pick<StepProps, 'one' | 'current' | 'result' | 'asked'>) {
  const { say, language } = usePlace();
  const { booking: held } = current.state;
  const words = (slot: RoomWish) => slotWords(one, current, slot, language);
  const wish = wishOf(current, result);
  const slot = wish ?? held;
  const closed = slot ? closureWords({ one, current }, slot, language) : [];
  const holds = held && (
    <Line name={say('room')}>{[say('roomHeld', words(held)), ...(wish ? [] : closed)].join(' ')}</Line>
  );
  if (!wish) return holds || null;
  const { taken, also } = clashWords({ one, current, asked }, wish, { say, language });
  return (
    <>
      {holds}
      <Line name={say('room')}>
        {closed.length + taken.length === 0 ? (
          (also[0] ?? say('roomFree', words(wish)))
        ) : (
          <ul class="clash">
            {[...closed, ...taken, ...also].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Line>
    </>
  );
}
