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

/** What the judge must know of the pull request beside the facts. */
export interface PullOpening {
  readonly number: number;
  readonly branch: string;
  readonly opener: Account;
  /** As it stands now; by the facts the judge knows how it stood before. */
  readonly draft: boolean;
  /** The branch that it is to be merged into, as it stands now. */
  readonly base: string;
}

/** Another case as it stood when it was taken as an origin (R45): what the entry keeps of it is what the judge was given. */
export type OriginCase = NonNullable<Entry['origin']>;

/** What the judge must know of the other cases. */
export interface Others extends Holdings {
  /** The last agenda number given, by year. */
  readonly agenda: Readonly<Record<string, number>>;
  /** Open cases of the same applicant, by procedure id. */
  readonly openCases: Readonly<Record<string, number>>;
  /** Cases that requests name as their origins, by the id named (R45); undefined: it was read, and there is none. */
  readonly origins?: ReadonlyMap<string, OriginCase | undefined>;
  /**
   * The first open case of the same applicant that has taken an origin, by {@link takenKey} (R45); undefined: it was read, and
   * there is none.
   */
  readonly taken?: ReadonlyMap<string, string | undefined>;
}

/** By which procedure, and from which origin. @param procedure path of the file */
export const takenKey = (procedure: string, origin: string): string => `${procedure} ${origin}`;

/** A procedure with its request schema, at the revision that a case is pinned to (R7). */
export interface Rules {
  readonly procedure: Pinned<Procedure>;
  readonly schema: Pinned<Schema>;
}

/** All that a judgement depends on: the same world, the same judgement. */
export interface World {
  /** The edition of the rules to judge by (R29). */
  readonly edition: number;
  readonly config: Config;
  /** The revision that the case is pinned to; undefined before its first submission. */
  readonly pinned: Rules | undefined;
  readonly opening: PullOpening;
  /** In the order of R14: all, or all that may matter still (R31). */
  readonly facts: readonly Fact[];
  /** By commit. */
  readonly contents: ReadonlyMap<string, Content>;
  /** By commit: what it changes against main, of commits that nobody need read whole (R48). */
  readonly files?: ReadonlyMap<string, readonly FileId[]>;
  /** Signed documents that were read, by blob id. */
  readonly documents: ReadonlyMap<string, FoundDocument>;
  readonly others: Others;
  /** Numbers of the accounts that requests name, by `accountKey` (R41); undefined: it was looked up, and there is none. */
  readonly accounts?: ReadonlyMap<string, number | undefined>;
  readonly now: Instant;
  /** Seconds that a computed instant must be past before it is journaled (R22). */
  readonly settle: number;
  /** Has an earlier run refused the submission at this fact, before there was a case? Then it stays refused (R13). */
  readonly answered: (fact: Fact) => boolean;
  /** The forge refused for good to reopen the pull request (R1). */
  readonly cannotReopen: boolean;
}

/** Something that the judgement needs cannot be known: the case is left as it is, and the next run tries again (R31). */
export class Undecidable extends Error {
  override readonly name = 'Undecidable';
}

/** The branch that a draft was to be merged into at a position: what a later change of it says, or else the present one. */
export function baseAt({ opening, facts }: Pick<World, 'opening' | 'facts'>, at: Position): string {
  const later = facts.find((fact) => fact.kind === 'label' && fact.what === 'based' && compareFacts(fact, at) > 0);
  return (later?.kind === 'label' && later.base?.from) || opening.base;
}

/** What a commit holds. @throws Undecidable if it was not read */
export function contentAt(world: World, oid: string): Content {
  const content = world.contents.get(oid);
  if (!content) throw new Undecidable(`The content of commit ${oid} was not read.`);
  return content;
}

/** The procedure that a request asks for, with its schema, as the base branch has them. */
export function rulesFor(config: Config, request: Readonly<Record<string, unknown>> | undefined): Rules | undefined {
  const procedure = config.procedures.get(String(request?.['sop'] ?? ''));
  const schema = procedure && config.schemas.get(procedure.value.request.schema);
  return procedure && schema && { procedure, schema };
}

/** The rules that a case began under (R7), where the base branch still has them at that revision. */
export function rulesAt(config: Config, { procedure, schema }: CaseState['opens']): Rules | undefined {
  const ofCase = [...config.procedures.values()].find(
    ({ path, blob }) => path === procedure.path && blob === procedure.blob,
  );
  const ofRequest = config.schemas.get(schema.path);
  return ofCase && ofRequest?.blob === schema.blob ? { procedure: ofCase, schema: ofRequest } : undefined;
}

/** The instant that stands at a pointer, if a readable one does. */
export function instantAt(document: unknown, pointer: string | undefined): Instant | undefined {
  const text = pointer === undefined ? undefined : valueAt(document, pointer);
  if (typeof text !== 'string') return undefined;
  const read = parseInstant(text);
  return 'instant' in read ? read.instant : undefined;
}

/** The text that stands at a pointer, if one does. */
export function textAt(document: unknown, pointer: string | undefined): string | undefined {
  const text = pointer === undefined ? undefined : valueAt(document, pointer);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Numbers of those who apply: the opener, and the person for whom the request was entered, where they have an account (R41). */
export const applyingAccounts = ({ opens, onBehalf }: Pick<CaseState, 'opens' | 'onBehalf'>): number[] => [
  opens.applicant.id,
  ...(onBehalf?.account === undefined ? [] : [onBehalf.account]),
];

/**
 * Is this account the applicant: the opener, or the person for whom the request was entered (R16, R41)? Both go by their numbers. The
 * first edition went by the login that the request names, whoever wrote it there: so it is still asked of an entry of that edition
 * that was made for somebody and keeps no number. An account may have changed its login: those that the roles give for its id count
 * as well (R17).
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
