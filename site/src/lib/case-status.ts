import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { STATUS_WORDS } from '#domain/words/case-status.ts';

export type Tone = 'run' | 'warn' | 'late' | 'wait' | 'done' | 'stop';

const tag = (status: PublicCase['status'], tone: Tone) => ({ tone, label: STATUS_WORDS[status] });

/** Tone and label of the tag of a case, by the status of the case. */
export const STATUS: Readonly<Record<PublicCase['status'], { tone: Tone; label: Text }>> = {
  running: tag('running', 'run'),
  applicant: tag('applicant', 'wait'),
  completed: tag('completed', 'done'),
  refused: tag('refused', 'stop'),
  failed: tag('failed', 'stop'),
  lapsed: tag('lapsed', 'stop'),
  rejected: tag('rejected', 'stop'),
  withdrawn: tag('withdrawn', 'stop'),
  'ended-outside': tag('ended-outside', 'stop'),
  abandoned: tag('abandoned', 'stop'),
  ended: tag('ended', 'stop'),
};

/** Path of each tone's icon, in a box of 16 × 16. The shapes differ, so that colour alone never shows a status. */
export const SHAPES: Readonly<Record<Tone, string>> = {
  run: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Zm-1 1v5l3.5 2 .9-1.6L9 8V4Z',
  warn: 'M8 1 .8 14.5h14.4L8 1Zm-1 5h2v4.5H7V6Zm0 5.5h2v2H7v-2Z',
  late: 'M5 1h6l4 4v6l-4 4H5l-4-4V5l4-4Zm2 3v5h2V4H7Zm0 6v2h2v-2H7Z',
  wait: 'M7 2 2 6.5 7 11V8h3.5a1.75 1.75 0 0 1 0 3.5H9v2h1.5a3.75 3.75 0 0 0 0-7.5H7V2Z',
  done: 'M13.3 3 6 10.3 2.7 7 1 8.7l5 5 9-9L13.3 3Z',
  stop: 'M2 2h12v12H2V2Zm2 2v8h8V4H4Z',
};
