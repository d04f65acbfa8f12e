import type { Entry } from '#domain/generated/journal-entry.ts';
import { documentPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { SIGNED_NOT_CHECKED, signedKept } from '#domain/words/entry-remarks.ts';
import { KeptFile } from '../attachments.tsx';
import { usePlace } from '../common.tsx';

/** The signed documents of an entry, opened from the register where they are what the entry says (R47). */
export function SignedDocuments({
  number,
  signed,
}: {
  readonly number: number;
  readonly signed: NonNullable<Entry['signed']>;
}) {
  const { language } = usePlace();
  return (
    <div>
      <p class="meta">
        {signedKept(signed.length)[language]}. {SIGNED_NOT_CHECKED[language]}
      </p>
      <ul class="attachments">
        {signed.map(({ name, sha256 }) => (
          <KeptFile
            key={name}
            path={documentPath(number, sha256)}
            revision={REGISTER_BRANCH}
            name={name}
            digest={sha256}
          />
        ))}
      </ul>
    </div>
  );
}
