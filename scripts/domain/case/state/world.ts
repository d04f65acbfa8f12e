import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import type { Holdings } from '#domain/room/bookings.ts';
import type { Config, Pinned } from './config.ts';
import type { Content, FileId } from './content.ts';
import { hasChange } from './editions.ts';
import { type Account, compareFacts, type Fact, type Position } from './facts.ts';
import type { FoundDocument } from './signed.ts';
import type { CaseState } from './state.ts';

/** What the judge must know of the pull request, besides the facts. */
export interface PullOpening {
  readonly number: number;
  readonly branch: string;
  readonly opener: Account;
  /** Now; the facts say how it was before. */
  readonly draft: boolean;
  readonly base: string;
}

/** As it was when it was taken (R45); the entry keeps what the judge was given. */
export type OriginCase = NonNullable<Entry['origin']>;

export interface Others extends Holdings {
  readonly agenda: Readonly<Record<string, number>>;
  /** Of the same applicant, by procedure id. */
  readonly openCases: Readonly<Record<string, number>>;
  /** By the id that requests name (R45); undefined: there is none. */
  readonly origins?: ReadonlyMap<string, OriginCase | undefined>;
  /** The applicant's open case that has this origin, by {@link takenKey} (R45); undefined: there is none. */
  readonly taken?: ReadonlyMap<string, string | undefined>;
}

/** @param procedure path */
export const takenKey = (procedure: string, origin: string): string => `${procedure} ${origin}`;

/** At the revision to which a case is pinned (R7). */
export interface Rules {
  readonly procedure: Pinned<Procedure>;
  readonly schema: Pinned<Schema>;
}

export interface World {
  readonly edition: number;
  readonly config: Config;
  /** Of the case; undefined before its first submission. */
  readonly pinned: Rules | undefined;
  readonly opening: PullOpening;
  /** In the order of R14; all that may matter (R31). */
  readonly facts: readonly Fact[];
  /** By commit. */
  readonly contents: ReadonlyMap<string, Content>;
  /** By commit: changes against main of commits that are not read whole (R48). */
  readonly files?: ReadonlyMap<string, readonly FileId[]>;
  /** Signed documents, by blob id. */
  readonly documents: ReadonlyMap<string, FoundDocument>;
  readonly others: Others;
  /** By `accountKey` (R41); undefined: there is none. */
  readonly accounts?: ReadonlyMap<string, number | undefined>;
  readonly now: Instant;
  /** Seconds that a computed instant must be past before it is journaled (R22). */
  readonly settle: number;
  /** Did an earlier run refuse a draft at this fact? Then it stays refused (R13). */
  readonly answered: (fact: Fact) => boolean;
  /** The forge refused to reopen the pull request (R1). */
  readonly cannotReopen: boolean;
}

/** Something that the judgement needs is unknown: the case stays as it is, and the next run tries again (R31). */
export class Undecidable extends Error {
  override readonly name = 'Undecidable';
}

/** The branch that a draft was to be merged into at a position. */
export function baseAt({ opening, facts }: Pick<World, 'opening' | 'facts'>, at: Position): string {
  const later = facts.find((fact) => fact.kind === 'label' && fact.what === 'based' && compareFacts(fact, at) > 0);
  return (later?.kind === 'label' && later.base?.from) || opening.base;
}

export function contentAt(world: World, oid: string): Content {
  const content = world.contents.get(oid);
  if (!content) throw new Undecidable(`The content of commit ${oid} was not read.`);
  return content;
}

/** The procedure that a request names, as main has it. */
export function rulesFor(config: Config, request: Readonly<Record<string, unknown>> | undefined): Rules | undefined {
  const procedure = config.procedures.get(String(request?.['sop'] ?? ''));
  const schema = procedure && config.schemas.get(procedure.value.request.schema);
  return procedure && schema && { procedure, schema };
}

/** The rules of a case (R7), if main still has that revision. */
export function rulesAt(config: Config, { procedure, schema }: CaseState['opens']): Rules | undefined {
  const ofCase = [...config.procedures.values()].find(
    ({ path, blob }) => path === procedure.path && blob === procedure.blob,
  );
  const ofRequest = config.schemas.get(schema.path);
  return ofCase && ofRequest?.blob === schema.blob ? { procedure: ofCase, schema: ofRequest } : undefined;
}

export function instantAt(document: unknown, pointer: string | undefined): Instant | undefined {
  const text = pointer === undefined ? undefined : valueAt(document, pointer);
  if (typeof text !== 'string') return undefined;
  const read = parseInstant(text);
  return 'instant' in read ? read.instant : undefined;
}

export function textAt(document: unknown, pointer: string | undefined): string | undefined {
  const text = pointer === undefined ? undefined : valueAt(document, pointer);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Numbers of the applicants: the opener, and the person for whom the request was entered (R41). */
export const applyingAccounts = ({ opens, onBehalf }: Pick<CaseState, 'opens' | 'onBehalf'>): number[] => [
  opens.applicant.id,
  ...(onBehalf?.account === undefined ? [] : [onBehalf.account]),
];

/**
 * Is this account an applicant (R16, R41)? Edition 1 went by the login that the request names: so entries of that
 * edition still do, where they were made for somebody and have no number. An account may have changed its login, so
 * logins from the roles count too (R17).
 */
export function isApplicant(
  world: Pick<World, 'edition'> & { readonly config: Pick<Config, 'roles'> },
  rules: Pick<Rules, 'procedure'>,
  state: CaseState,
  account: Pick<Account, 'id' | 'login'>,
): boolean {
  if (applyingAccounts(state).includes(account.id)) return true;
  const isByLogin =
    !hasChange(world.edition, 'named-account') || (state.onBehalf && state.onBehalf.account === undefined);
  if (!isByLogin) return false;
  const named = textAt(state.request, rules.procedure.value.request.pointers.applicant)?.toLowerCase();
  if (named === undefined) return false;
  const holders = Object.values(world.config.roles.roles).flatMap((role) => role.holders);
  const logins = holders.filter((holder) => holder.account === account.id).map(({ login }) => login);
  return [account.login, ...logins].some((login) => login.toLowerCase() === named);
}
