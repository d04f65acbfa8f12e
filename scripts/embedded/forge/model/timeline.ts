import { knownAccount, type Context } from './context.ts';

/** The types of timeline items that the forge keeps, by GitHub's names. */
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

/** What a timeline item contains besides the account and the time. */
export interface TimelineData {
  readonly label?: {
    readonly id: number;
    readonly name: string;
    readonly color: string;
    readonly description: string | null;
  };
  /** The commit before the change or, if the base changed, the base's name before the change. */
  readonly before?: string;
  /** The same after the change. */
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

/** Adds an item to the timeline of a pull request, with the actor and the instant of the current call. */
export function record(context: Context, pull: number, type: TimelineType, data: TimelineData = {}): void {
  const { store, actor, now } = context;
  const row = { id: store.nextId(), pull, type, actor_id: actor.id, created_at: now, data: JSON.stringify(data) };
  store.insert('timeline', row);
}

/** Returns the timeline of a pull request, oldest first. */
export function timelineOf(context: Context, pull: number): TimelineRow[] {
  return context.store.all<TimelineRow>('SELECT * FROM timeline WHERE pull = ? ORDER BY id', pull);
}

export function timelineData(row: TimelineRow): TimelineData {
  return JSON.parse(row.data) as TimelineData;
}

/** Returns the id of the account that closed the pull request last; undefined if nobody did. */
export function lastCloser(context: Context, pull: number): number | undefined {
  const row = context.store.get<TimelineRow>(
    "SELECT * FROM timeline WHERE pull = ? AND type = 'CLOSED_EVENT' ORDER BY id DESC LIMIT 1",
    pull,
  );
  return row === undefined ? undefined : knownAccount(context, row.actor_id).id;
}
