import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * Returns the environment of a git that reads a repository. Git takes HEAD, index, refs and objects from it, and no
 * setting, hook or attribute: any of them may name a program that git would run. The settings of user and machine do
 * not count either, because they change what git prints. Objects are read without replacements, and none is fetched.
 * @param folder a folder of a clone, or a bare repository
 */
export const readingEnvironment = (folder: string): NodeJS.ProcessEnv => ({
  ...environmentWithout(/^GIT_/),
  ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  ...CAREFUL,
  ...placesOf(folder).git,
});

/**
 * Returns the environment of a git that fetches, pushes or commits: as `readingEnvironment`, but with the settings of
 * the user and the machine, which may say how GitHub is reached and who commits.
 * @param folder a folder of the repository; undefined if git makes one
 */
export function ownEnvironment(folder: string | undefined): NodeJS.ProcessEnv {
  const { git, top }: Places = folder === undefined ? { git: {} } : placesOf(folder);
  return {
    ...environmentWithout(OF_A_REPOSITORY),
    ...CAREFUL,
    ...git,
    ...(top === undefined ? {} : { GIT_WORK_TREE: top }),
  };
}

const CAREFUL = { GIT_NO_REPLACE_OBJECTS: '1', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };

/** The variables by which a caller, such as a hook, names its own repository. */
const OF_A_REPOSITORY =
  /^GIT_(?:DIR|COMMON_DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|PREFIX|NAMESPACE)$/;

const environmentWithout = (names: RegExp): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.test(name)));

interface Places {
  readonly git: NodeJS.ProcessEnv;
  /** The folder of the working tree, if there is one. */
  readonly top?: string;
}

function placesOf(folder: string): Places {
  const found = repositoryAt(resolve(folder));
  // Git then says that this is no repository, and looks for none above it.
  if (!found) return { git: { GIT_DIR: resolve(folder) } };
  const { dir, top } = found;
  const link = join(dir, 'commondir');
  const common = existsSync(link) ? resolve(dir, readFileSync(link, 'utf8').trim()) : dir;
  const git = { GIT_DIR: dir, GIT_COMMON_DIR: viewOf(common), GIT_OBJECT_DIRECTORY: join(common, 'objects') };
  return { git, ...(top === undefined ? {} : { top }) };
}

/** Finds the repository of a folder, as git does: in the folder, or in the nearest one above. */
function repositoryAt(folder: string): { readonly dir: string; readonly top?: string } | undefined {
  const inside = join(folder, '.git');
  const dir = statSync(inside, { throwIfNoEntry: false })?.isFile()
    ? resolve(
        folder,
        readFileSync(inside, 'utf8')
          .replace(/^gitdir: /, '')
          .trim(),
      )
    : inside;
  if (existsSync(join(dir, 'HEAD'))) return { dir, top: folder };
  if (['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))) return { dir: folder };
  const above = dirname(folder);
  return above === folder ? undefined : repositoryAt(above);
}

/** What a repository has in common for all of its working trees, and is data. */
const DATA = ['refs', 'packed-refs', 'reftable', 'logs', 'shallow', 'worktrees'];

/** The settings that say how the repository is stored, where others of it are, and who commits. None names a program. */
const SETTINGS =
  /^(?:extensions\.(?:objectformat|refstorage|partialclone|preciousobjects)|remote\..+\.(?:promisor|url)|user\.(?:name|email)|core\.(?:sharedrepository|filemode|ignorecase|symlinks|autocrlf|eol|precomposeunicode))$/;

const views = new Map<string, { readonly path: string; readonly stamp: number | undefined }>();
let place: string | undefined;

/**
 * Makes the folder that git takes for what all working trees of a repository have in common (`GIT_COMMON_DIR`): it has
 * settings of our own, no hooks and no attributes, and links to the data. It goes when the program ends.
 */
function viewOf(common: string): string {
  const config = join(common, 'config');
  const stamp = statSync(config, { throwIfNoEntry: false })?.mtimeMs;
  const known = views.get(common);
  // A system may clear its folder for temporary files while an office runs.
  if (known?.stamp === stamp && known && existsSync(known.path) && readdirSync(known.path).length > DATA.length)
    return known.path;
  if (place === undefined || !existsSync(place)) {
    const made = mkdtempSync(join(tmpdir(), 'disposisi-git-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    place = made;
  }
  const path = mkdtempSync(join(place, 'repository-'));
  for (const name of DATA) symlinkSync(join(common, name), join(path, name));
  writeFileSync(join(path, 'config'), settingsOf(config, existsSync(join(common, 'logs'))));
  views.set(common, { path, stamp });
  return path;
}

function settingsOf(config: string, hasLogs: boolean): string {
  const args = ['config', '--file', config, '--no-includes', '--null', '--list'];
  const { stdout } = spawnSync('git', args, { cwd: '/', env: environmentWithout(/^GIT_/), encoding: 'utf8' });
  const kept = (stdout || '').split('\0').flatMap((each) => {
    const [key = '', ...value] = each.split('\n');
    return SETTINGS.test(key) ? [[key, value.length === 0 ? 'true' : value.join('\n')] as const] : [];
  });
  const all = [
    ...[['core.repositoryformatversion', '1'] as const, ['core.logAllRefUpdates', String(hasLogs)] as const],
    // Housekeeping that goes on after this program would lose the links above.
    ...[['gc.autoDetach', 'false'] as const, ['fetch.recurseSubmodules', 'false'] as const],
    ...kept,
  ];
  return all.map(([key, value]) => written(key.split('.'), value)).join('');
}

function written([section = '', ...names]: readonly string[], value: string): string {
  const part = names.slice(0, -1).join('.');
  return `[${section}${part === '' ? '' : ` ${quoted(part)}`}]\n\t${names.at(-1)} = ${quoted(value)}\n`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
