/** Code points that HFS+ passes over when it compares names (git's utf8.c). */
const IGNORED_BY_HFS = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

/** Bytes: git calls a longer name a fault (`largePathname`). */
const LONGEST = 4096;

/**
 * Whether a tree may hold an entry of this name, by what git's own check of received objects says (`git fsck --strict`): no
 * empty name, no slash, `.` or `..`, and nothing that some file system takes for `.git`.
 */
export function isEntryName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || /[\0/]/.test(name) || !name.isWellFormed()) return false;
  if (Buffer.byteLength(name) > LONGEST) return false;
  return !isDotGitOnHfs(name) && !isDotGitOnNtfs(name);
}

const isDotGitOnHfs = (name: string): boolean => name.replace(IGNORED_BY_HFS, '').toLowerCase() === '.git';

/**
 * NTFS knows `.git` as `git~1` too, passes over blanks and dots at the end, and takes what follows a colon for the name of a
 * stream. On Windows a backslash parts names as a slash does.
 */
const isDotGitOnNtfs = (name: string): boolean =>
  name.split('\\').some((part) => /^(?:\.git|git~1)[ .]*(?::|$)/i.test(part));

/** `.gitmodules`, its short names on NTFS too: git reads it by itself, so as a link it would lead git elsewhere. */
export const isGitModules = (name: string): boolean =>
  /^(?:\.gitmodules|gitmod~[1-4]|gi7[\da-f]*~\d+)[ .]*(?::|$)/i.test(name.replace(IGNORED_BY_HFS, ''));
