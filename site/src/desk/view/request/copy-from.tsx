import { useState } from 'preact/hooks';
import { loadDesk } from '../../load.ts';
import { sayWriting } from '../../request/words.ts';
import { Icon, usePlace, Words } from '../common.tsx';
import { useLoad } from '../use-load.tsx';

/** Offers the account’s own earlier requests, from which a new one can begin. They are read when the list is opened. */
export function CopyFrom() {
  const { language } = usePlace();
  const words = sayWriting(language);
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="copy-from" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="button second">
        <Icon name="book" />
        {words('copyFrom')}
      </summary>
      {isOpen && <Earlier />}
    </details>
  );
}

interface EarlierCase {
  readonly number: number;
  readonly id: string;
  readonly title: string | undefined;
}

function Earlier() {
  const { forge, settings, language, say } = usePlace();
  const words = sayWriting(language);
  const [cases, setCases] = useState<readonly EarlierCase[]>();
  const { fault } = useLoad(
    async () => {
      const { own, index, ended } = await loadDesk(forge, `${settings.owner}/${settings.repo}`, () => []);
      const known = own.flatMap(({ number }) => {
        const one = index.cases[number] ?? ended.get(number);
        return one ? [{ number, id: one.id, title: one.title }] : [];
      });
      setCases(known.sort((a, b) => b.number - a.number));
    },
    [],
    undefined,
    'listFault',
  );
  if (!cases) return fault ?? <p role="status">{say('loading')}</p>;
  if (cases.length === 0) return <p class="empty">{words('copyNone')}</p>;
  return (
    <>
      <p class="hint">{words('copyHint')}</p>
      <ul class="case-list">
        {cases.map(({ number, id, title }) => (
          <li key={number} class="desk-line">
            <a href={`#/${number}/salin`}>
              {id}
              {title !== undefined && (
                <>
                  {': '}
                  <Words>{title}</Words>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
