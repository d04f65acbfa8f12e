import { HttpRefusal } from '../refusal.ts';
import type { Context } from './context.ts';

const FORM_BRANCHES = 'refs/heads/cms/';

/**
 * The form saves by force: it writes its whole entry over whatever the branch has by then. So the forge keeps, for each
 * sign-in, the head that it last loaded or wrote of each of the form's branches, and lets it force only on top of that.
 * GitHub keeps no such thing; there, only what the form itself looks up before it saves stands between two writers.
 */
export function sawHead(context: Context, ref: string, oid: string): void {
  const { tokenHash } = context.actor;
  if (tokenHash === undefined || !ref.startsWith(FORM_BRANCHES) || seenHead(context, ref) === oid) return;
  context.store.put('seen_heads', { token: tokenHash, ref, oid });
}

/**
 * Notes that this sign-in has loaded a commit, and so has seen the head of every branch of the form that stands there. The
 * form compares main with a commit when it loads an entry; before it saves, with the branch, which does not count as seen.
 */
export function sawCommit(context: Context, oid: string): void {
  const refs = context.store.all<{ name: string }>(
    'SELECT name FROM refs WHERE oid = ? AND substr(name, 1, ?) = ?',
    oid,
    FORM_BRANCHES.length,
    FORM_BRANCHES,
  );
  for (const { name } of refs) sawHead(context, name, oid);
}

/**
 * @param head where the branch stands now
 * @throws HttpRefusal 422 when a branch of the form is no longer what this sign-in has seen of it.
 */
export function checkSeen(context: Context, ref: string, head: string): void {
  // The process forces only to put back what was there.
  if (!ref.startsWith(FORM_BRANCHES) || context.actor.permission === 'process') return;
  if (seenHead(context, ref) === head) return;
  throw new HttpRefusal(
    422,
    'Permohonan ini sudah diubah di tempat lain sejak dibuka di sini, jadi tidak disimpan; salin isian Anda, muat ulang halaman, lalu ulangi. / This request was changed elsewhere since it was opened here, so it is not saved; copy what you typed, reload the page, then make the change again.',
  );
}

function seenHead(context: Context, ref: string): string | undefined {
  return context.store.get<{ oid: string }>(
    'SELECT oid FROM seen_heads WHERE token = ? AND ref = ?',
    context.actor.tokenHash ?? '',
    ref,
  )?.oid;
}
