import type { components } from '@octokit/openapi-types';
import type { Context } from '../model/context.ts';
import { requestedOf, requestReviews, withdrawRequests } from '../model/review-requests.ts';
import { dismissReview, editReview, getReview, type ReviewRow, reviewsOf, submitReview } from '../model/reviews.ts';
import { nodeId } from '../node-id.ts';
import { unprocessable } from '../refusal.ts';
import { repoApi, reviewHtml } from '../urls.ts';
import { numberParam, paginate, pullOf, type RestRequest } from './request.ts';
import { simplePull } from './pulls.ts';
import { route } from './router.ts';
import { association, simpleUser, userById } from './users.ts';

type ReviewObject = components['schemas']['pull-request-review'];

export const reviewRoutes = [
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', (request) => {
    const { context } = request;
    return paginate(request, reviewsOf(context, pullOf(request).number)).map((review) => reviewObject(context, review));
  }),
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', (request) =>
    reviewObject(request.context, reviewOf(request)),
  ),
  route('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', async (request) => {
    const { context, body } = request;
    if (body.objects('comments').length > 0) throw unprocessable('comments on lines are not implemented by this forge');
    const review = await submitReview(context, pullOf(request), {
      event: body.optionalString('event'),
      body: body.optionalString('body') ?? '',
      commit: body.optionalString('commit_id'),
    });
    return reviewObject(context, review);
  }),
  route('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', (request) => {
    editReview(request.context, reviewOf(request), request.body.string('body'));
    return reviewObject(request.context, reviewOf(request));
  }),
  route('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', (request) => {
    dismissReview(request.context, reviewOf(request), request.body.string('message'));
    return reviewObject(request.context, reviewOf(request));
  }),
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', (request) => {
    const { context } = request;
    const users = requestedOf(context, pullOf(request).number).map((account) => simpleUser(context, account));
    return { users, teams: [] };
  }),
  route(
    'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    (request) => {
      const { context, body } = request;
      if (body.strings('team_reviewers').length > 0) throw unprocessable('team_reviewers: this forge has no teams');
      requestReviews(context, pullOf(request), body.strings('reviewers'));
      return simplePull(context, pullOf(request));
    },
    { status: 201 },
  ),
  route('DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', (request) => {
    const { context, body } = request;
    withdrawRequests(context, pullOf(request), body.strings('reviewers'));
    return simplePull(context, pullOf(request));
  }),
];

function reviewOf(request: RestRequest): ReviewRow {
  return getReview(request.context, pullOf(request).number, numberParam(request, 'review_id'));
}

export function reviewObject(context: Context, review: ReviewRow): ReviewObject {
  const { site } = context;
  const html = reviewHtml(site, review.pull, review.id);
  const pull = `${repoApi(site)}/pulls/${review.pull}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: userById(context, review.author_id),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: association(context, review.author_id),
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: review.submitted_at,
    commit_id: review.commit_oid,
  };
}
