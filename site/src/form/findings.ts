/** What is to be said above the form, and who listens: the one place that the widgets and `preSave` share. */
import type { Problem } from '#domain/problem.ts';

export interface FormFindings {
  readonly problems: readonly Problem[];
  /** Why nothing may be saved at all. */
  readonly refusal?: string;
}

const NONE: FormFindings = { problems: [] };

let current: FormFindings = NONE;
const listeners = new Set<() => void>();

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
