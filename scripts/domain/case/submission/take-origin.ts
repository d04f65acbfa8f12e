import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Problem } from '#domain/problem.ts';
import { onBehalfOf } from '../people/recorded-act.ts';
import type { Content } from '../state/content.ts';
import { numberInCaseId, type OriginFault, originFault, originNamed } from '../state/origin.ts';
import type { CaseState } from '../state/state.ts';
import { type OriginCase, type Rules, takenKey, Undecidable, type World } from '../state/world.ts';
import { originProblem } from './origin-problems.ts';

/** Thrown if a named origin, or cases with that origin, must be read first. The caller then judges again. */
export class UnreadOrigin extends Undecidable {
  readonly id: string;
  readonly procedure: string;

  constructor(id: string, procedure: string) {
    super(`The case ${id}, named as the origin, was not read.`);
    this.id = id;
    this.procedure = procedure;
  }
}

/**
 * Returns the case that a request takes as its origin, or the problem of taking it (R45). An origin that the case took
 * before is read again, but not judged again.
 * @throws UnreadOrigin if the origin was not read
 * @throws Undecidable if an origin that was taken before is not in the register any more (R31)
 */
export function takeOrigin(
  world: World,
  rules: Rules,
  content: Pick<Content, 'request' | 'document'>,
  at: Instant,
  before: CaseState | undefined,
): { readonly origin?: OriginCase; readonly problems: readonly Problem[] } {
  const procedure = rules.procedure.value;
  const named = originNamed(procedure, content.request);
  if (!procedure.origin || named === undefined) return { problems: [] };
  const { config, opening, others } = world;
  const key = takenKey(rules.procedure.path, named);
  const isRead = others.origins?.has(named) && (!others.taken || others.taken.has(key));
  if (!isRead) throw new UnreadOrigin(named, rules.procedure.path);
  const found = others.origins?.get(named);
  const isTaken = before?.origin?.case === named;
  if (isTaken && !found)
    throw new Undecidable(`The case ${named}, taken as the origin, is not in the register any more.`);
  if (isTaken && found) return { origin: found, problems: [] };
  const asking = { procedure, config, number: opening.number, opener: opening.opener.id, at };
  const fault = originFault(procedure.origin, named, found, asking) ?? again(world, rules, content, key);
  if (!fault) return { ...given({ origin: found }), problems: [] };
  const place = {
    file: content.document?.path ?? '',
    schema: rules.schema.value,
    procedures: config.procedures,
  };
  return { problems: [originProblem(fault, procedure.origin, named, place)] };
}

/** Reports an open case of the opener with this procedure and origin. Requests for others are not checked (R41). */
function again(
  { others }: World,
  rules: Rules,
  { request }: Pick<Content, 'request'>,
  key: string,
): OriginFault | undefined {
  if (onBehalfOf(rules, request).onBehalf) return undefined;
  const first = others.taken?.get(key);
  return first === undefined ? undefined : { fault: 'again', first };
}

/** Returns the number of the case to read; undefined if the text is no case id, or names the request's own case. */
export function originToRead(id: string, own: number): number | undefined {
  const number = numberInCaseId(id);
  return number === own ? undefined : number;
}
