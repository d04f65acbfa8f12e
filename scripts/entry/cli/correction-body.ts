import { correctorOf, correctorWords } from '#domain/case/act/correctable.ts';
import { correctedBy } from '#domain/case/act/correction-of.ts';
import { shownDocument } from '#domain/case/state/corrections.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { composeCorrection, type Scalar } from '#domain/request/correction-block.ts';
import { given } from '#domain/request/given.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type CaseReading, currentCaseOf, type CurrentCase } from '#embedded/office/current-case.ts';

interface Wanted {
  readonly field?: string | undefined;
  readonly value?: string | undefined;
  readonly step?: string | undefined;
  readonly note?: string | undefined;
  readonly 'give-back'?: boolean | undefined;
}

/** @throws UsageError unless a correction names a field and a value, or the room, and no other act names them */
export function refuseUnfitCorrection({ field, value, 'give-back': room, step }: Wanted, isCorrection: boolean): void {
  const isField = field !== undefined && value !== undefined && !room;
  const isRoom = room === true && [field, value, step].every((each) => each === undefined);
  if (isCorrection ? isField || isRoom : [field, value, room].every((each) => each === undefined)) return;
  throw new UsageError({
    id: 'correct memerlukan --field dan --value, atau --give-back; tindakan lain tidak memakainya.',
    en: 'correct needs --field and --value, or --give-back; no other act takes them.',
  });
}

/**
 * Writes the body of a correction (R49), and checks it as the process will.
 * @param account the number of the account that corrects
 * @throws UserError if the account may not correct the case, or the correction is not possible
 */
export function correctionBody(account: number, reading: CaseReading, wanted: Wanted, now: Instant): string {
  const current = currentCaseOf(reading);
  const { note = '', field = '', value = '', step } = wanted;
  if (!current?.state.end) throw new UserError(NOT_ENDED);
  const { config, procedure, state } = current;
  if (!correctorOf(config, procedure, account, now)) {
    const why = correctorWords(config, procedure);
    throw new UserError({ id: `Tidak ada yang dikirim: ${why.id}.`, en: `Nothing was sent: ${why.en}.` });
  }
  if (wanted['give-back']) return composeCorrection({ isRoom: true, note });
  const visit = state.acts.findLast((act) => act.step === step && act.result)?.visit ?? 1;
  const of = step === undefined ? undefined : { step, visit };
  const correction = { field, value: asBefore(current, of, field, value), note, ...given({ of }) };
  const schema = config.schemas.get(procedure.request.schema);
  const pinned = { path: state.opens.procedure.path, blob: state.opens.procedure.blob, value: procedure };
  const corrected = schema && correctedBy({ config }, { procedure: pinned, schema }, state, correction);
  if (corrected && 'problems' in corrected) throw new UserError(NOTHING_SENT, corrected.problems, procedure.zone);
  return composeCorrection(correction);
}

/** Reads a value as the kind of value that the field has: a number, yes or no, or a text. */
function asBefore(
  { state }: CurrentCase,
  of: { step: string; visit: number } | undefined,
  field: string,
  value: string,
): Scalar {
  const act = of && state.acts.findLast(({ step, visit, result }) => step === of.step && visit === of.visit && result);
  const before = valueAt(shownDocument(state, of ? act?.result : state.request, of), field);
  if (typeof before === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return typeof before === 'boolean' && ['true', 'false'].includes(value) ? value === 'true' : value;
}

const NOTHING_SENT = { id: 'Tidak ada yang dikirim.', en: 'Nothing was sent.' };
const NOT_ENDED = {
  id: 'Tidak ada yang dikirim: hanya berkas yang sudah selesai yang dibetulkan. Selama berkas berjalan, kembalikan kepada pemohon.',
  en: 'Nothing was sent: only a case that has ended is corrected. While it runs, return it to the applicant.',
};
