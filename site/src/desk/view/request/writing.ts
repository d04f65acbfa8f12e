import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Draft, Drafts } from '../../request/drafts.ts';
import type { OpenRequest, WritingOffice } from '../../request/open-request.ts';

/** All that the form works with, once it is read. */
export interface RequestInHand {
  readonly from: WritingOffice;
  readonly drafts: Drafts;
  readonly procedure: Procedure;
  readonly schema: Schema;
  /** As it stood when it was opened. */
  readonly draft: Draft;
  /** As the forge has it, where it has it. */
  readonly open?: OpenRequest;
  /** It has moved since this device last read it, and something was typed here. */
  readonly isMoved: boolean;
  /** What is said first: from which case it was copied, or that an alternative was filled in. */
  readonly said?: string;
}

/** Said where an alternative was filled in. */
export const CHOSEN = '*';
