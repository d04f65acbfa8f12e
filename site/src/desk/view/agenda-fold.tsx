import { useState } from 'preact/hooks';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { LETTERS } from '../letter-words.ts';
import { usePlace } from './common.tsx';
import { lazy } from './lazy.tsx';

const AgendaBook = lazy(async () => (await import('./agenda-book.tsx')).AgendaBook);

/** Shows the buttons of the agenda books, folded. What makes them is loaded when somebody unfolds it. */
export function AgendaFold({ index }: { readonly index: RegisterIndex }) {
  const { language } = usePlace();
  const [isAsked, setAsked] = useState(false);
  return (
    <details class="part not-on-paper" onToggle={() => setAsked(true)}>
      <summary>{LETTERS.bookTitle[language]}</summary>
      {isAsked && <AgendaBook index={index} />}
    </details>
  );
}
