/** Acts of people without an account, which a role records with the date and the way of communication (R41). */
import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { fieldAt, fieldNotes, labelOfValue, type Schema } from '#domain/request/annotations.ts';
import { externalOf } from '../state/parties.ts';
import { notWritten } from '../state/reason.ts';
import { rolesHeld } from '../state/roles.ts';
import type { CaseState } from '../state/state.ts';
import { type Rules, textAt, type World } from '../state/world.ts';

type RecordedAct = NonNullable<Entry['deed']>;
type Places = Extract<Step['actor'], { external: unknown }>['deed'];

interface Telling {
  readonly file: string;
  readonly schema: Schema | undefined;
  readonly at: Instant;
  /** The IANA zone in which days are counted. */
  readonly zone: string;
  /** The earliest valid date; if undefined, every past date is valid. */
  readonly since?: string | undefined;
}

/** Returns the problems of a recorded act: date or way is missing, or the date is in the future or too early. */
export function recordedActProblems(
  document: unknown,
  { date, way }: Places,
  { file, schema, at, zone, since }: Telling,
): Problem[] {
  const done = textAt(document, date);
  const today = localDate(at, zone);
  const wrong = (code: string, expected: string, message: Text, received: string): Problem => ({
    ...{ file, path: date, code, expected, received, message },
    ...fieldNotes(schema, date),
  });
  return [
    ...[date, way]
      .filter((path) => textAt(document, path) === undefined)
      .map((path) => ({ ...notWritten(file, 'deed-missing', DATE_AND_WAY), path, ...fieldNotes(schema, path) })),
    ...(done !== undefined && done > today ? [wrong('deed-to-come', `≤ ${today}`, TO_COME, done)] : []),
    ...(done !== undefined && since !== undefined && done < since
      ? [wrong('deed-too-early', `≥ ${since}`, TOO_EARLY, done)]
      : []),
  ];
}

const DATE_AND_WAY: Text = { id: 'tanggal dan cara', en: 'the date and the way' };
const TOO_EARLY: Text = {
  id: 'Tanggal ini lebih awal daripada permohonannya',
  en: 'This date is earlier than the request',
};
const TO_COME: Text = { id: 'Tanggal ini belum tiba', en: 'This date is still to come' };

/** Returns the earliest day of a recorded act (R41): the day when the person asked, or the day of the submission. */
export const firstDayOf = ({ onBehalf, openedAt }: Pick<CaseState, 'onBehalf' | 'openedAt'>, zone: string): string =>
  onBehalf?.date ?? localDate(openedAt.at, zone);

/** Reads date and way. The way is returned in words, so that an entry can be read without the schema. */
function statedIn(
  document: unknown,
  { date, way }: Places,
  schema: Schema | undefined,
): Pick<RecordedAct, 'date' | 'way'> {
  const value = textAt(document, way) ?? '';
  return { date: textAt(document, date) ?? '', way: labelOfValue((schema && fieldAt(schema, way)) ?? {}, value) };
}

/** Returns the recorded act in the form that an entry keeps (R41); undefined if the step records none. */
export function recordedActIn(step: Step, result: unknown, schema: Schema | undefined): Entry['deed'] {
  const actor = externalOf(step);
  return actor && { party: actor.external, role: actor.recordedBy, ...statedIn(result, actor.deed, schema) };
}

interface WorldPart {
  readonly config: Pick<World['config'], 'roles'>;
  readonly opening: { readonly opener: Pick<World['opening']['opener'], 'id'> };
}

/** Checks whether a request was entered for another person. Only such a request says when that person asked. */
export const isOnBehalf = ({ request: { onBehalf } }: Pick<Procedure, 'request'>, request: unknown): boolean =>
  onBehalf !== undefined && textAt(request, onBehalf.date) !== undefined;

/** @param account account number of the person for whom the request was entered, if the request names it (R41) */
export function onBehalfOf({ procedure, schema }: Rules, request: unknown, account?: number): Pick<Entry, 'onBehalf'> {
  const { onBehalf } = procedure.value.request;
  if (!onBehalf || !isOnBehalf(procedure.value, request)) return {};
  return { onBehalf: { role: onBehalf.role, ...statedIn(request, onBehalf, schema.value), ...given({ account }) } };
}

/**
 * Returns the problems of a request that was entered for somebody else (R41). At the first submission, the opener must
 * have the role. Date and way must be valid. A later submission must not change whether the request is for somebody
 * else.
 */
export function onBehalfProblems(
  { config, opening }: WorldPart,
  { procedure: { value: procedure }, schema }: { readonly [Part in keyof Rules]: Pick<Rules[Part], 'value'> },
  request: unknown,
  { file, at, before }: { file: string; at: Instant; before: Pick<CaseState, 'onBehalf'> | undefined },
): Problem[] {
  const { onBehalf } = procedure.request;
  if (!onBehalf) return [];
  const is = isOnBehalf(procedure, request);
  const { date, role } = onBehalf;
  const notes = fieldNotes(schema.value, date);
  if (before && is !== (before.onBehalf !== undefined))
    return [{ file, path: date, code: 'on-behalf-changed', message: CHANGED, ...notes }];
  if (!is) return [];
  const held = rolesHeld(config.roles, opening.opener.id, at, procedure.zone);
  const isTheirs = before !== undefined || held.some((each) => each.role === role);
  const name = config.roles.roles[role]?.name ?? { id: role, en: role };
  return [
    ...(isTheirs ? [] : [{ file, path: date, code: 'not-on-behalf', message: onlyBy(name), fix: LEAVE_OUT, ...notes }]),
    ...recordedActProblems(request, onBehalf, { file, schema: schema.value, at, zone: procedure.zone }),
  ];
}

const onlyBy = (name: Text): Text => ({
  id: `Hanya ${name.id} yang mengajukan untuk orang tanpa akun`,
  en: `Only ${name.en} submits for a person without an account`,
});
const LEAVE_OUT: Text = {
  id: 'Kosongkan isian ini jika Anda mengajukan untuk diri sendiri',
  en: 'Leave this field empty if you submit for yourself',
};
const CHANGED: Text = {
  id: 'Untuk siapa permohonan diajukan tidak dapat diganti; ajukan permohonan baru',
  en: 'For whom a request is made cannot change; open another request',
};
