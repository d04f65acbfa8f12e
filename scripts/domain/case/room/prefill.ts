import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { chooseOutcome } from '#domain/procedure/steps.ts';
import { fieldAt, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { latestResults } from '../state/entry.ts';
import { recordedConsults } from '../state/parties.ts';
import type { CaseState } from '../state/state.ts';
import { textAt } from '../state/world.ts';

/**
 * Returns the initial values for a step's result. They are the latest result of the step, unless that result released
 * the room. Otherwise, times, room or place come from the booking, an earlier result or the request. Platform and
 * equipment come from the request, and the names of consulted people come from `holder`.
 * @param holder function that returns the name of the holder of a consulted role, or undefined if nobody holds it
 */
export function prefill(
  { request }: Procedure,
  step: Step,
  schema: Schema,
  state: Pick<CaseState, 'request' | 'booking' | 'acts' | 'submitted'>,
  holder: (role: string) => string | undefined = () => undefined,
): Readonly<Record<string, unknown>> {
  const results = latestResults(state);
  const earlier = results[step.id];
  if (earlier !== undefined && !chooseOutcome(step, { request: state.request, results }).releases)
    return earlier as Readonly<Record<string, unknown>>;
  const { books, within } = step.requires ?? {};
  const asked = (pointer: string | undefined): unknown =>
    pointer === undefined ? undefined : valueAt(state.request, pointer);
  const { pointers } = request;
  const slot = state.booking ?? { start: asked(pointers.start), end: asked(pointers.end) };
  const values: Record<string, unknown> = {};
  const put = (pointer: string | undefined, value: unknown): void => {
    const [name, ...deeper] = segmentsOf(pointer ?? '');
    if (name !== undefined && deeper.length === 0 && value !== undefined && fieldAt(schema, `/${name}`))
      values[name] = value;
  };
  put(books?.start ?? within?.start, books ? asked(pointers.start) : slot.start);
  put(books?.end ?? within?.end, books ? asked(pointers.end) : slot.end);
  const place = placeIn(pointers);
  if (books) {
    const designated = designatedPlace(state, books.room, place);
    const room = designated ? textAt(designated, books.room) : asked(pointers.room);
    put(books.room, room);
    if (room === undefined) put(place, designated ? textAt(designated, place) : asked(pointers.place));
  }
  for (const { role, record } of recordedConsults(step)) put(record.name, holder(role));
  for (const [name, property] of propertiesOf(resolve(schema, schema))) {
    const widget = resolve(schema, property)['x-widget'];
    // A room field that books nothing shows the room that the request asks for.
    if (widget === 'room' && `/${name}` !== books?.room) put(`/${name}`, asked(pointers.room));
    if (widget === 'platform') put(`/${name}`, asked(pointers.platform));
    if (widget === 'equipment') put(`/${name}`, asked(pointers.equipment));
  }
  return values;
}

/** Returns the pointer by which results name a place that is no room: the name of the request's own field. */
const placeIn = ({ place }: Procedure['request']['pointers']): string | undefined =>
  place && `/${segmentsOf(place).at(-1)}`;

/**
 * Returns the room or place that was settled since the last submission: that of the result of a step that books, once the
 * case has left the step. An outcome that releases the room settles nothing (R24).
 */
export function settledPlace(
  { steps, request: { pointers } }: Pick<Procedure, 'steps' | 'request'>,
  state: Pick<CaseState, 'request' | 'visit' | 'end' | 'acts' | 'submitted'>,
): { readonly room?: string; readonly place?: string } | undefined {
  const { acts, submitted, visit, request, end } = state;
  const last = acts.findLast(({ step, result }) => result && steps.find(({ id }) => id === step)?.requires?.books);
  const step = steps.find(({ id }) => id === last?.step);
  const books = step?.requires?.books;
  if (!last || !step || !books || last.at < submitted.at || (visit.step === step.id && !end)) return undefined;
  if (chooseOutcome(step, { request, results: latestResults(state) }).releases) return undefined;
  const [room, place] = [textAt(last.result, books.room), textAt(last.result, placeIn(pointers))];
  return given({ room, place: room === undefined ? place : undefined });
}

/** Finds the latest result since the last submission that names a room or place. It is newer than the request. */
const designatedPlace = (
  { acts, submitted }: Pick<CaseState, 'acts' | 'submitted'>,
  room: string | undefined,
  place: string | undefined,
): unknown =>
  acts.findLast(
    ({ at, result }) => at >= submitted.at && [room, place].some((pointer) => textAt(result, pointer) !== undefined),
  )?.result;
