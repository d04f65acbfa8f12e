/**
 * Reads and writes the block of a comment-only review by which an official corrects a case that has ended (R49). The
 * rest of the text is the reason. A correction of the request, or of the result of a visit, or a room that is given back:
 *
 *     ```pembetulan
 *     isian: /krisis/lokasi
 *     menjadi: Kecamatan Contoh
 *     ```
 */
import type { Problem, Text } from '#domain/problem.ts';
import { given } from './given.ts';
import { fenced, splitReview } from './review.ts';
import { readYaml } from './yaml.ts';

const TAG = 'pembetulan';
const FILE = 'pembetulan';
const VISIT = /^([a-z][a-z0-9-]*)#([1-9]\d*)$/;
const POINTER = /^(\/[^/\s]+)+$/;

/** A value that a correction may write. */
export type Scalar = string | number | boolean;

/** A correction of one field. */
export interface FieldCorrection {
  /** The JSON pointer of the field. */
  readonly field: string;
  readonly value: Scalar;
  /** The visit whose result has the field; undefined for the request. */
  readonly of?: { readonly step: string; readonly visit: number };
  readonly note: string;
}

/** A room that an ended case gives back. */
export interface RoomGivenBack {
  readonly isRoom: true;
  readonly note: string;
}

export type GivenCorrection = FieldCorrection | RoomGivenBack;

/**
 * Reads a correction.
 * @returns the correction, or the problems of its block or reason; undefined if the review is not meant as a correction
 */
export function correctionIn(body: string): GivenCorrection | { readonly problems: readonly Problem[] } | undefined {
  const { result, note, problems } = splitReview(body, TAG);
  if (result === undefined) return undefined;
  if (problems.length > 0) return { problems };
  const reading = readYaml(result, FILE);
  if (!reading.ok) return { problems: reading.problems };
  const found = written(reading.value, note);
  if (found === undefined) return { problems: [problem('correction-form', FORM)] };
  return note === '' ? { problems: [problem('correction-reason', REASON)] } : found;
}

function written(value: unknown, note: string): GivenCorrection | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { isian, menjadi, dari, kembalikan, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) return undefined;
  if (kembalikan === 'ruang' && [isian, menjadi, dari].every((each) => each === undefined))
    return { isRoom: true, note };
  const [, step, visit] = dari === undefined ? [] : (VISIT.exec(String(dari)) ?? []);
  if (kembalikan !== undefined || (dari !== undefined && step === undefined)) return undefined;
  if (typeof isian !== 'string' || !POINTER.test(isian) || !isScalar(menjadi)) return undefined;
  const of = step === undefined ? undefined : { step, visit: Number(visit) };
  return { field: isian, value: menjadi, ...given({ of }), note };
}

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * Writes the body of a review that contains a correction.
 * @throws RangeError if the note would be read as something else
 */
export function composeCorrection(correction: GivenCorrection): string {
  const { note } = correction;
  const lines =
    'isRoom' in correction
      ? ['kembalikan: ruang']
      : [
          ...(correction.of ? [`dari: ${correction.of.step}#${correction.of.visit}`] : []),
          `isian: ${JSON.stringify(correction.field)}`,
          `menjadi: ${JSON.stringify(correction.value)}`,
        ];
  const body = `${fenced(lines.join('\n'), TAG)}\n\n${note}`;
  const back = correctionIn(body);
  if (!back || 'problems' in back || back.note !== note)
    throw new RangeError('The note of this correction cannot be separated');
  return body;
}

const problem = (code: string, { message, fix }: { message: Text; fix: Text }): Problem => ({
  ...{ file: FILE, path: '', code, message, fix },
});

const FORM = {
  message: {
    id: 'Blok pembetulan tidak berbentuk sebagaimana mestinya',
    en: 'The block of the correction has another form',
  },
  fix: {
    id: 'Tulis isian dan menjadi, dan dari (misalnya koordinasi#1) bila yang dibetulkan hasil sebuah langkah; atau kembalikan: ruang',
    en: 'Write isian and menjadi, and dari (such as koordinasi#1) if the result of a step is corrected; or kembalikan: ruang',
  },
};
const REASON = {
  message: { id: 'Alasan pembetulan belum ada', en: 'The reason of the correction is missing' },
  fix: { id: 'Tulis alasannya di luar blok itu', en: 'Write the reason outside the block' },
};
