import { count } from './duration.ts';
import type { Text } from '#domain/problem.ts';

/** The size and root of the log at one time (R36). */
export interface CheckpointMark {
  readonly size: number;
  readonly root: string;
}

/** The number of digits of a root or id that are shown. They are enough to be unique. */
const SHOWN = 16;

/** Writes the checkpoint for a proof of record, a letter or a feed (R37). */
export const checkpointWords = ({ size, root }: CheckpointMark): Text => ({
  id: `Titik periksa ${count(size).id} · ${root.slice(0, SHOWN)}…`,
  en: `Checkpoint ${count(size).en} · ${root.slice(0, SHOWN)}…`,
});

/** The place of an entry in the log. */
export interface LogPlace {
  readonly caseId: string;
  /** The number of the entry in the log, from 0. */
  readonly leaf: number;
  readonly id: string;
}

/** Writes the place of an entry. Everyone who keeps these words can prove that the entry was recorded (R37). */
export const logPlaceWords = ({ caseId, leaf, id }: LogPlace): Text => ({
  id: `Entri ke-${count(leaf + 1).id} dalam log (${caseId}) · ${id.slice(0, SHOWN)}…`,
  en: `Entry ${count(leaf + 1).en} of the log (${caseId}) · ${id.slice(0, SHOWN)}…`,
});

/** Finds the first checkpoint in a text, in the form of pages or of open data. The root may be shortened. */
export function checkpointIn(text: string): CheckpointMark | undefined {
  const [, size = '', root = ''] = CHECKPOINT_FORMS.map((form) => form.exec(text)).find(Boolean) ?? [];
  const number = counted(size);
  return number === undefined ? undefined : { size: number, root };
}

const CHECKPOINT_FORMS = [/([\d.,]+) · ([0-9a-f]{16,64})/, /"size": *(\d+), *"root": *"([0-9a-f]{64})"/];

/** Finds the first place of an entry in a text. Line breaks do not matter, and the id may be shortened. */
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
