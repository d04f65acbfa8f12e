import { createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { detectType } from '#domain/request/attachment-type.ts';
import { attachmentName } from '../../../request/attachment-name.ts';
import { ACCEPTED, attachmentFault, neighbourFault, fitting, mostAttachments } from '../../../request/attachment.ts';
import { REQUEST_WORDS, sayForm } from '../../../request/words.ts';
import { sayWriting } from '../../request/words.ts';
import { Viewer } from '../attachments.tsx';
import { Icon, usePlace, Words } from '../common.tsx';
import { FieldNotes, type FieldProps, useLabels } from '../fields.tsx';
import type { Sending } from './use-sent-files.ts';

export interface Attaching {
  /** Names of the attachments that were added or replaced on this device and are not saved yet. */
  readonly added: readonly string[];
  /** Names of the attachments on the request's branch. */
  readonly saved: readonly string[];
  /**
   * Reads the bytes of an attachment.
   * @throws an error if the attachment cannot be read from this device or from the forge
   */
  readonly read: (name: string) => Promise<Uint8Array>;
  /** How much of each new attachment is sent, by name. */
  readonly shares: Readonly<Record<string, Sending>>;
  readonly add: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Called with every file that was added, so that a letter among them is recognised. */
  readonly seen?: (name: string, bytes: Uint8Array) => void;
}

export const AttachingContext = createContext<Attaching | undefined>(undefined);

/** Writes a share as people read it. */
export const sentShare = (share: Sending = 0): string => `${share === 'waiting' ? 0 : Math.floor(share * 100)} %`;

const photoName = (names: readonly unknown[]): string => {
  let at = 1;
  while (names.includes(`foto-${at}.jpg`)) at += 1;
  return `foto-${at}.jpg`;
};

/**
 * Shows a field for attachments. Its value is one name or a list of names. A new file with the name of an attachment
 * replaces that attachment, and a message says so.
 */
export function AttachmentsField(props: FieldProps) {
  const { schema, value, set } = props;
  const { language } = usePlace();
  const words = sayWriting(language);
  const attaching = useContext(AttachingContext);
  const labels = useLabels(props);
  const [said, setSaid] = useState<readonly string[]>([]);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const replacing = useRef<string>(undefined);
  const picker = useRef<HTMLInputElement>(null);
  const isList = schema['type'] === 'array';
  const names = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((each) => typeof each === 'string');
  // In a field for one attachment a new file replaces the old one, so there is no limit.
  const most = isList ? mostAttachments(schema) : Number.POSITIVE_INFINITY;
  const give = (next: readonly string[]): void => set(isList ? next : next.at(-1));

  const take = async (input: HTMLInputElement, isCamera = false): Promise<void> => {
    const picked = [...(input.files ?? [])];
    const old = replacing.current;
    input.value = '';
    replacing.current = undefined;
    if (!attaching || picked.length === 0) return;
    setBusy(true);
    const [accepted, wrong]: [string[], string[]] = [[], []];
    let next: readonly string[] = names;
    let sizes = await sizesHere(attaching, names);
    for (const chosen of picked) {
      const file = await fitting(chosen);
      if (!file) {
        wrong.push(words('noPicture', { name: chosen.name }));
        continue;
      }
      // Cameras give every photo the same name, so photos are numbered.
      const name = isCamera ? photoName(next) : attachmentName(file.name);
      const others = new Map([...sizes].filter(([each]) => each !== name && each !== old));
      const one = { name, size: file.size };
      const fault = neighbourFault(one, others, most, language) ?? (await attachmentFault(name, file, language));
      if (fault !== undefined) {
        wrong.push(fault);
        continue;
      }
      sizes = others.set(name, file.size);
      const bytes = new Uint8Array(await file.arrayBuffer());
      await attaching.add(name, bytes);
      attaching.seen?.(name, bytes);
      if (file !== chosen) accepted.push(words('smaller', { name }));
      const isAnother = old !== undefined && old !== name;
      accepted.push(words(next.includes(name) || isAnother ? 'replaced' : 'added', { name: isAnother ? old : name }));
      next = [...(isAnother ? next.map((each) => (each === old ? name : each)) : next), name].filter(
        (each, at, all) => all.indexOf(each) === at,
      );
    }
    if (accepted.length > 0) give(next);
    setSaid(accepted);
    setFaults(wrong);
    setBusy(false);
  };
  const remove = (name: string): void => {
    give(names.filter((each) => each !== name));
    setSaid([words('removed', { name })]);
    setFaults([]);
    picker.current?.focus();
  };
  return (
    <fieldset aria-describedby={labels.described}>
      <legend>
        {labels.title}
        {labels.optional}
      </legend>
      <FieldNotes {...labels} />
      {names.length === 0 && <p class="empty">{sayForm(REQUEST_WORDS.attachmentNone, language)}</p>}
      {names.length > 0 && (
        <ul class="plain attachments">
          {names.map((name) => (
            <Attached
              key={`${name} ${attaching?.added.includes(name)}`}
              name={name}
              isBusy={isBusy}
              replace={() => {
                replacing.current = name;
                picker.current?.click();
              }}
              remove={() => remove(name)}
            />
          ))}
        </ul>
      )}
      <p class="hint" id={`${labels.id}-jenis`}>
        {sayForm(REQUEST_WORDS.attachmentHint, language, { n: isList ? most : 1 })}
      </p>
      <div class="pickers">
        <div>
          <input
            ref={picker}
            class="unseen"
            id={labels.id}
            type="file"
            multiple={isList}
            accept={ACCEPTED}
            disabled={isBusy}
            aria-describedby={`${labels.id}-jenis ${labels.described}`}
            aria-invalid={labels.fault ? true : undefined}
            onChange={(event) => void take(event.currentTarget)}
          />
          <label class="button second" for={labels.id}>
            <Icon name="clip" />
            {words('addFiles')}
          </label>
        </div>
        <div class="only-touch">
          <input
            class="unseen"
            id={`${labels.id}-kamera`}
            type="file"
            accept="image/jpeg"
            capture="environment"
            disabled={isBusy}
            onChange={(event) => void take(event.currentTarget, true)}
          />
          <label class="button second" for={`${labels.id}-kamera`}>
            {words('fromCamera')}
          </label>
        </div>
      </div>
      <div role="status">
        {said.map((line) => (
          <p key={line} class="meta">
            {line}
          </p>
        ))}
        {faults.map((line) => (
          <p key={line} class="fault">
            {line}
          </p>
        ))}
      </div>
    </fieldset>
  );
}

/**
 * Returns the sizes of attachments by name. The size of an attachment that only the office has is not known, and
 * counts as 0.
 */
async function sizesHere({ added, read }: Attaching, names: readonly string[]): Promise<Map<string, number>> {
  const sizeOf = async (name: string): Promise<number> =>
    added.includes(name) ? (await read(name).catch(() => [])).length : 0;
  return new Map(await Promise.all(names.map(async (name) => [name, await sizeOf(name)] as const)));
}

interface AttachedProps {
  readonly name: string;
  readonly isBusy: boolean;
  readonly replace: () => void;
  readonly remove: () => void;
}

/** Shows one attachment: its name, where it is stored, its content, and its buttons. */
function Attached({ name, isBusy, replace, remove }: AttachedProps) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const attaching = useContext(AttachingContext);
  const [shown, setShown] = useState<Blob>();
  const [isFault, setFault] = useState(false);
  const where = attaching?.added.includes(name) ? 'onlyHere' : attaching?.saved.includes(name) ? 'atOffice' : 'lost';
  const share = where === 'onlyHere' ? attaching?.shares[name] : undefined;
  const state =
    share === undefined ? where : share === 'waiting' ? 'sendsAgain' : share === 1 ? 'sentFile' : 'sendingFiles';
  const toggle = async (): Promise<void> => {
    setFault(false);
    if (shown) return setShown(undefined);
    try {
      const bytes = await attaching?.read(name);
      const detected = bytes && detectType(bytes);
      if (!detected?.ok) return setFault(true);
      setShown(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: detected.type }));
    } catch (error) {
      console.error(error);
      setFault(true);
    }
  };
  return (
    <li>
      <Words>{name}</Words> <span class="meta">({words(state, { n: sentShare(share) })})</span>{' '}
      {where !== 'lost' && (
        <button type="button" class="plain-button" aria-expanded={shown !== undefined} onClick={toggle}>
          {words(shown ? 'hide' : 'look', { name })}
        </button>
      )}
      <button type="button" class="plain-button" disabled={isBusy} onClick={replace}>
        {words('replace', { name })}
      </button>
      <button type="button" class="plain-button" disabled={isBusy} onClick={remove}>
        {sayForm(REQUEST_WORDS.attachmentRemove, language, { name })}
      </button>
      {isFault && (
        <p class="fault" role="alert">
          {words('cannotShow')}
        </p>
      )}
      {shown && <Viewer blob={shown} name={name} />}
    </li>
  );
}
