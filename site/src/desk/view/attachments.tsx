import { useState } from 'preact/hooks';
import { detectType } from '#domain/request/attachment-type.ts';
import type { DeskCase } from '../desk-case.ts';
import { usePlace, Words } from './common.tsx';

type Stage = 'downloading' | 'downloaded' | 'otherContent' | 'badType' | 'downloadFault';

/**
 * The attachments as submitted. They are read through the API and given to the reader as a file of the type that the bytes
 * say, never shown by this site: whatever is in one, it runs nothing here (security row 22).
 */
export function Attachments({ one }: { one: DeskCase }) {
  const { say } = usePlace();
  const { attachments = [], opens } = one.standing?.state ?? {};
  const folder = opens?.path.replace(/[^/]+$/, '') ?? '';
  return (
    <section aria-labelledby="lampiran">
      <h2 id="lampiran">{say('attachments')}</h2>
      {attachments.length === 0 && <p class="empty">{say('noAttachments')}</p>}
      <ul class="attachments">
        {attachments.map(({ path, sha256 }) => (
          <Attachment key={path} one={one} path={path} name={path.replace(folder, '')} digest={sha256} />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  readonly one: DeskCase;
  readonly path: string;
  readonly name: string;
  readonly digest: string;
}

function Attachment({ one, path, name, digest }: Props) {
  const { forge, say, failed } = usePlace();
  const [stage, setStage] = useState<Stage>();
  const download = async (): Promise<void> => {
    setStage('downloading');
    try {
      const bytes = await forge.bytes(path, one.standing?.state.head.oid ?? one.pull.headRefOid);
      const detected = detectType(bytes);
      if (!detected.ok) return setStage('badType');
      if ((await sha256(bytes)) !== digest) return setStage('otherContent');
      save(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: detected.type }), name);
      setStage('downloaded');
    } catch (error) {
      failed(error);
      setStage('downloadFault');
    }
  };
  return (
    <li>
      <Words>{name}</Words>{' '}
      <button type="button" class="plain-button" onClick={download} aria-label={`${say('download')} ${name}`}>
        {say('download')}
      </button>
      <span role="status" class="meta">
        {stage && say(stage)}
      </span>
    </li>
  );
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hands a file to the reader: saved, not opened. */
function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
