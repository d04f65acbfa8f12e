import { MAIN, REGISTER, SITE_REFS } from '../permissions.ts';

/** The greatest length of a full name in bytes. Every file system accepts it, also with git's suffix `.lock`. */
const LONGEST = 250;

const GUARDED = [MAIN, REGISTER, ...SITE_REFS];

/**
 * Checks the name of a new branch or tag by the rules of git (`git check-ref-format`, for branches with `--branch`) and
 * of GitHub (its page "Dealing with special characters in branch and tag names"). It also refuses a name that a file
 * system could take for one of the branches that only some accounts may write.
 * @param ref full name, such as `refs/heads/x`
 * @returns the reason why the name is refused; undefined if it is allowed
 */
export function refNameFault(ref: string): string | undefined {
  if (!isRefName(ref)) return 'is not a valid ref name.';
  if (Buffer.byteLength(ref) > LONGEST) return `is longer than ${LONGEST} bytes.`;
  const [, space = '', name = ''] = /^refs\/([^/]+)\/(.+)$/s.exec(ref) ?? [];
  if (space === 'heads' && (name === 'HEAD' || name.startsWith('-'))) return 'is not a valid branch name.';
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name)) return 'looks like an object id.';
  // GitHub refuses only `refs/`. But `heads/x` is as easily mistaken for the branch `x`.
  if (/^(?:refs|heads|tags|remotes)\//i.test(name)) return 'looks like the full name of another ref.';
  const folded = fold(ref);
  const looks = GUARDED.find((guarded) => folded === guarded || folded.startsWith(`${guarded}/`));
  if (looks !== undefined && ref !== looks) return `looks like ${looks}.`;
  return undefined;
}

/** Checks whether git accepts this as the full name of a ref. */
function isRefName(ref: string): boolean {
  return (
    /^refs\/[^/]+\/./.test(ref) &&
    ref.isWellFormed() &&
    // U+FFFD replaces bytes of a pushed name that were no UTF-8.
    !/[\p{Cc}\uFFFD ~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$/u.test(ref) &&
    ref.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

/**
 * Returns a ref name as some file systems compare names: without regard to letter case, composition and invisible
 * characters.
 */
const fold = (ref: string): string =>
  ref
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
    .toLowerCase();
