import { knownAccount, type Context } from '../model/context.ts';
import { reviewsOf } from '../model/reviews.ts';
import { TIMELINE_TYPES, type TimelineRow, type TimelineType, timelineData } from '../model/timeline.ts';
import { nodeId } from '../node-id.ts';
import { unprocessable } from '../refusal.ts';
import { eventHtml } from '../urls.ts';
import { actor, actorById } from './actors.ts';
import { commit } from './git-objects.ts';
import { labelNode, reviewNode } from './pull-parts.ts';

const KNOWN = new Set<string>(TIMELINE_TYPES);

/**
 * Reads the types of timeline items that a query asks for.
 * @throws HttpRefusal 422 without a list, or for a type that this forge does not keep. A reply without that type would
 * look as if no such event had happened.
 */
export function wantedTypes(itemTypes: readonly string[] | null | undefined): Set<string> {
  if (itemTypes === null || itemTypes === undefined)
    throw unprocessable('timelineItems without itemTypes is not implemented');
  const unknown = itemTypes.find((type) => !KNOWN.has(type));
  if (unknown !== undefined) throw unprocessable(`PullRequestTimelineItems of type ${unknown} is not implemented`);
  return new Set(itemTypes);
}

export function timelineItem(context: Context, row: TimelineRow) {
  return {
    __typename: typeName(row.type),
    id: nodeId('EV', row.id),
    createdAt: row.created_at,
    actor: actorById(context, row.actor_id),
    ...more(context, row),
  };
}

/** Returns the name of a GraphQL type, such as `HeadRefDeletedEvent` for `HEAD_REF_DELETED_EVENT`. */
function typeName(type: TimelineType): string {
  return type
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}

function more(context: Context, row: TimelineRow): Record<string, unknown> {
  const data = timelineData(row);
  const url = eventHtml(context.site, row.pull, row.id);
  switch (row.type) {
    case 'LABELED_EVENT':
    case 'UNLABELED_EVENT':
      return { label: data.label === undefined ? null : labelNode(context, data.label) };
    case 'CLOSED_EVENT':
    case 'READY_FOR_REVIEW_EVENT':
    case 'CONVERT_TO_DRAFT_EVENT':
      return { url };
    case 'MERGED_EVENT':
      return { url, commit: data.commit === undefined ? null : commit(context, data.commit) };
    case 'HEAD_REF_FORCE_PUSHED_EVENT':
      return {
        beforeCommit: data.before === undefined ? null : commit(context, data.before),
        afterCommit: data.after === undefined ? null : commit(context, data.after),
      };
    case 'BASE_REF_CHANGED_EVENT':
      return { databaseId: row.id, previousRefName: data.before, currentRefName: data.after };
    case 'REVIEW_DISMISSED_EVENT': {
      const review = reviewsOf(context, row.pull).find(({ id }) => id === data.reviewId);
      return {
        url,
        databaseId: row.id,
        previousReviewState: data.previousState,
        dismissalMessage: data.message,
        review: review === undefined ? null : reviewNode(context, review),
      };
    }
    case 'REVIEW_REQUESTED_EVENT':
    case 'REVIEW_REQUEST_REMOVED_EVENT': {
      const asked = data.requestedId === undefined ? undefined : knownAccount(context, data.requestedId);
      return { requestedReviewer: asked === undefined || asked.removed_at !== null ? null : actor(context, asked) };
    }
    default:
      return {};
  }
}
