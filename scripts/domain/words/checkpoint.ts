import { count } from './duration.ts';
import type { Text } from '#domain/problem.ts';

/** The size and root of the log at one time (R36). */
export interface CheckpointMark {
  readonly size: number;
  readonly root: string;
}

/** How many digits of a root or id are shown. So many are enough to be unique. */
const SHOWN = 16;

/** Writes the checkpoint for a receipt, letter or feed (R37). */
export const checkpointWords = ({ size, root }: CheckpointMark): Text => ({
  id: `Titik periksa ${count(size).id} · ${root.slice(0, SHOWN)}…`,
  en: `Checkpoint ${count(size).en} · ${root.slice(0, SHOWN)}…`,
});

/** The place of an entry in the log. */
export interface LogPlace {
  readonly caseId: string;
  readonly leaf: number;
  readonly id: string;
}

/** Writes the place of an entry for a receipt or a case's page. It is a proof for everyone who keeps it (R37). */
export const logPlaceWords = ({ caseId, leaf, id }: LogPlace): Text => ({
  id: `Entri ke-${count(leaf + 1).id} dalam log (${caseId}) · ${id.slice(0, SHOWN)}…`,
  en: `Entry ${count(leaf + 1).en} of the log (${caseId}) · ${id.slice(0, SHOWN)}…`,
});

/** Finds the first checkpoint in a text, as these pages or open data write checkpoints. Its root may be shortened. */
export function checkpointIn(text: string): CheckpointMark | undefined {
  const [, size = '', root = ''] = CHECKPOINT_FORMS.map((form) => form.exec(text)).find(Boolean) ?? [];
  const number = counted(size);
  return number === undefined ? undefined : { size: number, root };
}

const CHECKPOINT_FORMS = [/([\d.,]+) · ([0-9a-f]{16,64})/, /"size": *(\d+), *"root": *"([0-9a-f]{64})"/];

/** Finds the first place in the log in a text, even with other line breaks. Its id may be shortened. */
export function logPlaceIn(text: string): LogPlace | undefined {
  const [, nth = '', caseId = '', id = ''] = LOG_PLACE_FORM.exec(text.replace(/[\s>|]+/g, ' ')) ?? [];
  const number = counted(nth);
  return number === undefined || number === 0
    ? undefined
    : { caseId: caseId.toUpperCase(), leaf: number - 1, id: id.toLowerCase() };
}

const LOG_PLACE_FORM =
  /(?:(?:entri|catatan) ke-|entry) ?([\d.,]+) (?:dalam log|of the log) ?\( ?([\w-]+) ?\) ?[^\w\s]? ?([0-9a-f]{16,64})/i;

function counted(text: string): number | undefined {
  const digits = text.replace(/[.,]/g, '');
  return digits !== '' && Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined;
}
