import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { STATUS_WORDS } from '#domain/words/case-status.ts';
import type { IconName } from './icons.ts';

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

/** Icon of each tone. The shapes differ, so that colour alone never shows a status. */
export const SHAPES: Readonly<Record<Tone, IconName>> = {
  run: 'clock',
  warn: 'warn',
  late: 'late',
  wait: 'back',
  done: 'check',
  stop: 'stop',
};
