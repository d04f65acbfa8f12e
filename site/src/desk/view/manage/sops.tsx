import { useState } from 'preact/hooks';
import { UserError } from '#domain/user-error.ts';
import { type ManagedOffice, parseConfig } from '../../manage/load.ts';
import { isProcedureFile } from '../../manage/proposals.ts';
import { missing, type Plan, planFile, wrong } from '../../manage/plan.ts';
import { MANAGE, sayManage } from '../../manage/words.ts';
import { Heading, usePlace } from '../common.tsx';
import { ChangeForm, LinesField, SelectField, TextField, useKept, useWords } from './parts.tsx';

const NEW = 'baru';
/** The process compares files up to this size. */
const LARGEST = 1024 * 1024;
const NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** Proposes a new version of an SOP, or a new SOP, as its YAML file. */
export function SopsPage({ managed }: { managed: ManagedOffice }) {
  const { language } = usePlace();
  const m = useWords();
  const { office, viewer, files } = managed;
  const kept = useKept('sop', viewer.databaseId, { path: '', name: '', text: '' });
  const { value, set, field } = kept;
  const [fault, setFault] = useState('');
  const isNew = value.path === NEW;
  const path = isNew ? `sops/${value.name}.yaml` : value.path;
  const plan = planOf();
  const choose = async (file: File | undefined): Promise<void> => {
    setFault('');
    if (!file) return;
    if (file.size > LARGEST) return setFault(m('tooLarge'));
    set({ text: (await file.text()).replace(/\r\n?/g, '\n') });
  };
  return (
    <>
      <Heading>{m('sop')}</Heading>
      <p>{m('sopNote')}</p>
      <ChangeForm
        managed={managed}
        plan={plan}
        sent={kept.forget}
        fields={
          <>
            <SelectField
              id="sop"
              label={m('whichSop')}
              value={value.path}
              set={(next) => set({ path: next, text: managed.text(next) ?? '' })}
              options={[
                ...[...office.procedures].map(([at, { title }]) => ({ value: at, label: title[language] })),
                { value: NEW, label: m('newSop') },
              ]}
            />
            {isNew && (
              <TextField
                id="file"
                label={m('fileName')}
                why={m('fileNameWhy')}
                value={value.name}
                set={(name) => set({ name: name.trim().replace(/\.yaml$/, '') })}
                longest={64}
              />
            )}
            {value.path && (
              <>
                <div class="manage-field">
                  <label for="unggah">{m('upload')}</label>
                  {fault && (
                    <p class="fault" role="alert">
                      {fault}
                    </p>
                  )}
                  <input
                    id="unggah"
                    type="file"
                    accept=".yaml,.yml"
                    onChange={(event) => void choose(event.currentTarget.files?.[0])}
                  />
                </div>
                <div class="manage-yaml">
                  <LinesField id="isi-file" label={m('yaml')} rows={18} {...field('text')} />
                </div>
              </>
            )}
          </>
        }
      />
    </>
  );

  function planOf(): Plan {
    const [file, text] = [['file', MANAGE.fileName] as const, ['isi-file', MANAGE.yaml] as const];
    if (!value.path) return { faults: missing([['sop', MANAGE.whichSop, '']]) };
    const faults = missing([...(isNew ? ([[...file, value.name]] as const) : []), [...text, value.text]]);
    if (faults.length > 0) return { faults };
    if (isNew && !NAME.test(value.name)) return { faults: [wrong(file, MANAGE.fileNameWhy)] };
    if (isNew && files.has(path)) return { faults: [wrong(file, MANAGE.fileNameTaken)] };
    return planFile(managed, path, language, text, () => {
      refuseUnreadable(value.text);
      return value.text.endsWith('\n') ? value.text : `${value.text}\n`;
    });
  }
}

/** @throws UserError if the text is no SOP, or with the line in which it is no YAML */
function refuseUnreadable(text: string): void {
  try {
    if (!isProcedureFile(parseConfig(text))) throw new UserError(MANAGE.sopEmpty);
  } catch (error) {
    const { name, mark } = error as { readonly name?: string; readonly mark?: { readonly line?: number } };
    if (name !== 'YAMLException') throw error;
    const l = (mark?.line ?? 0) + 1;
    throw new UserError({ id: sayManage('yamlFault', 'id', { l }), en: sayManage('yamlFault', 'en', { l }) });
  }
}
