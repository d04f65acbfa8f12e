import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { fieldNotes, labelAt, type Schema } from '#domain/request/annotations.ts';
import { withOffsetOf } from '#domain/request/written.ts';
import { instantAt, textAt } from './world.ts';

/** When an act came, and when its visit began (R20). */
export interface ActTimes {
  readonly at: Instant;
  readonly begins: Instant;
}

type Bound = NonNullable<NonNullable<Step['requires']>['bounds']>[number];

/** The bound that a time breaks. */
interface Breach {
  readonly code: string;
  readonly sign: '≤' | '≥';
  readonly limit: Instant;
  readonly message: Text;
}

/**
 * Times of a result outside the bounds of its step (`requires.bounds`). A missing or unreadable time is the schema's
 * matter.
 */
export function boundProblems(
  { requires }: Step,
  result: unknown,
  times: ActTimes,
  schema: Schema | undefined,
): Problem[] {
  return (requires?.bounds ?? []).flatMap((bound) => {
    const { field } = bound;
    const time = instantAt(result, field);
    if (time === undefined) return [];
    const written = textAt(result, field) ?? '';
    return breaches(bound, time, result, times, schema).map(({ code, sign, limit, message }) => ({
      ...{ file: 'hasil', path: field, code, message, fix: WRITE_THE_REAL_ONE },
      expected: `${sign} ${withOffsetOf(written, limit)}`,
      received: withOffsetOf(written, time),
      ...(schema ? fieldNotes(schema, field) : {}),
    }));
  });
}

function breaches(
  { notAfter, notBefore }: Bound,
  time: Instant,
  result: unknown,
  { at, begins }: ActTimes,
  schema: Schema | undefined,
): Breach[] {
  const found: Breach[] = [];
  const latest = notAfter === 'act' ? at : instantAt(result, notAfter);
  if (latest !== undefined && time > latest) {
    const other = notAfter ?? '';
    const label = (schema && labelAt(schema, other)) ?? { id: other, en: other };
    const message =
      other === 'act' ? AFTER_THE_ACT : { id: `Waktu ini sesudah ${label.id}`, en: `This time is after ${label.en}` };
    found.push({ code: 'time-too-late', sign: '≤', limit: latest, message });
  }
  if (notBefore === 'visit' && epochSeconds(time) < epochSeconds(begins) - GRACE)
    found.push({ code: 'time-too-early', sign: '≥', limit: begins, message: BEFORE_THE_VISIT });
  return found;
}

/** Seconds: forms have no seconds, and people's watches differ. */
const GRACE = 300;

const AFTER_THE_ACT: Text = {
  id: 'Waktu ini belum terjadi saat tindakan dikirim',
  en: 'This time had not come when the act was sent',
};

const BEFORE_THE_VISIT: Text = {
  id: 'Waktu ini mendahului giliran langkah ini',
  en: 'This time is before the turn of this step began',
};

const WRITE_THE_REAL_ONE: Text = { id: 'Tulis waktu yang sebenarnya', en: 'Write the time as it was' };
