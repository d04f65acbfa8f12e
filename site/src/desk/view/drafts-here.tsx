import { draftsOf, isUnsaved } from '../request/drafts.ts';
import { usePlace } from './common.tsx';

/** Lists the drafts of an account that are only on this device. It is loaded after the list. */
export function DraftsHere({ account }: { readonly account: number }) {
  const { say } = usePlace();
  const drafts = draftsOf(account)
    .all()
    .filter((draft) => draft.number === undefined && isUnsaved(draft));
  if (drafts.length === 0) return null;
  return (
    <>
      <h3 class="group">
        {say('onDevice')} <span class="count">({drafts.length})</span>
      </h3>
      <ul class="case-list">
        {drafts.map((draft) => (
          <li key={draft.key} class="desk-line">
            <a href={`#/konsep/${draft.key}`}>{draft.title?.trim() || say('untitled')}</a>
            <p class="meta">{say('unsaved')}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
