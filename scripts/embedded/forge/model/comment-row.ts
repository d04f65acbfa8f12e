/** A comment on a pull request, as it is kept. */
export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly author_id: number;
  readonly body: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly edited_at: string | null;
}
