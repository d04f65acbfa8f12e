import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicSopVersions } from '#domain/generated/public-sop-versions.ts';
import type { Text } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { tellChanges } from '#domain/versions/change-words.ts';
import { isMembers, isText, type Plain } from '#domain/versions/compare.ts';
import { same } from '#domain/words/language.ts';
import { readPinnedProcedure } from '#engine/config/read.ts';
import type { SopHistory } from '#engine/register/sop-history.ts';
import type { PublicNames } from './names.ts';
import { roleName } from './summary.ts';

/** The known history of main's procedures, and the known contents of their files by blob id. */
export interface ReadSops {
  readonly history: SopHistory;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads the history of main's procedures.
 * @param known the history that was read before
 * @returns the history without texts if no procedure changed since; undefined if main has not changed
 */
export type ReadSopsSince = (
  known?: SopHistory,
) => Promise<ReadSops | (Pick<ReadSops, 'history'> & { readonly texts?: undefined }) | undefined>;

type PublicVersion = PublicSopVersions['versions'][number];

/** The versions of one procedure in main's history, oldest first, without their cases. */
export interface SopTimeline {
  readonly procedure: string;
  readonly title: Text;
  readonly versions: readonly Omit<PublicVersion, 'current' | 'cases' | 'open' | 'firstCase'>[];
}

/** How many cases are pinned to a revision, and how many of them are open. */
export interface CasesUnder {
  readonly revision: string;
  readonly cases: number;
  readonly open: number;
  /** When the first of these cases was submitted. */
  readonly first: string;
}

interface Line {
  readonly versions: { revision: string; path: string; commit: string; from?: string; until?: string }[];
}

/** Returns the versions of every procedure that main has had. Files with the same id contain the same procedure. */
export function sopTimelines({ history, texts }: ReadSops, names: Pick<PublicNames, 'roles'>): SopTimeline[] {
  const values = new Map([...texts].map(([blob, text]) => [blob, valueOf(text)]));
  return [...linesOf(history, values)].map(([procedure, { versions }]) => ({
    procedure,
    title: titleOf(versions, values) ?? same(procedure),
    versions: versions.map((version, i) => {
      const [value, before] = [values.get(version.revision), values.get(versions[i - 1]?.revision ?? '')];
      const identity = value === undefined ? undefined : identityOf(value);
      return {
        ...version,
        readable: value !== undefined,
        ...given({ identity }),
        ...(value === undefined || before === undefined
          ? {}
          : { changes: tellChanges(before, value, roleName(names)) }),
      };
    }),
  }));
}

/** Returns the versions that can be shown as a table, by blob id: those whose files today's schema accepts. */
export function readableSops({ history, texts }: ReadSops): ReadonlyMap<string, Procedure> {
  const procedures = new Map<string, Procedure>();
  for (const { path, blob } of history.moves) {
    const text = texts.get(blob ?? '');
    if (blob === undefined || text === undefined || procedures.has(blob)) continue;
    const read = readPinnedProcedure({ path, blob, text });
    if (read.ok) procedures.set(blob, read.value);
  }
  return procedures;
}

/**
 * Returns what is published about the versions of one procedure.
 * @param timeline the versions in main's history; without it, only the current version and those of cases are listed
 * @param history main's history, which says whether it is whole and since when it is known
 * @param counted the cases of this procedure, counted by version
 */
export function publicVersions(
  procedure: string,
  { timeline, history }: { readonly timeline?: SopTimeline | undefined; readonly history?: SopHistory | undefined },
  counted: readonly CasesUnder[],
  names: Pick<PublicNames, 'procedures' | 'revisions'>,
): PublicSopVersions {
  const present = names.procedures.find(({ id }) => id === procedure);
  const now = names.revisions[procedure];
  const reported = [...(timeline?.versions ?? [])].reverse();
  const listed = new Set(reported.map(({ revision }) => revision));
  const unlisted = [...new Set([...(now === undefined ? [] : [now]), ...counted.map(({ revision }) => revision)])]
    .filter((revision) => !listed.has(revision))
    .map((revision) => ({
      revision,
      readable: revision === now,
      ...(revision === now && present ? { identity: printedIdentity(present.identity) } : {}),
    }));
  const current =
    unlisted.find(({ revision }) => revision === now) ?? reported.find(({ revision }) => revision === now);
  const versions = [
    ...unlisted.filter((each) => each === current),
    ...reported,
    ...unlisted.filter((each) => each !== current),
  ];
  return {
    procedure,
    title: present?.title ?? timeline?.title ?? same(procedure),
    inForce: present !== undefined,
    complete: history?.isWhole ?? false,
    ...given({ since: history?.since }),
    versions: versions.map((version) => {
      const of = counted.find(({ revision }) => revision === version.revision);
      return {
        ...version,
        current: version === current,
        cases: of?.cases ?? 0,
        open: of?.open ?? 0,
        ...given({ firstCase: of?.first }),
      };
    }),
  };
}

function linesOf({ moves }: SopHistory, values: ReadonlyMap<string, Plain | undefined>): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  const firstIdAt = (path: string): string | undefined =>
    moves.flatMap((move) => (move.path === path ? (idOf(values.get(move.blob ?? '')) ?? []) : []))[0];
  const idAt = new Map<string, string>();
  // If a file is renamed, its new name comes first, so that the procedure does not end and begin again in one commit.
  const commits = [...Map.groupBy(moves, ({ commit }) => commit).values()];
  for (const { path, blob, commit, at } of commits.flatMap((each) => [
    ...each.filter((move) => move.blob !== undefined),
    ...each.filter((move) => move.blob === undefined),
  ])) {
    // A file that cannot be read counts as the procedure that the path had before, or else as the first that it had.
    const id = idOf(values.get(blob ?? '')) ?? idAt.get(path) ?? firstIdAt(path);
    const before = idAt.get(path);
    if (before !== undefined && (blob === undefined || id !== before)) endVersion(lines.get(before), path, at);
    if (blob === undefined) idAt.delete(path);
    if (blob === undefined || id === undefined) continue;
    idAt.set(path, id);
    const line = lines.get(id) ?? { versions: [] };
    lines.set(id, line);
    const last = line.versions.at(-1);
    if (last && last.until === undefined) {
      if (last.revision === blob) {
        last.path = path;
        continue;
      }
      if (at !== undefined) last.until = at;
    }
    line.versions.push({ revision: blob, path, commit, ...given({ from: at }) });
  }
  return lines;
}

function endVersion(line: Line | undefined, path: string, at: string | undefined): void {
  const last = line?.versions.at(-1);
  if (last?.path === path && last.until === undefined && at !== undefined) last.until = at;
}

/** Returns the title of the newest version that can be read. */
function titleOf(versions: Line['versions'], values: ReadonlyMap<string, Plain | undefined>): Text | undefined {
  for (const { revision } of [...versions].reverse()) {
    const value = values.get(revision);
    const title = isMembers(value) ? value['title'] : undefined;
    if (isText(title)) return { id: title.id, en: title.en };
  }
  return undefined;
}

function valueOf(text: string): Plain | undefined {
  const reading = readYaml(text, '');
  return reading.ok ? (reading.value as Plain) : undefined;
}

/** Returns the procedure's id. A file with an id and steps is a procedure, even if today's schema refuses it. */
function idOf(value: Plain | undefined): string | undefined {
  if (!isMembers(value) || value['steps'] === undefined) return undefined;
  const { id } = value;
  return typeof id === 'string' && /^[a-z][a-z0-9-]*$/.test(id) ? id : undefined;
}

function identityOf(value: Plain): PublicVersion['identity'] {
  const identity = isMembers(value) ? value['identity'] : undefined;
  return isMembers(identity) ? printedIdentity(identity) : undefined;
}

function printedIdentity(identity: {
  readonly [name in keyof NonNullable<PublicVersion['identity']>]?: unknown;
}): NonNullable<PublicVersion['identity']> {
  const printed = (text: unknown): string => (typeof text === 'string' ? text : '');
  const { number, created, revised, effective } = identity;
  return {
    number: printed(number),
    created: printed(created),
    revised: printed(revised),
    effective: printed(effective),
  };
}
