import { REQUEST_WORDS, sayForm } from '../../../request/words.ts';
import { usePlace } from '../common.tsx';
import { FieldNotes, type FieldProps, useLabels } from '../fields.tsx';

/** The applicant's account: that of the person who writes, which nobody types. */
export function AccountField(props: FieldProps) {
  const { language } = usePlace();
  const labels = useLabels(props);
  return (
    <div class="field">
      <label for={labels.id}>{labels.title}</label>
      <FieldNotes {...labels} />
      <output id={labels.id} tabIndex={-1}>
        {String(props.value ?? '')} <span class="meta">{sayForm(REQUEST_WORDS.accountFilled, language)}</span>
      </output>
    </div>
  );
}
