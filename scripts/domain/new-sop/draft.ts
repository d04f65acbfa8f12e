/** The result of the interview. */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Holder } from '#domain/generated/roles.ts';
import type { Text } from '#domain/problem.ts';

export type FieldKind = 'text' | 'long' | 'number' | 'date' | 'time' | 'choice';

export interface DraftField {
  readonly title: Text;
  readonly kind: FieldKind;
  /** Of a choice. */
  readonly choices: readonly Text[];
  readonly isPublic: boolean;
  readonly isOptional: boolean;
}

export type Otherwise = 'none' | 'applicant' | 'end' | { readonly row: number };

export interface DraftRow {
  readonly activity: string;
  /** Role ids. */
  readonly roles: readonly string[];
  readonly several: 'all' | 'any';
  readonly completeness: string;
  readonly printed: string;
  /** ISO 8601; absent: no time. */
  readonly limit?: string;
  readonly output: string;
  readonly otherwise: Otherwise;
  readonly result: readonly DraftField[];
  readonly short: Text;
}

export interface DraftRole {
  readonly id: string;
  readonly name: Text;
  readonly holder?: Holder;
}

export interface SopDraft {
  readonly id: string;
  readonly short: string;
  readonly title: Text;
  readonly number: string;
  readonly office: string;
  readonly zone: string;
  readonly clock: Procedure['clock'];
  readonly columns: Procedure['columns'];
  /** Not yet in the office. */
  readonly newRoles: readonly DraftRole[];
  readonly rows: readonly DraftRow[];
  readonly fields: readonly DraftField[];
  readonly attachments?: { readonly title: Text; readonly least: number };
  readonly hasNature: boolean;
}

/** What the interview needs of the office. */
export interface OfficeSoFar {
  readonly roles: Readonly<Record<string, { readonly name: Text }>>;
  /** IANA. */
  readonly zone: string;
  /** Taken prefixes. */
  readonly shorts: readonly string[];
  /** Existing ones. */
  readonly paths: readonly string[];
  /** In that zone. */
  readonly today: string;
}

/** Of the request. */
export const requestSchemaPath = (id: string): string => `schemas/permohonan-${id}.schema.json`;
export const resultSchemaPath = (id: string, step: string): string => `schemas/hasil-${id}-${step}.schema.json`;
export const procedurePath = (id: string): string => `sops/${id}.yaml`;
