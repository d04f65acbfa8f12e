import { createHash } from 'node:crypto';
import type { Config } from '#domain/case/state/config.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import type { Rules } from '#domain/case/state/world.ts';
import { parseConfigurations } from '#domain/journal/configurations.ts';
import type { Journal } from '#domain/journal/journal.ts';
import { CONFIGURATIONS_PATH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { type ConfigChange, WhatIf } from '#domain/what-if/what-if.ts';
import {
  WHAT_IF_KEY_LENGTH,
  whatIfComment,
  whatIfKey,
  whatIfKeyText,
  type WhatIfWords,
} from '#domain/what-if/comment.ts';
import { visibilityChanges } from '#domain/versions/visibility.ts';
import { same } from '#domain/words/language.ts';
import { readChange, withFiles } from '#engine/config/read-change.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { type ConfigFile, schemasOf } from '#engine/config/read.ts';
import { configRevision } from '#engine/config/revision.ts';
import type { CaseView, FileView, Forge } from '#engine/forge/forge.ts';
import { Bounded, TooLong } from './bounded.ts';
import { pinnedRules } from './configuration.ts';
import type { Deps } from './deps.ts';
import { inRegisterOrder, MOST_CASES, newestCases } from './newest-cases.ts';

/** The longest time for computing one comment, in milliseconds. A stranger can write a procedure that never ends. */
const AT_MOST = 30_000;
/** The largest size of a changed file, in bytes. If a changed file is larger, nothing is computed. */
const LARGEST = 1024 * 1024;
/** The largest number of changed files. If there are more, nothing is computed. */
const MOST_FILES = 40;

/** Checks whether the comment must be written, or written again, on a pull request that is no case (R8). */
export function isWhatIfDue({ pull, config }: Pick<CaseView, 'pull' | 'config'>): boolean {
  // A stranger's pull request from another repository must cost the process nothing.
  if (pull.foreign || pull.state !== 'open') return false;
  const concerned = isConcerned(pull, config);
  const own = ownWhatIf(pull, concerned);
  return own ? own.isDefaced === true || own.key !== keyFor(pull, config) : concerned;
}

/**
 * Comments on a pull request that changes the configuration. The comment shows which of the newest
 * cases would have gone differently under the new rules. The changed files are read as data, by the readers of the
 * configuration and within their limits. An error is reported in the log or in the comment, and stops no other case
 * (R31).
 */
export async function commentWhatIf(deps: Deps, number: number): Promise<void> {
  try {
    const view = await deps.forge.readCase(number);
    if (!isWhatIfDue(view)) return;
    const { words, visibility } = await findingsFor(deps, view);
    const body = whatIfComment(keyFor(view.pull, view.config), words, visibility);
    const own = ownWhatIf(view.pull, true);
    await deps.forge.applyEffects(view.pull, [
      own ? { do: 'edit-comment', id: own.id, body } : { do: 'comment', body },
    ]);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    deps.log(same(`#${number}: what-if: ${reason}`));
  }
}

/**
 * Checks whether a pull request changes the configuration: files in `sops/`, or schemas of main's procedures. The comment
 * also says that a changed letterhead or template can be used (R7), although no case is judged by it. If main's
 * configuration is unsound, every schema counts.
 */
function isConcerned({ files }: Pick<PullView, 'files'>, config: readonly ConfigFile[]): boolean {
  const paths = files.map(({ path }) => path);
  if (paths.some((path) => /^sops\/.+\.yaml$/.test(path))) return true;
  const schemas = paths.filter((path) => path.startsWith('schemas/'));
  if (schemas.length === 0) return false;
  const reading = readConfigOnce(config);
  if ('problems' in reading) return true;
  const named = new Set([...reading.config.procedures.values()].flatMap(({ value }) => schemasOf(value)));
  return schemas.some((path) => named.has(path));
}

/**
 * Computes the key of a comment from main's configuration and the head. A comment with another key is outdated.
 */
function keyFor(pull: Pick<PullView, 'head'>, config: readonly ConfigFile[]): string {
  const hash = createHash('sha256').update(whatIfKeyText(pull.head, configRevision(config)));
  return hash.digest('hex').slice(0, WHAT_IF_KEY_LENGTH);
}

/**
 * Finds the process's own comment of this kind, by its account (R30).
 * @param isDue whether there must be such a comment; if so, a comment from which somebody removed the mark is found too
 */
function ownWhatIf({ ownComments }: Pick<PullView, 'ownComments'>, isDue: boolean) {
  const all = ownComments.map((comment) => ({ ...comment, key: whatIfKey(comment.body) }));
  return (
    all.find(({ key, isDefaced }) => key !== undefined && !isDefaced) ??
    all.find(({ key }) => key !== undefined) ??
    all.find(({ isDefaced }) => isDefaced && isDue)
  );
}

const TOO_LARGE: Text = {
  id: 'file yang diubah terlalu banyak atau terlalu besar.',
  en: 'too many files are changed, or a changed file is too large.',
};
const TOO_LONG: Text = { id: 'perhitungannya terlalu lama.', en: 'it took too long.' };

/** Says which fields become public or private (R11). @param main the files that are in force */
export function visibilityOf(main: readonly ConfigFile[], config: Config): readonly Text[] {
  const reading = readConfigOnce(main);
  return 'config' in reading ? visibilityChanges(reading.config, config) : [MAIN_UNREADABLE];
}

const MAIN_UNREADABLE: Text = {
  id: 'Konfigurasi yang berlaku tidak dapat dibaca, jadi tidak diketahui isian mana yang menjadi tampil untuk publik',
  en: 'The configuration in force cannot be read, so it is unknown which fields the public will newly see',
};

/** What the comment says. `visibility` is complete for every configuration that can be used (R11). */
interface Findings {
  readonly words: WhatIfWords;
  readonly visibility: readonly Text[];
}

async function findingsFor(deps: Deps, view: CaseView): Promise<Findings> {
  const only = (words: WhatIfWords, visibility: readonly Text[] = []): Findings => ({ words, visibility });
  if (!isConcerned(view.pull, view.config)) return only({ kind: 'nothing' });
  const head = await headFiles(deps, view);
  if (!head) return only({ kind: 'not-computed', why: TOO_LARGE });
  const bounded = new Bounded(AT_MOST);
  let visibility: readonly Text[] = [];
  try {
    const reading = bounded.run(() => readChange(head.files, head.changed));
    if ('problems' in reading) return only({ kind: 'problems', problems: reading.problems });
    const { change, config } = reading;
    visibility = visibilityOf(view.config, config);
    if (!changesAnything(change)) return only({ kind: 'nothing' }, visibility);
    const computed = { kind: 'computed' as const, ...(await replay(deps, view, change, bounded)), most: MOST_CASES };
    return only({ ...computed, config }, visibility);
  } catch (error) {
    if (error instanceof TooLong) return only({ kind: 'not-computed', why: TOO_LONG }, visibility);
    throw error;
  }
}

const changesAnything = ({ procedures, roles, calendar, rooms }: ConfigChange): boolean =>
  procedures.size > 0 || [roles, calendar, rooms].some((each) => each !== undefined);

/** Reads the configuration with the changes of the pull request; `undefined` if the change is above the limits. */
async function headFiles(
  { forge }: Deps,
  { pull, config }: CaseView,
): Promise<{ readonly files: readonly ConfigFile[]; readonly changed: ReadonlySet<string> } | undefined> {
  const paths = pull.files.map(({ path }) => path).filter((path) => /^(?:sops|schemas)\//.test(path));
  if (paths.length > MOST_FILES) return undefined;
  const listed = new Map((await forge.listFolders(pull.head, CONFIG_PLACES)).map((each) => [each.path, each]));
  const there = paths.flatMap((path) => listed.get(path) ?? []);
  if (there.some(({ size }) => size > LARGEST)) return undefined;
  const texts = await forge.readBlobs(there.map(({ oid }) => oid));
  const others = there.map(({ path, oid }) => ({ path, blob: oid, text: texts.get(oid) ?? '' }));
  const kept = config.filter(({ path }) => !paths.includes(path));
  return { files: withFiles(kept, others), changed: new Set(paths) };
}

async function replay(deps: Deps, { pull, register, config }: CaseView, change: ConfigChange, bounded: Bounded) {
  const all = change.roles !== undefined || change.calendar !== undefined || change.rooms !== undefined;
  const journals =
    register.head === undefined
      ? []
      : await newestCases(
          deps.forge,
          register.head,
          pull.number,
          ({ request }) => all || change.procedures.has(String(request?.['sop'] ?? '')),
        );
  const used = journals.flatMap(({ entries }) => entries.map((entry) => entry.config).reverse());
  const configs = await pastConfigs(deps.forge, config, [...new Set(used)]);
  const rules = await rulesOf(deps, config, journals, change);
  const whatIf = new WhatIf(change);
  await bounded.each(inRegisterOrder(journals), (step) =>
    whatIf.take(step, { config: (revision) => configs.get(revision), rules: rules.get(step.number) }),
  );
  return bounded.run(() => whatIf.conclude());
}

/** Reads the rules of cases whose procedure does not change (R7). Cases whose rules cannot be read are left out. */
async function rulesOf(
  deps: Deps,
  files: CaseView['config'],
  journals: readonly Journal[],
  change: ConfigChange,
): Promise<ReadonlyMap<number, Rules>> {
  const rules = new Map<number, Rules>();
  const reading = readConfigOnce(files);
  if ('problems' in reading) return rules;
  for (const { number, entries } of journals) {
    const [first] = entries;
    if (!first?.opens || change.procedures.has(String(first.request?.['sop'] ?? ''))) continue;
    const pinned = await pinnedRules(deps.forge, reading.config, first.opens).catch(() => undefined);
    if (pinned) rules.set(number, pinned);
  }
  return rules;
}

/** The folders in which the process looks for files of the configuration. */
export const CONFIG_PLACES = ['sops', 'sops/calendars', 'sops/documents', 'schemas'] as const;

/** The largest number of earlier configurations that are read. Those of the newest cases are read first. */
const MOST_CONFIGS = 12;

/**
 * Reads configurations that main had, by revision (R17). Configurations above the limit, and those that are
 * unknown or not sound, are left out.
 * @param now the files that main has now
 * @param wanted the revisions that are needed, in the order in which they are read
 */
async function pastConfigs(
  forge: Pick<Forge, 'listFolders' | 'readBlobs' | 'readRegister'>,
  now: readonly FileView[],
  wanted: readonly string[],
): Promise<ReadonlyMap<string, Config>> {
  const configs = new Map<string, Config>();
  const take = (files: readonly ConfigFile[]): void => {
    const reading = readConfigOnce(files);
    if ('config' in reading) configs.set(reading.config.revision, reading.config);
  };
  take(now);
  const missing = wanted.filter((revision) => !configs.has(revision)).slice(0, MOST_CONFIGS);
  if (missing.length === 0) return configs;
  const text = (await forge.readRegister([CONFIGURATIONS_PATH])).get(CONFIGURATIONS_PATH);
  const mains = new Map(parseConfigurations(text).map(({ revision, main }) => [revision, main]));
  const texts = new Map(now.map(({ blob, text }) => [blob, text]));
  for (const revision of missing) {
    const main = mains.get(revision) ?? '';
    if (!/^[0-9a-f]{40,64}$/.test(main)) continue;
    const listed = await forge.listFolders(main, CONFIG_PLACES);
    if (configRevision(listed.map(({ path, oid }) => ({ path, blob: oid }))) !== revision) continue;
    const unread = listed.flatMap(({ oid }) => (texts.has(oid) ? [] : [oid]));
    for (const [oid, content] of await forge.readBlobs(unread)) texts.set(oid, content);
    take(listed.map(({ path, oid }) => ({ path, blob: oid, text: texts.get(oid) ?? '' })));
  }
  return configs;
}
