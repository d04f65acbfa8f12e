/** What is to be said above the form, and who listens: the one place that widgets, `preSave` and backend share. */
import type { Problem } from '#domain/problem.ts';

export interface FormFindings {
  readonly problems: readonly Problem[];
  /** What the problems keep from happening; `remaining`: nothing, until the request is submitted. */
  readonly keeps?: 'saving' | 'submitting' | 'remaining';
  /** Why something was refused. */
  readonly refusal?: string;
  /** The session has ended: one signs in again on the spot. */
  readonly ended?: true;
}

const NONE: FormFindings = { problems: [] };

let current: FormFindings = NONE;
const listeners = new Set<() => void>();
const lookers = new Set<() => void>();

export const findings = (): FormFindings => current;

/** Says something else above the form; without an argument, nothing. */
export function tell(next: FormFindings = NONE): void {
  current = next;
  for (const listener of listeners) listener();
}

/** @returns ends listening */
export function onFindings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Something was sent: whose turn it is may change any moment. */
export function lookSoon(): void {
  for (const looker of lookers) looker();
}

/** @returns ends listening */
export function onLook(looker: () => void): () => void {
  lookers.add(looker);
  return () => lookers.delete(looker);
}
