import { useState } from 'preact/hooks';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { usePlace } from '../common.tsx';
import { lazy } from '../lazy.tsx';

// With the request's form, which uses the same: a part of its own would break up what every official loads.
const SignedField = lazy(async () => (await import('../request/request-page.tsx')).SignedField);

/** Where documents signed elsewhere are attached to an act (R47): folded, and fetched only when it is opened. */
export function SignedFold(props: {
  readonly documents: readonly NamedDocument[];
  /** Of the case: its acts may have kept the same file. */
  readonly entries: readonly Entry[];
  readonly set: (documents: readonly NamedDocument[]) => void;
}) {
  const { say } = usePlace();
  const [isOpen, setOpen] = useState(props.documents.length > 0);
  return (
    <details class="part" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('signedFold')}</summary>
      {isOpen && <SignedField {...props} />}
    </details>
  );
}
