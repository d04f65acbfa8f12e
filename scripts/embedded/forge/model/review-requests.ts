import { type AccountRow, findAccount } from '../accounts.ts';
import { allows } from '../permissions.ts';
import { forbidden, unprocessable } from '../refusal.ts';
import { type Context, addEvent } from './context.ts';
import { type Pull, updatePullRow } from './pulls.ts';
import { record } from './timeline.ts';

export function requestedOf(context: Context, pull: number): AccountRow[] {
  return context.store.all<AccountRow>(
    `SELECT accounts.* FROM review_requests JOIN accounts ON accounts.id = account_id
     WHERE pull = ? AND removed_at IS NULL ORDER BY review_requests.rowid`,
    pull,
  );
}

/**
 * Asks collaborators for a review. As on GitHub, either all of them are asked or nobody is.
 * @throws HttpRefusal 403 if the actor is not the author and does not have the triage permission; 422 if one of the
 * accounts is the author, or is no collaborator
 */
export function requestReviews(context: Context, pull: Pull, logins: readonly string[]): void {
  checkMayRequest(context, pull);
  const accounts = logins.map((login) => collaborator(context, login));
  if (accounts.some((account) => account.id === pull.author_id)) {
    throw unprocessable('Review cannot be requested from pull request author.');
  }
  const asked = new Set(requestedOf(context, pull.number).map((account) => account.id));
  for (const { id } of accounts.filter((account) => !asked.has(account.id))) {
    context.store.run('INSERT OR IGNORE INTO review_requests (pull, account_id) VALUES (?, ?)', pull.number, id);
    record(context, pull.number, 'REVIEW_REQUESTED_EVENT', { requestedId: id });
  }
  updatePullRow(context, pull.number);
  addEvent(context, pull.number);
}

/**
 * Withdraws requests for a review. Accounts that were not asked are ignored.
 * @throws HttpRefusal 403 if the actor is not the author and does not have the triage permission
 */
export function withdrawRequests(context: Context, pull: Pull, logins: readonly string[]): void {
  checkMayRequest(context, pull);
  const gone = new Set(logins.map((login) => findAccount(context.store, login)?.id));
  for (const { id } of requestedOf(context, pull.number).filter((account) => gone.has(account.id))) {
    context.store.run('DELETE FROM review_requests WHERE pull = ? AND account_id = ?', pull.number, id);
    record(context, pull.number, 'REVIEW_REQUEST_REMOVED_EVENT', { requestedId: id });
  }
  updatePullRow(context, pull.number);
}

function checkMayRequest(context: Context, pull: Pull): void {
  if (pull.author_id !== context.actor.id && !allows(context.actor.permission, 'triage')) {
    throw forbidden('Requesting reviews needs the triage permission.');
  }
}

function collaborator(context: Context, login: string): AccountRow {
  const account = findAccount(context.store, login);
  if (account === undefined || account.type !== 'User' || !allows(account.permission, 'read')) {
    const { owner, repo } = context.site;
    throw unprocessable(
      `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${owner}/${repo} repository.`,
    );
  }
  return account;
}
