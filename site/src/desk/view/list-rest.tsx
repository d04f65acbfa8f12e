import { useState } from 'preact/hooks';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { DeskLine } from '../desk-list.ts';
import { usePlace, Words } from './common.tsx';

interface Props {
  readonly running: readonly DeskLine[];
  readonly procedures: readonly Procedure[];
}

/** Shows what the list needs least: all open cases of the office, and its SOPs. It is loaded after the list. */
export function ListRest({ running, procedures }: Props) {
  const { say } = usePlace();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {running.length > 0 && (
        <details class="part not-on-paper" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary id="semua-berjalan">
            <h2 class="part-title">
              {say('allRunning')} <span class="count">({running.length})</span>
            </h2>
          </summary>
          <ul class="case-list">
            {(isOpen ? running : []).map(({ number, id, title }) => (
              <li key={number}>
                <a href={`#/${number}`}>
                  {id} <Words>{title}</Words>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Sops procedures={procedures} />
    </>
  );
}

/** Lists the SOPs of the office. A long list is folded. */
function Sops({ procedures }: { procedures: readonly Procedure[] }) {
  const { say, language, settings } = usePlace();
  const pages = `${settings.base}${language === 'en' ? '/en' : ''}/sop`;
  const links = procedures.map(({ id, title }) => (
    <li key={id}>
      <a href={`${pages}/${id}/`}>{title[language]}</a>
    </li>
  ));
  if (links.length <= FEW_SOPS)
    return (
      <div class="meta sops">
        SOP:<ul>{links}</ul>
      </div>
    );
  return (
    <details class="meta sops">
      <summary>
        {say('sops')} ({links.length})
      </summary>
      <ul>{links}</ul>
    </details>
  );
}
const FEW_SOPS = 3;
