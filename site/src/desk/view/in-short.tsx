import { settledPlace } from '#domain/case/room/prefill.ts';
import { labelAt, labelOfValue, fieldAt, type Schema, titlesIn } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { isRestrictedNature } from '#domain/request/public.ts';
import { changedSince, unchangedSince } from '#domain/words/changes.ts';
import { period } from '#domain/words/time.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { NamedUse } from '../asked-rooms.ts';
import { nameOf } from '../attachment-name.ts';
import type { DeskCase, CurrentState } from '../desk-case.ts';
import { problemWords } from '../problem-words.ts';
import { type DeskRound, isChanged } from '../rounds.ts';
import { clashWords, closureWords, Line } from './checklist.tsx';
import { usePlace, Words } from './common.tsx';
import { Values } from './values.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly round: DeskRound | undefined;
  readonly isLate: boolean;
  readonly asked: readonly NamedUse[];
}

/** Shows the facts for a decision on one screen: who, what, when, where, the attachments, and what is unusual. */
export function InShort({ one, current, round, isLate, asked }: Props) {
  const { say, language } = usePlace();
  const { state, procedure, schema } = current;
  const { start, end } = state.slot;
  // The place that was settled counts, and not the one that was asked for.
  const settled = settledPlace(procedure, state);
  const { room } = settled ?? state.slot;
  const line = ({ label, field, value }: MainFact) => (
    <Line key={label.id} name={label[language]}>
      <Values root={schema} schema={field} value={value} zone={procedure.zone} office={one.office} />
    </Line>
  );
  return (
    <section class="in-short" aria-labelledby="ringkas">
      <h2 id="ringkas">{say('inShort')}</h2>
      <dl class="facts">
        {whoAndWhat(procedure, schema, state.request).map(line)}
        {start && end && <Line name={say('when')}>{period(start, end, procedure.zone)[language]}</Line>}
        {room && <Line name={say('room')}>{one.office.roomName(room)[language]}</Line>}
        {placeAndPeople(procedure, schema, state.request, settled).map(line)}
        {state.agenda && (
          <Line name={say('agenda')}>
            {state.agenda.number}/{state.agenda.year}
          </Line>
        )}
        <Line name={say('attachments')}>
          {state.attachments.length === 0 ? (
            say('noAttachments')
          ) : (
            <button type="button" class="plain-button jump" onClick={() => jumpTo('lampiran')}>
              <Words>{state.attachments.map((each) => nameOf(state, each)).join(', ')}</Words>
            </button>
          )}
        </Line>
        <Line name={say('unusual')}>
          <Unusual one={one} current={current} round={round} isLate={isLate} asked={asked} />
        </Line>
      </dl>
    </section>
  );
}

/**
 * Lists what is unusual: lateness, a restricted nature, clashes of rooms, warnings, and the changes of the last round.
 */
function Unusual({ one, current, round, isLate, asked }: Props) {
  const { say, language } = usePlace();
  const { state, procedure, schema } = current;
  const { room, start, end } = state.slot;
  const wish =
    !state.end && room && start && end && end > start && !state.booking
      ? { room, start, end, case: state.opens.case }
      : undefined;
  const { taken, also } = wish ? clashWords({ one, current, asked }, wish, { say, language }) : { taken: [], also: [] };
  const slot = wish ?? state.booking;
  const closed = slot && !state.end ? closureWords({ one, current }, slot, language) : [];
  const warnings = one.entries.findLast(({ kind }) => kind === 'submitted')?.warnings ?? [];
  const { nature } = procedure.request.pointers;
  const isNarrow = nature !== undefined && isRestrictedNature(state.nature);
  const lines = [
    ...(isLate ? [say('late')] : []),
    ...(isNarrow
      ? [
          `${labelAt(schema, nature)?.[language] ?? ''}: ${labelOfValue(fieldAt(schema, nature) ?? {}, valueAt(state.request, nature))[language]}`,
        ]
      : []),
    ...closed,
    ...taken,
    ...also,
    ...warnings
      // What is known now about the room replaces the warnings that were recorded at submission.
      .filter(({ code }) => code !== 'room-closure' && (taken.length === 0 || code !== 'room-taken'))
      .map((problem) => problemWords(problem, { schema, zone: procedure.zone }, language)),
  ];
  if (lines.length === 0 && !round) return <>{say('nothingUnusual')}</>;
  return (
    <ul class="plain">
      {lines.map((text, at) => (
        <li key={at}>{text}</li>
      ))}
      {round && (
        <li>
          {isChanged(round) ? (
            <button type="button" class="plain-button jump" onClick={() => jumpTo('berubah')}>
              {changedSince(round.since)[language]}: {changeCount(round)}
            </button>
          ) : (
            unchangedSince(round.since)[language]
          )}
        </li>
      )}
    </ul>
  );
}

const changeCount = ({ fields, attachments }: DeskRound): number =>
  fields.length + attachments.filter(({ is }) => is !== 'kept').length;

/** Moves to a part of the page, and unfolds it or opens the sheet that it is on. The address does not change, because it names the case. */
export function jumpTo(id: string): void {
  const part = document.getElementById(id);
  const folded = part?.closest('details');
  if (folded) folded.open = true;
  const sheet = part?.closest('dialog');
  if (sheet && !sheet.open) sheet.showModal();
  const target = part?.matches('details') ? part.querySelector<HTMLElement>('summary') : part;
  target?.focus({ preventScroll: true });
  part?.scrollIntoView();
}

/** A value of the request that a decision needs first, with the schema of its field. */
export interface MainFact {
  readonly label: Text;
  readonly field: Schema;
  readonly value: unknown;
}

const folder = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/**
 * Returns who applies and for what: the fields by which the archive filters (`x-archive`). If none of these fields is
 * in the group of the applicant's account, the account comes first.
 */
export function whoAndWhat({ request: { pointers } }: Procedure, schema: Schema, request: unknown): MainFact[] {
  const filters = [...titlesIn(schema).keys()].filter((each) => fieldAt(schema, each)?.['x-archive'] === 'filter');
  const { applicant } = pointers;
  const who = applicant === undefined || filters.some((each) => folder(each) === folder(applicant)) ? [] : [applicant];
  return [...who, ...filters].flatMap((pointer) => factAt(schema, request, pointer));
}

/**
 * Returns the place outside of the office's rooms, and the number of participants.
 * @param settled the room or place that was settled; undefined if none was
 */
export const placeAndPeople = (
  { request: { pointers } }: Procedure,
  schema: Schema,
  request: unknown,
  settled?: { readonly place?: string },
): MainFact[] => [
  ...(pointers.place === undefined ? [] : factAt(schema, request, pointers.place, settled && [settled.place])),
  ...(pointers.participants === undefined ? [] : factAt(schema, request, pointers.participants)),
];

/** @param instead the value that is shown in place of the request's */
function factAt(schema: Schema, request: unknown, pointer: string, instead?: readonly unknown[]): MainFact[] {
  const value = instead ? instead[0] : valueAt(request, pointer);
  const [field, label] = [fieldAt(schema, pointer), labelAt(schema, pointer)];
  return field && label && value !== undefined ? [{ field, label, value }] : [];
}
