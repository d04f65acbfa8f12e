import { useEffect, useState } from 'preact/hooks';
import { CHANGES } from '#domain/words/changes.ts';
import { sha256Of } from '../../request/sha256-of.ts';
import { nameOf } from '../attachment-name.ts';
import type { DeskCase } from '../desk-case.ts';
import type { DeskRound } from '../rounds.ts';
import { usePlace, Words } from './common.tsx';

const attachmentTypes = () => import('#domain/request/attachment-type.ts');

type Fault = 'otherContent' | 'notShown' | 'badType' | 'badTypeShown' | 'downloadFault';
type Stage = Fault | 'downloading' | 'downloaded' | 'shown';

/**
 * Shows the attachments that were submitted. A file is read through the API. It is shown or saved only if its bytes
 * are the submitted bytes. The type of the file comes from its bytes, so that no content of a file can run code here
 * (security row 22).
 */
export function Attachments({ one, round, isOpen }: { one: DeskCase; round: DeskRound | undefined; isOpen: boolean }) {
  const { say } = usePlace();
  const { state } = one.current ?? {};
  return (
    <details class="part" open={isOpen}>
      <summary>
        <h2 class="part-title">
          {say('attachments')}{' '}
          {state && state.attachments.length > 0 && <span class="count">({state.attachments.length})</span>}
        </h2>
      </summary>
      <div id="lampiran" tabIndex={-1}>
        {state?.attachments.length === 0 && <p class="empty">{say('noAttachments')}</p>}
        <ul class="attachments">
          {state?.attachments.map((each) => (
            <KeptFile
              key={each.path}
              path={each.path}
              revision={state.head.oid}
              name={nameOf(state, each)}
              digest={each.sha256}
              round={round}
            />
          ))}
        </ul>
      </div>
    </details>
  );
}

interface Props {
  readonly path: string;
  readonly revision: string;
  readonly name: string;
  readonly digest: string;
  readonly round?: DeskRound | undefined;
}

/** Shows a file and its buttons. The file is shown or saved only if it has this digest. */
export function KeptFile({ path, revision, name, digest, round }: Props) {
  const { forge, say, failed, language } = usePlace();
  const is = round?.attachments.find((each) => each.name === name)?.is;
  const [stage, setStage] = useState<Stage>();
  const [shown, setShown] = useState<Blob>();
  /**
   * Reads the whole file, and uses it if its type is allowed and its digest is the expected one (R18, R47).
   * @param refusals names of the sentences for a wrong type and for a wrong content
   * @param use shows or saves the file
   */
  const read = async (refusals: { type: Fault; content: Fault }, use: (blob: Blob) => void): Promise<void> => {
    setStage('downloading');
    try {
      // The code for file types is loaded together with the file, so that a person who opens no file does not load it.
      const [bytes, { detectType }] = await Promise.all([forge.bytes(path, revision), attachmentTypes()]);
      const detected = detectType(bytes);
      if (!detected.ok) return setStage(refusals.type);
      if ((await sha256Of(bytes)) !== digest) return setStage(refusals.content);
      // The type comes from the bytes and is never that of a page, so a frame contains only the browser's PDF reader.
      use(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: detected.type }));
    } catch (error) {
      failed(error);
      setStage('downloadFault');
    }
  };
  const download = (): Promise<void> =>
    read({ type: 'badType', content: 'otherContent' }, (blob) => {
      giveFile(blob, name);
      setStage('downloaded');
    });
  const show = (): Promise<void> =>
    read({ type: 'badTypeShown', content: 'notShown' }, (blob) => {
      setShown(blob);
      setStage('shown');
    });
  const hide = (): void => {
    setShown(undefined);
    setStage(undefined);
  };
  const act = say(shown ? 'hide' : 'show');
  return (
    <li>
      <Words>{name}</Words>
      {(is === 'added' || is === 'replaced') && <strong class="changed">{CHANGES[is][language]}</strong>}{' '}
      <button
        type="button"
        class="plain-button"
        onClick={shown ? hide : show}
        disabled={stage === 'downloading'}
        aria-expanded={shown !== undefined}
        aria-label={`${act}: ${name}`}
      >
        {act}
      </button>
      <button type="button" class="plain-button" onClick={download} aria-label={`${say('download')} ${name}`}>
        {say('download')}
      </button>
      <span role="status" class="meta">
        {stage && say(stage)}
      </span>
      {shown && <Viewer blob={shown} name={name} />}
    </li>
  );
}

/**
 * Firefox shows a PDF in a sandbox, and runs the PDF's scripts. Without `allow-modals` they cannot ask for anything in
 * the name of the desk. Chromium shows no PDF in a sandbox, and lets no frame of another origin open a dialog.
 */
const SANDBOX = /Firefox\//.test(navigator.userAgent) ? { sandbox: 'allow-scripts' } : {};

/**
 * Shows a checked attachment within the page. The type, which comes from the bytes, isolates the file: the browser's own
 * PDF reader has no access to this page.
 */
export function Viewer({ blob, name }: { blob: Blob; name: string }) {
  const { say } = usePlace();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (address === undefined) return null;
  const isPicture = blob.type.startsWith('image/');
  return (
    <div class="viewer">
      {isPicture ? (
        <img src={address} alt={name} />
      ) : navigator.pdfViewerEnabled ? (
        <iframe {...SANDBOX} src={address} title={name} />
      ) : (
        <p>{say('noViewer')}</p>
      )}
      <p>
        <a href={address} target="_blank" rel="noopener">
          {say('openTab')} <Words>{name}</Words> {say('newTab')}
        </a>
      </p>
    </div>
  );
}

/** Lets the browser save a file. */
export function giveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
