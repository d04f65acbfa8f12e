import type { Text } from '#domain/problem.ts';
import { composed, noteFaults } from '#domain/request/review.ts';
import { type Fault, faultSentence } from './fault.ts';

/** Holds a note, or a reason, against R9 before it is sent: the first fault, as the process would report it. */
export const checkNote = (text: string, path: string, label: Text): Fault[] =>
  noteFaults(composed(text), true)
    .slice(0, 1)
    .map((fault) => ({ path, label, message: faultSentence(fault) }));
