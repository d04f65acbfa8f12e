import type { Config } from '#domain/case/state/config.ts';
import { courseOf } from '#domain/case/course/course.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { rulesFor } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { type Journal, openJournal } from '#domain/journal/journal.ts';
import type { Text } from '#domain/problem.ts';
import { roleNames, situationOf } from '#domain/words/case-situation.ts';
import { PLAIN, same } from '#domain/words/language.ts';
import { refusalSentence } from '#domain/words/refusal.ts';
import { statusSentence } from '#domain/words/status.ts';
import { refusalInComment, type Sources } from '#domain/words/sticky-input.ts';
import { readPinnedProcedure } from '#engine/config/read.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { CaseView, Forge } from '#engine/forge/forge.ts';

/**
 * A case as a person may read it from the forge, with its journal and the configuration. The configuration has the
 * names for the ids in the case.
 */
export interface CaseReading {
  readonly view: CaseView;
  readonly journal: Journal;
  readonly config: Config;
  /** The procedure to which the case is pinned (R7); `undefined` for a draft. */
  readonly procedure: Procedure | undefined;
}

/** A case that has a journal. */
export interface CurrentCase {
  readonly config: Config;
  readonly procedure: Procedure;
  readonly state: CaseState;
  readonly entries: readonly Entry[];
}

/** Returns a case that has a journal; `undefined` for a draft. */
export function currentCaseOf({ journal, procedure, config }: CaseReading): CurrentCase | undefined {
  const { state, entries } = journal;
  return state && procedure && { config, procedure, state, entries };
}

/** Reads a case, or throws a ForgeError if the case, the configuration or the pinned revision cannot be read. */
export async function readCurrentCase(forge: Forge, number: number): Promise<CaseReading> {
  const view = await forge.readCase(number);
  const reading = readConfigOnce(view.config);
  if ('problems' in reading) throw new ForgeError('unreadable', 'sops/', 'The configuration on main is not sound.');
  const { config } = reading;
  const journal = openJournal(number, view.register.journal);
  const procedure = journal.state && (await pinnedProcedure(forge, config, journal.state));
  return { view, journal, config, procedure };
}

async function pinnedProcedure(forge: Forge, config: Config, { opens, request }: CaseState): Promise<Procedure> {
  const current = rulesFor(config, request)?.procedure;
  if (current?.blob === opens.procedure.blob) return current.value;
  const text = (await forge.readBlobs([opens.procedure.blob])).get(opens.procedure.blob);
  const read = text === undefined ? undefined : readPinnedProcedure({ ...opens.procedure, text });
  if (read?.ok) return read.value;
  throw new ForgeError('unreadable', opens.procedure.path, 'The revision that the case is pinned to cannot be read.');
}

/** Says in one sentence in which state the case is at `now`. */
export function currentSentence({ entries, procedure, config }: CurrentCase, now: string): Text {
  const situation = situationOf(courseOf(entries, procedure), procedure, roleNames(config.roles));
  return statusSentence(situation, { zone: procedure.zone, now, times: 'live' });
}

/** Returns the sentence that refuses an act (R16), with the people whose turn it was when the act was tried. */
export function refusalOf({ procedure, config }: CurrentCase, entry: Entry): Text {
  const reading = refusalInComment(entry.step, sourcesOf(procedure, config));
  return refusalSentence({ ...entry, reason: entry.reason ?? 'stale' }, { ...reading, marks: PLAIN });
}

const sourcesOf = (procedure: Procedure, config: Config): Sources => ({
  procedure,
  roles: config.roles,
  roomName: (id) => config.rooms.find((room) => room.id === id)?.name ?? same(id),
});
