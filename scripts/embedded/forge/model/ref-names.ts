import { MAIN, REGISTER, SITE_REFS } from '../permissions.ts';

/** Bytes of a full name: what every file system holds, and git with `.lock` behind it. */
const LONGEST = 250;

const GUARDED = [MAIN, REGISTER, ...SITE_REFS];

/**
 * Why there may be no new branch or tag of this name; undefined where there may. Git's own rules (git check-ref-format,
 * for branches with --branch), those of GitHub (see its page "Dealing with special characters in branch and tag names"),
 * and one more: names that some file systems take for a branch that only some may write.
 * @param ref full name, such as `refs/heads/x`
 */
export function refNameFault(ref: string): string | undefined {
  if (!isRefName(ref)) return 'is not a valid ref name.';
  if (Buffer.byteLength(ref) > LONGEST) return `is longer than ${LONGEST} bytes.`;
  const [, space = '', name = ''] = /^refs\/([^/]+)\/(.+)$/s.exec(ref) ?? [];
  if (space === 'heads' && (name === 'HEAD' || name.startsWith('-'))) return 'is not a valid branch name.';
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name)) return 'looks like an object id.';
  // GitHub refuses the first only. `heads/x` next to `x` is as easily taken for another.
  if (/^(?:refs|heads|tags|remotes)\//i.test(name)) return 'looks like the full name of another ref.';
  const folded = fold(ref);
  const looks = GUARDED.find((guarded) => folded === guarded || folded.startsWith(`${guarded}/`));
  if (looks !== undefined && ref !== looks) return `looks like ${looks}.`;
  return undefined;
}

/** Whether git would take this as the full name of a ref. */
function isRefName(ref: string): boolean {
  return (
    /^refs\/[^/]+\/./.test(ref) &&
    ref.isWellFormed() &&
    // U+FFFD stands where bytes of a pushed name were no UTF-8.
    !/[\p{Cc}\uFFFD ~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$/u.test(ref) &&
    ref.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

/** As file systems compare that know neither letter case, nor composition, nor invisible characters. */
const fold = (ref: string): string =>
  ref
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
    .toLowerCase();
