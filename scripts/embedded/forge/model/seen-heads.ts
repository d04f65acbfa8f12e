import { HttpRefusal } from '../refusal.ts';
import type { Context } from './context.ts';

const FORM_BRANCHES = 'refs/heads/cms/';

/**
 * Records which head of a form's branch a sign-in has last loaded or written. The form saves by a forced push, which
 * replaces the content of the branch. So the forge allows the forced push only if the branch still has the recorded
 * head. GitHub has no such check. There, the form itself reads the branch before it saves, and nothing else protects
 * two writers from each other.
 */
export function sawHead(context: Context, ref: string, oid: string): void {
  const { tokenHash } = context.actor;
  if (tokenHash === undefined || !ref.startsWith(FORM_BRANCHES) || seenHead(context, ref) === oid) return;
  context.store.put('seen_heads', { token: tokenHash, ref, oid });
}

/**
 * Records that a sign-in has loaded a commit. The sign-in has then seen the head of every form's branch whose head is
 * this commit. When the form loads a request, it compares main with a commit. Before the form saves, it compares main
 * with the branch by its name. That comparison does not count.
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
 * Checks that a branch of the form has not changed since this sign-in loaded or wrote it.
 * @param head the current head of the branch
 * @throws HttpRefusal 422 if the branch has another head than the recorded one
 */
export function checkSeen(context: Context, ref: string, head: string): void {
  // The process pushes by force only to restore an earlier content.
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
