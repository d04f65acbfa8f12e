import { useEffect, useRef, useState } from 'preact/hooks';
import type { Draft, Drafts } from '../../request/drafts.ts';

/** A draft of this device, the same in every window that shows it. @param begin as it is before this device keeps it */
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
    /** The device has no place for it: this page alone holds what was typed. */
    isFull,
    /** It was deleted or submitted in another window. */
    isGone,
    /** @param update of the draft as it stands, which another window may just have changed */
    change: (update: (draft: Draft) => Draft): void => {
      const next = update(drafts.of(key) ?? shown.current);
      show(next);
      wasKept.current = true;
      setFull(!drafts.keep(next));
    },
    /** Says that an attachment had no place. */
    full: (): void => setFull(true),
    /** After it was written by other means: shows what stands. */
    refresh: (): void => {
      const now = drafts.of(key);
      if (now) show(now);
      setFull(false);
    },
  };
}
