import type { Text } from '#domain/problem.ts';
import { composed, noteFaults } from '#domain/request/review.ts';
import { fieldId } from '../field-id.ts';
import { type Fault, faultSentence } from '../problem-words.ts';
import { DESK } from '../words.ts';
import { usePlace } from './common.tsx';

/** Pointer of the note of an act in the list of faults. */
export const NOTE = '/catatan';

/** Finds the fault of a note or a reason: it is needed and missing (R1, R4, R40), or it is against R9. */
export function noteFaultsOf(path: string, label: Text, text: string, isNeeded: boolean): readonly Fault[] {
  if (isNeeded && text.trim() === '') return [{ path, label, message: DESK.noteMissing }];
  return checkNote(text, path, label);
}

interface NoteProps {
  readonly path: string;
  readonly title: string;
  readonly hint: readonly (string | undefined)[];
  readonly value: string;
  readonly faults: readonly Fault[];
  readonly set: (value: string) => void;
}

/** Shows the field for the note of an act. */
export function NoteField({ path, title, hint, value, faults, set }: NoteProps) {
  const { language } = usePlace();
  const id = fieldId(path);
  const fault = faults.find((each) => each.path === path)?.message[language];
  return (
    <div class="field">
      <label for={id}>{title}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint.filter(Boolean).join(' ')}
      </p>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <textarea
        id={id}
        rows={2}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-hint ${id}-fault` : `${id}-hint`}
      />
    </div>
  );
}

/** Checks a note or a reason by R9 before it is sent, and returns the first fault as the process would report it. */
export const checkNote = (text: string, path: string, label: Text): Fault[] =>
  noteFaults(composed(text), true)
    .slice(0, 1)
    .map((fault) => ({ path, label, message: faultSentence(fault) }));
