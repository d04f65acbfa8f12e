import { useEffect, useRef, useState } from 'preact/hooks';
import type { Draft, Drafts } from '../../request/drafts.ts';

/**
 * Keeps a draft of this device equal in all windows that show it.
 * @param begin draft that is shown if this device has not stored one with its key yet
 */
export function useDraft(drafts: Drafts, begin: Draft) {
  const { key } = begin;
  const [draft, setDraft] = useState(() => drafts.of(key) ?? begin);
  const [isFull, setFull] = useState(false);
  const [isGone, setGone] = useState(false);
  const shown = useRef(draft);
  const wasKept = useRef(drafts.of(key) !== undefined);
  const show = (next: Draft): void => {
    shown.current = next;
    setDraft(next);
  };
  useEffect(
    () =>
      drafts.watch(key, (changed) => {
        if (changed) show(changed);
        else if (wasKept.current) setGone(true);
      }),
    [drafts, key],
  );
  return {
    draft,
    /** Whether the device could not store the draft, so that only this page has the input. */
    isFull,
    /** Whether the draft was deleted or submitted in another window. */
    isGone,
    /**
     * Changes the draft.
     * @param update returns the changed draft; it receives the stored draft, which another window may just have
     * changed
     */
    change: (update: (draft: Draft) => Draft): void => {
      const next = update(drafts.of(key) ?? shown.current);
      show(next);
      wasKept.current = true;
      setFull(!drafts.keep(next));
    },
    /** Reports that the device could not store an attachment. */
    full: (): void => setFull(true),
    /** Shows the stored draft again, after other code has changed it. */
    refresh: (): void => {
      const now = drafts.of(key);
      if (now) show(now);
      setFull(false);
    },
  };
}
