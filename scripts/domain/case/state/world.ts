import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import type { Holdings } from '#domain/room/bookings.ts';
import type { Config, Pinned } from './config.ts';
import type { Content, FileId } from './content.ts';
import { type Account, compareFacts, type Fact, type Position } from './facts.ts';
import type { FoundDocument } from './signed.ts';
import type { CaseState } from './state.ts';

/** The fields of a pull request that the judge needs in addition to the facts. */
export interface PullOpening {
  readonly number: number;
  readonly branch: string;
  readonly opener: Account;
  /** Is the pull request a draft now? The facts say whether the pull request was a draft before. */
  readonly draft: boolean;
  /** The present base. {@link baseAt} finds earlier ones. */
  readonly base: string;
}

/** The case of origin, as the judge read it when a request took it (R45). The entry keeps these fields. */
export type OriginCase = NonNullable<Entry['origin']>;

/** The data of other cases that the judge needs. */
export interface Others extends Holdings {
  /** The last agenda number by year. */
  readonly agenda: Readonly<Record<string, number>>;
  /** The number of the applicant's open cases, by procedure id. */
  readonly openCases: Readonly<Record<string, number>>;
  /** The cases of origin by the id that requests name (R45); undefined for an id without a case. */
  readonly origins?: ReadonlyMap<string, OriginCase | undefined>;
  /** The applicant's open case with an origin, by {@link takenKey} (R45); undefined if there is none. */
  readonly taken?: ReadonlyMap<string, string | undefined>;
}

/** @param procedure path of the procedure */
export const takenKey = (procedure: string, origin: string): string => `${procedure} ${origin}`;

/** Procedure and request schema at the revision to which a case is pinned (R7). */
export interface Rules {
  readonly procedure: Pinned<Procedure>;
  readonly schema: Pinned<Schema>;
}

/** Everything that the judge reads, except the state of the case. */
export interface World {
  readonly config: Config;
  /** The rules of the case; undefined before its first submission. */
  readonly pinned: Rules | undefined;
  readonly opening: PullOpening;
  /** All facts that may matter (R31), in the order of R14. */
  readonly facts: readonly Fact[];
  /** The contents that were read, by commit. */
  readonly contents: ReadonlyMap<string, Content>;
  /** The files that commits change against main, by commit, for commits whose content is not read (R48). */
  readonly files?: ReadonlyMap<string, readonly FileId[]>;
  /** The signed documents that were read, by blob id. */
  readonly documents: ReadonlyMap<string, FoundDocument>;
  readonly others: Others;
  /** The numbers of accounts, by `accountKey` (R41); undefined for a login without an account. */
  readonly accounts?: ReadonlyMap<string, number | undefined>;
  readonly now: Instant;
  /** The settling time: seconds by which a computed instant must be past before it is journaled (R22). */
  readonly settle: number;
  /** Checks whether an earlier run refused the draft at a fact. Such a draft stays refused (R13). */
  readonly answered: (fact: Fact) => boolean;
  /** Did the forge refuse to reopen the pull request (R1)? */
  readonly cannotReopen: boolean;
}

/** Thrown if the judgement needs data that were not read. The case is judged again in the next run (R31). */
export class Undecidable extends Error {
  override readonly name = 'Undecidable';
}

/** Returns the base of a pull request at a position. */
export function baseAt({ opening, facts }: Pick<World, 'opening' | 'facts'>, at: Position): string {
  const later = facts.find((fact) => fact.kind === 'label' && fact.what === 'based' && compareFacts(fact, at) > 0);
  return (later?.kind === 'label' && later.base?.from) || opening.base;
}

/** @throws Undecidable if the content of the commit was not read */
export function contentAt(world: World, oid: string): Content {
  const content = world.contents.get(oid);
  if (!content) throw new Undecidable(`The content of commit ${oid} was not read.`);
  return content;
}

/** Returns procedure and schema of a request, as they are in this configuration; undefined if either is missing. */
export function rulesFor(config: Config, request: Readonly<Record<string, unknown>> | undefined): Rules | undefined {
  const procedure = config.procedures.get(String(request?.['sop'] ?? ''));
  const schema = procedure && config.schemas.get(procedure.value.request.schema);
  return procedure && schema && { procedure, schema };
}

/** Returns the rules of a case (R7), if this configuration has the revision to which the case is pinned. */
export function rulesAt(config: Config, { procedure, schema }: CaseState['opens']): Rules | undefined {
  const ofCase = [...config.procedures.values()].find(
    ({ path, blob }) => path === procedure.path && blob === procedure.blob,
  );
  const ofRequest = config.schemas.get(schema.path);
  return ofCase && ofRequest?.blob === schema.blob ? { procedure: ofCase, schema: ofRequest } : undefined;
}

/** Returns the instant at a pointer; undefined if there is none, or if it cannot be read. */
export function instantAt(document: unknown, pointer: string | undefined): Instant | undefined {
  const text = pointer === undefined ? undefined : valueAt(document, pointer);
  if (typeof text !== 'string') return undefined;
  const read = parseInstant(text);
  return 'instant' in read ? read.instant : undefined;
}

/** Returns the text at a pointer; undefined if there is none, or if it is empty. */
export function textAt(document: unknown, pointer: string | undefined): string | undefined {
  const text = pointer === undefined ? undefined : valueAt(document, pointer);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Returns the account numbers of the applicants: the opener, and the person for whom the request was entered (R41). */
export const applyingAccounts = ({ opens, onBehalf }: Pick<CaseState, 'opens' | 'onBehalf'>): number[] => [
  opens.applicant.id,
  ...(onBehalf?.account === undefined ? [] : [onBehalf.account]),
];

/** Checks whether an account is an applicant's (R16, R41). */
export const isApplicant = (state: Pick<CaseState, 'opens' | 'onBehalf'>, { id }: Pick<Account, 'id'>): boolean =>
  applyingAccounts(state).includes(id);
