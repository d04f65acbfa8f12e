/** The request whose form is open in this tab: what Decap's buttons act on. */
import type { HeldRequest } from '../desk/view/common.tsx';

export interface HeldInForm extends HeldRequest {
  /** The branch that the request is on. */
  readonly branch: string;
  /** Takes no typing any more: after a first save Decap opens the form anew from the request's own place. */
  close(): void;
  /** Says anew that something is unsaved: after a save Decap takes all for saved, also what was typed meanwhile. */
  announce(): void;
}

let held: HeldInForm | undefined;

export const heldRequest = (): HeldInForm | undefined => held;

export const hold = (next: HeldInForm | undefined): void => void (held = next);
