import { useState } from 'preact/hooks';
import { letterheadLines } from '#domain/documents/letterhead-lines.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import { setLetterhead } from '#domain/manage/edit.ts';
import { OPTIONAL } from '#domain/procedure/office-files.ts';
import { effectWords } from '#domain/versions/office-changes.ts';
import { armsOf } from '../../manage/arms.ts';
import type { ManagedOffice } from '../../manage/load.ts';
import { missing, type Plan, planFile, wrong } from '../../manage/plan.ts';
import { MANAGE } from '../../manage/words.ts';
import { Heading, usePlace } from '../common.tsx';
import { Picture } from '../letter-sheet.tsx';
import { ChangeForm, LinesField, TextField, useKept, useWords } from './parts.tsx';

type Typed = Readonly<
  Record<'lines' | 'address' | 'postcode' | 'telephone' | 'email' | 'site' | 'place' | 'arms' | 'alt', string>
>;

const typedOf = ({ lines, place, arms, ...rest }: Partial<Letterhead> = {}): Typed => ({
  lines: (lines ?? []).join('\n'),
  place: place ?? '',
  address: rest.address ?? '',
  postcode: rest.postcode ?? '',
  telephone: rest.telephone ?? '',
  email: rest.email ?? '',
  site: rest.site ?? '',
  arms: arms?.image ?? '',
  alt: arms?.alt ?? '',
});

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LONGEST_LINE = 100;

/** Sets the head of the office's letters: lines, address, arms. */
export function LetterheadPage({ managed }: { managed: ManagedOffice }) {
  const { language } = usePlace();
  const m = useWords();
  const { letterhead, viewer } = managed;
  const typed = useKept<Typed>('surat', viewer.databaseId, typedOf(letterhead));
  const { value, set, field } = typed;
  const [armsFault, setArmsFault] = useState('');
  const after = letterheadOf(value, letterhead?.contact);
  const choose = async (file: File | undefined): Promise<void> => {
    setArmsFault('');
    if (!file) return;
    const arms = await armsOf(file);
    if (arms === undefined) setArmsFault(m('armsFault'));
    else set({ arms });
  };
  return (
    <>
      <Heading>{m('letterhead')}</Heading>
      <ChangeForm
        managed={managed}
        plan={planOf()}
        effects={effectWords([OPTIONAL.letterhead]).map((words) => ({ kind: 'check', words: words[language] }))}
        sent={typed.forget}
        fields={
          <>
            <LinesField id="baris" label={m('lines')} why={m('linesWhy')} {...field('lines')} />
            <TextField id="alamat" isOptional label={m('address')} {...field('address')} longest={100} />
            <div class="manage-pair">
              <TextField
                id="kode-pos"
                isOptional
                label={m('postcode')}
                value={value.postcode}
                set={(postcode) => set({ postcode: postcode.trim() })}
                longest={5}
              />
              <TextField
                id="telepon"
                isOptional
                type="tel"
                label={m('telephone')}
                {...field('telephone')}
                longest={40}
              />
            </div>
            <TextField
              id="surel"
              isOptional
              type="email"
              label={m('email')}
              value={value.email}
              set={(email) => set({ email: email.trim() })}
              longest={80}
            />
            <TextField id="laman" label={m('site')} isOptional {...field('site')} longest={80} />
            <TextField id="tempat" label={m('place')} {...field('place')} longest={60} />
            <div class="manage-field">
              <label for="lambang">
                {m('arms')} <span class="hint">{m('optional')}</span>
              </label>
              <p class="hint" id="lambang-hint">
                {m('armsWhy')}
              </p>
              {armsFault && (
                <p class="fault" role="alert">
                  {armsFault}
                </p>
              )}
              <input
                id="lambang"
                type="file"
                accept="image/png,image/jpeg"
                aria-describedby="lambang-hint"
                onChange={(event) => void choose(event.currentTarget.files?.[0])}
              />
            </div>
            {value.arms && (
              <>
                <TextField id="lambang-apa" label={m('armsAlt')} {...field('alt')} longest={100} />
                <p>
                  <button type="button" class="plain-button" onClick={() => set({ arms: '', alt: '' })}>
                    {m('armsNone')}
                  </button>
                </p>
              </>
            )}
          </>
        }
      >
        <Head letterhead={after} />
      </ChangeForm>
    </>
  );

  function planOf(): Plan {
    const faults = [
      ...missing([['baris', MANAGE.lines, value.lines]]),
      ...(value.postcode && !/^\d{5}$/.test(value.postcode)
        ? [wrong(['kode-pos', MANAGE.postcode], MANAGE.postcodeFault)]
        : []),
      ...(value.email && !EMAIL.test(value.email) ? [wrong(['surel', MANAGE.email], MANAGE.emailFault)] : []),
      ...missing([
        ['tempat', MANAGE.place, value.place],
        ['lambang-apa', MANAGE.armsAlt, value.arms ? value.alt : '-'],
      ]),
    ];
    if (faults.length > 0) return { faults };
    return planFile(managed, OPTIONAL.letterhead, language, undefined, (text) =>
      setLetterhead(text || undefined, after),
    );
  }
}

function letterheadOf(value: Typed, contact: string[] | undefined): Letterhead {
  const lines = value.lines
    .split('\n')
    .map((line) => line.trim().slice(0, LONGEST_LINE))
    .filter((line) => line !== '')
    .slice(0, 5);
  const texts = (['address', 'postcode', 'telephone', 'email', 'site'] as const).flatMap((key) => {
    const text = value[key].trim();
    return text === '' ? [] : [[key, text] as const];
  });
  return {
    lines,
    ...(contact ? { contact } : {}),
    ...Object.fromEntries(texts),
    place: value.place.trim(),
    ...(value.arms ? { arms: { image: value.arms, alt: value.alt.trim() } } : {}),
  };
}

/** Shows the letterhead as it will be printed. */
function Head({ letterhead }: { letterhead: Letterhead }) {
  const { lines, arms, contact } = letterheadLines(letterhead);
  return (
    <div class="manage-head">
      {arms && <Picture {...arms} />}
      <div>
        {lines.map((line, at) => (at === lines.length - 1 ? <b key={line}>{line}</b> : <span key={line}>{line}</span>))}
        {contact.map((line) => (
          <small key={line}>{line}</small>
        ))}
      </div>
    </div>
  );
}
