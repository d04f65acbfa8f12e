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
  id: `Pos pemeriksaan ${grouped(size, '.')} · ${root.slice(0, SHOWN)}…`,
  en: `Checkpoint ${grouped(size, ',')} · ${root.slice(0, SHOWN)}…`,
});

/** Where in the log an entry stands, as a case's page and its print say it: whoever keeps it has a proof. */
export const logPlaceWords = (leaf: number, id: string): Text => ({
  id: `Catatan ke-${grouped(leaf + 1, '.')} dalam log · ${id.slice(0, SHOWN)}…`,
  en: `Entry ${grouped(leaf + 1, ',')} of the log · ${id.slice(0, SHOWN)}…`,
});

const grouped = (number: number, separator: string): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, separator);
