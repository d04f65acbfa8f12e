/** The answers of an interview about a printed SOP, from which its files are made. */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Holder } from '#domain/generated/roles.ts';
import type { Text } from '#domain/problem.ts';

export type FieldKind = 'text' | 'long' | 'number' | 'date' | 'time' | 'choice';

export interface DraftField {
  readonly title: Text;
  readonly kind: FieldKind;
  readonly choices: readonly Text[];
  readonly isPublic: boolean;
  readonly isOptional: boolean;
}

/** Where a case goes from a row if something is not in order: nowhere, to the applicant, to an end, or to a row. */
export type Otherwise = 'none' | 'applicant' | 'end' | { readonly row: number };

export interface DraftRow {
  readonly activity: string;
  /** The ids of the roles that act. */
  readonly roles: readonly string[];
  /** Must all roles of the row act, or any one of them? */
  readonly several: 'all' | 'any';
  readonly completeness: string;
  /** The time as printed. */
  readonly printed: string;
  /** The time limit as an ISO 8601 duration; absent if the row has no time. */
  readonly limit?: string;
  readonly output: string;
  readonly otherwise: Otherwise;
  readonly result: readonly DraftField[];
  /** The phrase for status sentences, such as "memeriksa berkas". */
  readonly short: Text;
}

export interface DraftRole {
  readonly id: string;
  readonly name: Text;
  readonly holder?: Holder;
}

export interface SopDraft {
  readonly id: string;
  /** The prefix of case ids. */
  readonly short: string;
  readonly title: Text;
  readonly number: string;
  readonly office: string;
  readonly zone: string;
  readonly clock: Procedure['clock'];
  readonly columns: Procedure['columns'];
  readonly newRoles: readonly DraftRole[];
  readonly rows: readonly DraftRow[];
  readonly fields: readonly DraftField[];
  /** The attachments of a request, `least` of which are required; absent if it has none. */
  readonly attachments?: { readonly title: Text; readonly least: number };
  readonly hasNature: boolean;
}

/** The facts about the office that the interview needs. */
export interface OfficeSoFar {
  readonly roles: Readonly<Record<string, { readonly name: Text }>>;
  /** The zone that the interview offers. */
  readonly zone: string;
  /** The prefixes of case ids that other SOPs already use. */
  readonly shorts: readonly string[];
  /** The paths of the office's files. */
  readonly paths: readonly string[];
  /** The date of today, such as `2026-11-29`. */
  readonly today: string;
}

/** Returns the path of the request's schema. `resultSchemaPath` returns the path of the schema of a step's result. */
export const requestSchemaPath = (id: string): string => `schemas/permohonan-${id}.schema.json`;
export const resultSchemaPath = (id: string, step: string): string => `schemas/hasil-${id}-${step}.schema.json`;
export const procedurePath = (id: string): string => `sops/${id}.yaml`;
