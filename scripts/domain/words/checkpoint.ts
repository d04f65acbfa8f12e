import { count } from './duration.ts';
import type { Text } from '#domain/problem.ts';

/** The state of the log at some time (R36). */
export interface CheckpointMark {
  readonly size: number;
  readonly root: string;
}

/** Digits of a root or id that are shown: enough to be unique. */
const SHOWN = 16;

/** The checkpoint on a receipt, letter or feed (R37). */
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

/** On a receipt or page of a case: a proof for everyone who keeps it (R37). */
export const logPlaceWords = ({ caseId, leaf, id }: LogPlace): Text => ({
  id: `Entri ke-${count(leaf + 1).id} dalam log (${caseId}) · ${id.slice(0, SHOWN)}…`,
  en: `Entry ${count(leaf + 1).en} of the log (${caseId}) · ${id.slice(0, SHOWN)}…`,
});

/** The first checkpoint in a text, in these words or as in open data; its root may be shortened. */
export function checkpointIn(text: string): CheckpointMark | undefined {
  const [, size = '', root = ''] = CHECKPOINT_FORMS.map((form) => form.exec(text)).find(Boolean) ?? [];
  const number = counted(size);
  return number === undefined ? undefined : { size: number, root };
}

const CHECKPOINT_FORMS = [/([\d.,]+) · ([0-9a-f]{16,64})/, /"size": *(\d+), *"root": *"([0-9a-f]{64})"/];

/** The first place in the log in a text, whatever people or mail programs made of it; its id may be shortened. */
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
