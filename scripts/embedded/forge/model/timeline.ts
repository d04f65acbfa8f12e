import { knownAccount, type Context } from './context.ts';

/** The kinds of timeline items the forge keeps, by GitHub's names. */
export const TIMELINE_TYPES = [
  'LABELED_EVENT',
  'UNLABELED_EVENT',
  'CLOSED_EVENT',
  'REOPENED_EVENT',
  'MERGED_EVENT',
  'READY_FOR_REVIEW_EVENT',
  'CONVERT_TO_DRAFT_EVENT',
  'HEAD_REF_DELETED_EVENT',
  'HEAD_REF_RESTORED_EVENT',
  'HEAD_REF_FORCE_PUSHED_EVENT',
  'BASE_REF_CHANGED_EVENT',
  'REVIEW_DISMISSED_EVENT',
  'REVIEW_REQUESTED_EVENT',
  'REVIEW_REQUEST_REMOVED_EVENT',
] as const;

export type TimelineType = (typeof TIMELINE_TYPES)[number];

/** What an item says beyond who and when. */
export interface TimelineData {
  readonly label?: {
    readonly id: number;
    readonly name: string;
    readonly color: string;
    readonly description: string | null;
  };
  /** Commits, or of a changed base the branches. */
  readonly before?: string;
  readonly after?: string;
  readonly reviewId?: number;
  readonly previousState?: string;
  readonly message?: string;
  readonly requestedId?: number;
  readonly commit?: string;
}

export interface TimelineRow {
  readonly id: number;
  readonly pull: number;
  readonly type: TimelineType;
  readonly actor_id: number;
  readonly created_at: string;
  readonly data: string;
}

/** Writes down that the actor did this to the pull request, at the request's instant. */
export function record(context: Context, pull: number, type: TimelineType, data: TimelineData = {}): void {
  const { store, actor, now } = context;
  const row = { id: store.nextId(), pull, type, actor_id: actor.id, created_at: now, data: JSON.stringify(data) };
  store.insert('timeline', row);
}

/** Oldest first. */
export function timelineOf(context: Context, pull: number): TimelineRow[] {
  return context.store.all<TimelineRow>('SELECT * FROM timeline WHERE pull = ? ORDER BY id', pull);
}

export function timelineData(row: TimelineRow): TimelineData {
  return JSON.parse(row.data) as TimelineData;
}

/** Id of the account that last closed the pull request; undefined if nobody did. */
export function lastCloser(context: Context, pull: number): number | undefined {
  const row = context.store.get<TimelineRow>(
    "SELECT * FROM timeline WHERE pull = ? AND type = 'CLOSED_EVENT' ORDER BY id DESC LIMIT 1",
    pull,
  );
  return row === undefined ? undefined : knownAccount(context, row.actor_id).id;
}
