import { expect, test } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { refusedAct } from './refused-act.ts';

const REVIEW = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const refused = (status: number, reason: string) => new ForgeError('refused', REVIEW, reason, { status });
const text = (error: unknown) => (error instanceof UserError ? error.text.en : undefined);

test('a request that does not exist is reported by its number', () => {
  expect(text(refusedAct(refused(404, 'Not Found'), 99))).toBe(
    'There is no request number 99 here, or the account that is used cannot see it. The site’s first page lists each request with its number.',
  );
});

test('GraphQL’s error about a missing request is reported by the request’s number, and its error about a missing repository is not', () => {
  const missing = (what: string) =>
    new ForgeError('refused', 'GraphQL query ReadCase', `Could not resolve to a ${what}`, {
      status: 200,
      code: 'NOT_FOUND',
    });
  expect(text(refusedAct(missing('PullRequest with the number of 99.'), 99))).toContain('no request number 99');
  expect(text(refusedAct(missing("Repository with the name 'a/b'."), 99))).toBeUndefined();
});

test('an applicant who approves their own request reads that applicants cannot do so', () => {
  const said = text(refusedAct(refused(422, 'Review Can not approve your own pull request'), 6));
  expect(said).toContain('cannot approve or return their own request');
});

test('any other refusal is reported in the forge’s words', () => {
  const error = refused(403, 'Resource not accessible by personal access token');
  expect(refusedAct(error, 6)).toBe(error);
});
