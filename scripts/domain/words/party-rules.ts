import { assignedOf, consultedRoles } from '#domain/case/state/parties.ts';
import { mostPostponements } from '#domain/case/submission/postponement.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { clockOf, MOST_OFFERS, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import { limitWords } from './duration.ts';
import { both, list, listed, same } from './language.ts';
import { openerWords } from './opener.ts';

/** Writes the rules of a step about people, documents, another time, rejection and offers (R16, R24, R41, R42, R53). */
export function partyRules(procedure: Procedure, step: Step, names: (id: string) => Text): Text[] {
  const assigned = assignedOf(step);
  const { document } = step.requires ?? {};
  const { onBehalf } = procedure.request;
  const opener = openerWords(procedure);
  const closing = closeRule(step, names);
  return [
    ...(assigned ? [namedBy(procedure, assigned.result)] : []),
    ...(document
      ? [
          {
            id: `Persetujuan harus disertai dokumen: ${document.id}.`,
            en: `Approval needs a document: ${document.en}.`,
          },
        ]
      : []),
    ...(onBehalf && step.kind === 'submit'
      ? [
          {
            id: `${names(onBehalf.role).id} dapat mengajukan untuk ${opener.id} tanpa akun.`,
            en: `${names(onBehalf.role).en} may submit for somebody without an account.`,
          },
        ]
      : []),
    ...(step.postpone ? [postponeRule(procedure, step.postpone)] : []),
    ...(closing ? [{ id: `${closing.id}.`, en: `${closing.en}.` }] : []),
    ...(step.offers
      ? [offerRule(limitWords(step.offers.reservedFor, clockOf(procedure, { ...step, ...step.offers }).kind))]
      : []),
  ];
}

function postponeRule(procedure: Procedure, postpone: NonNullable<Step['postpone']>): Text {
  const [opener, row, most] = [
    openerWords(procedure),
    rowOf(stepOf(procedure, postpone.to)),
    mostPostponements(postpone),
  ];
  return {
    id: `Sebelum waktu yang dijadwalkan mulai, ${opener.id} dapat meminta waktu lain, seluruhnya paling banyak ${most} kali. Berkas lalu kembali ke langkah ${row}.`,
    en: `Until the scheduled start, ${opener.en} may ask for another time. The case then goes back to step ${row}. This is possible at most ${most} times in all.`,
  };
}
const offerRule = (time: Text): Text => ({
  id: `Paling banyak ${MOST_OFFERS} tawaran; ruangnya dipesan sampai dijawab, paling lama ${time.id}.`,
  en: `At most ${MOST_OFFERS} offers; their rooms are reserved until one is chosen, for ${time.en} at most.`,
});

/** Writes who may reject; undefined if every holder on turn may reject (R16). */
export function closeRule({ close }: Pick<Step, 'close'>, names: (id: string) => Text): Text | undefined {
  if (close === undefined) return undefined;
  if (close === 'none')
    return {
      id: 'Permohonan tidak dapat ditolak pada langkah ini',
      en: 'The request cannot be rejected in this step',
    };
  const who = listed(close.map(names), 'or');
  return {
    id: `Hanya ${who.id} yang dapat menolak permohonan pada langkah ini`,
    en: `Only ${who.en} can reject the request in this step`,
  };
}

/** Writes what a rejection does; undefined if nobody may reject in this step (R1, R16). */
export const rejectionWords = ({ close }: Pick<Step, 'close'>): Text | undefined =>
  close === 'none'
    ? undefined
    : {
        id: 'permohonan ditutup dengan status ditolak (alasan wajib)',
        en: 'the request is closed as rejected (a reason is required)',
      };

function namedBy(procedure: Procedure, result: string | undefined): Text {
  if (result === undefined) return { id: 'Yang disebut permohonannya.', en: 'Those whom the request names.' };
  const row = rowOf(stepOf(procedure, result));
  return { id: `Yang ditunjuk pada langkah ${row}.`, en: `Those who were assigned in step ${row}.` };
}

/** Names the roles that a step consults; undefined if it consults none. Consulted roles never decide (R1). */
export function consultedWords(step: Step, roleName: (role: string) => Text): Text | undefined {
  const roles = consultedRoles(step).map(roleName);
  if (roles.length === 0) return undefined;
  const names = listed(roles, 'and');
  return { id: `Diminta berkoordinasi: ${names.id}`, en: `Asked to coordinate: ${names.en}` };
}

/**
 * Writes what the opener must add in this step (R40): "Yang diminta pada langkah ini: Bukti bayar; catatan: …".
 * Undefined if the step asks for nothing.
 */
export function openerNeeds({ kind, requires }: Pick<Step, 'kind' | 'requires'>, schema: Schema): Text | undefined {
  const { fields = [], note } = requires ?? {};
  if (kind !== 'revise' || (fields.length === 0 && !note)) return undefined;
  const labels = fields.map((field) => labelAt(schema, field) ?? same(field));
  const asked = both((language) =>
    [
      list(
        labels.map((label) => label[language]),
        'and',
        language,
      ),
      note ? `${NOTE[language]}: ${note[language]}` : '',
    ]
      .filter(Boolean)
      .join('; '),
  );
  return { id: `Yang diminta pada langkah ini: ${asked.id}.`, en: `Asked for in this step: ${asked.en}.` };
}

const NOTE: Text = { id: 'catatan', en: 'a note' };
