import type { Instant } from '#domain/clock/instant.ts';
import type { Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { fieldNotes, labelAt, type Schema } from '#domain/request/annotations.ts';
import { withOffsetOf } from '#domain/request/written.ts';
import { instantAt, textAt } from './world.ts';

/**
 * Times of a result that are later than its step allows (`requires.bounds`): a test cannot have been done after the act
 * that tells of it. Whether a time is readable is the schema's matter; one that is not there is bound by nothing.
 * @param at instant of the act
 * @returns a problem for each, at its field
 */
export function boundProblems({ requires }: Step, result: unknown, at: Instant, schema: Schema | undefined): Problem[] {
  return (requires?.bounds ?? []).flatMap(({ field, notAfter }) => {
    const time = instantAt(result, field);
    const latest = notAfter === 'act' ? at : instantAt(result, notAfter);
    if (time === undefined || latest === undefined || time <= latest) return [];
    const written = textAt(result, field) ?? '';
    return [
      {
        file: 'hasil',
        path: field,
        code: 'time-too-late',
        expected: `≤ ${withOffsetOf(written, latest)}`,
        received: withOffsetOf(written, time),
        message:
          notAfter === 'act' ? AFTER_THE_ACT : afterField((schema && labelAt(schema, notAfter)) ?? unnamed(notAfter)),
        fix: WRITE_THE_REAL_ONE,
        ...(schema ? fieldNotes(schema, field) : {}),
      },
    ];
  });
}

const AFTER_THE_ACT: Text = {
  id: 'Waktu ini belum terjadi saat tindakan dikirim',
  en: 'This time had not come when the act was sent',
};

const afterField = ({ id, en }: Text): Text => ({
  id: `Waktu ini sesudah ${id}`,
  en: `This time is after ${en}`,
});

const unnamed = (pointer: string): Text => ({ id: pointer, en: pointer });

const WRITE_THE_REAL_ONE: Text = { id: 'Tulis waktu yang sebenarnya', en: 'Write the time as it was' };
