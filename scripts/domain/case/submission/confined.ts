import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { changedPointers } from '#domain/request/compare.ts';
import type { Problem } from '#domain/problem.ts';
import { valuesAt } from '#domain/request/pointer.ts';
import { trimmedLines } from '#domain/request/text.ts';
import { folderOf, nameIn } from '../course/rounds.ts';
import { type Content, differingPaths } from '../state/content.ts';
import type { CaseState } from '../state/state.ts';
import type { Rules } from '../state/world.ts';
import { againstAnotherTime } from './postponement.ts';

/**
 * Checks whether a revision is confined to the sections that its step names (R18). It may change only fields in these
 * sections, and only attachments that are named in these sections and nowhere else (R40). If the step names no
 * sections, only an unchanged request is confined.
 */
export function isConfined(
  { sections = [] }: Pick<Step, 'sections'>,
  procedure: Procedure,
  state: CaseState,
  content: Content,
): boolean {
  const isInside = (pointer: string): boolean =>
    sections.some((section) => pointer === section || pointer.startsWith(`${section}/`));
  const places = attachmentPointers(procedure.request.pointers);
  const folder = folderOf(content.document?.path ?? '');
  const changed = differingPaths(state.attachments, content.attachments, ({ sha256 }) => sha256);
  const belongsInside = (name: string): boolean => {
    const named = [state.request, content.request].flatMap((request) => namedAt(request, places, name));
    return named.length > 0 && named.every(isInside);
  };
  return (
    state.document?.path === content.document?.path &&
    meantChanges(state.request, content.request).every(isInside) &&
    changed.every((path) => belongsInside(nameIn(folder, { path })))
  );
}

export interface TimeAsked {
  readonly postpone: NonNullable<Step['postpone']>;
  readonly against: Problem[];
}

/**
 * Checks whether a push only asks for another time (R53): it changes something, but only in the sections of `postpone`.
 * @returns undefined if the push does anything else; otherwise the field `postpone` of the step, with the problems that
 * exclude any other time
 */
export function askedForAnotherTime(
  step: Step,
  rules: Rules,
  state: CaseState,
  content: Content,
  at: string,
): TimeAsked | undefined {
  const { postpone } = step;
  if (!postpone || !content.request) return undefined;
  const { sections } = postpone;
  const isOther = meantChanges(state.request, content.request).length > 0;
  if (!isOther || !isConfined({ sections }, rules.procedure.value, state, content)) return undefined;
  return { postpone, against: againstAnotherTime(postpone, state, at) };
}

/** Returns pointers to the fields in which two requests differ. Blanks around texts, and empty fields, do not count. */
export const meantChanges = (before: unknown, after: unknown): string[] => changedPointers(meant(before), meant(after));

/** Removes blanks around texts, and empty fields, from a document, as forms do when they save. */
function meant(value: unknown): unknown {
  if (typeof value === 'string') return trimmedLines(value).trim() || undefined;
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => meant(item) ?? null) : undefined;
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const left = meant(inner);
    return left === undefined ? [] : [[name, left] as const];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

const namedAt = (request: unknown, places: readonly string[], name: string): string[] =>
  places
    .flatMap((place) => [...valuesAt(request, place), ...valuesAt(request, `${place}/*`)])
    .flatMap(({ pointer, value }) => (value === name ? [pointer] : []));
