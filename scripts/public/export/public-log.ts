import { type LogCheckpoint, parseCheckpoint, parseNote } from '#domain/log/note.ts';
import type { WitnessAnswer } from './witnesses.ts';

export interface PublicLog {
  /** The newest checkpoint, as a signed note, with what witnesses signed below it. */
  readonly checkpoint: string;
  /** The keys that signed checkpoints, one a line, the last one now. */
  readonly keys: string;
  /** What the witnesses answered whom the office names (R37). */
  readonly witnesses?: readonly WitnessAnswer[];
}

/** The checkpoint that a publication is made under. */
export function checkpointOf({ checkpoint }: Pick<PublicLog, 'checkpoint'>): LogCheckpoint {
  return parseCheckpoint(parseNote(checkpoint).text);
}
