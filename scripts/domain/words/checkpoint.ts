import type { Text } from '#domain/problem.ts';

/** The log as it stood when something was made: how many entries it had, and their root (R36). */
export interface CheckpointMark {
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
}

/** So many digits of a root are shown: enough that nobody finds another tree with the same. */
const SHOWN = 16;

/** What a receipt, a letter or a feed says of the checkpoint under which it was made (R37). */
export const checkpointWords = ({ size, root }: CheckpointMark): Text => ({
  id: `Titik periksa ${grouped(size, '.')} · ${root.slice(0, SHOWN)}…`,
  en: `Checkpoint ${grouped(size, ',')} · ${root.slice(0, SHOWN)}…`,
});

/** Where in the log an entry of a case stands. */
export interface LogPlace {
  readonly caseId: string;
  /** Counted from zero. */
  readonly leaf: number;
  /** Of the entry, hexadecimal. */
  readonly id: string;
}

/** What a receipt, a case's page and its print say of it: whoever keeps that has a proof (R37). */
export const logPlaceWords = ({ caseId, leaf, id }: LogPlace): Text => ({
  id: `Entri ke-${grouped(leaf + 1, '.')} dalam log (${caseId}) · ${id.slice(0, SHOWN)}…`,
  en: `Entry ${grouped(leaf + 1, ',')} of the log (${caseId}) · ${id.slice(0, SHOWN)}…`,
});

const grouped = (number: number, separator: string): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, separator);

/** The first checkpoint that a text names, in these words or as open data do; its root may be a beginning only. */
export function checkpointIn(text: string): CheckpointMark | undefined {
  const [, size = '', root = ''] = CHECKPOINT_FORMS.map((form) => form.exec(text)).find(Boolean) ?? [];
  const count = counted(size);
  return count === undefined ? undefined : { size: count, root };
}

const CHECKPOINT_FORMS = [/([\d.,]+) · ([0-9a-f]{16,64})/, /"size": *(\d+), *"root": *"([0-9a-f]{64})"/];

/**
 * The first place in the log that a text names in these words, as people pass them on: typed in other letters, wrapped or
 * quoted by a mail program, with another mark between the parts. Its id may be a beginning only.
 */
export function logPlaceIn(text: string): LogPlace | undefined {
  const [, nth = '', caseId = '', id = ''] = LOG_PLACE_FORM.exec(text.replace(/[\s>|]+/g, ' ')) ?? [];
  const count = counted(nth);
  return count === undefined || count === 0
    ? undefined
    : { caseId: caseId.toUpperCase(), leaf: count - 1, id: id.toLowerCase() };
}

const LOG_PLACE_FORM =
  /(?:(?:entri|catatan) ke-|entry) ?([\d.,]+) (?:dalam log|of the log) ?\( ?([\w-]+) ?\) ?[^\w\s]? ?([0-9a-f]{16,64})/i;

/** A number as it is written above, whatever groups its digits. */
function counted(text: string): number | undefined {
  const digits = text.replace(/[.,]/g, '');
  return digits !== '' && Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined;
}
