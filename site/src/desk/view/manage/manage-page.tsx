import { useState } from 'preact/hooks';
import style from '../../../styles/manage.css?url';
import type { IconName } from '../../../lib/icons.ts';
import { loadManaged, type ManagedOffice } from '../../manage/load.ts';
import type { Place } from '../../places.ts';
import { Heading, Icon, usePlace } from '../common.tsx';
import { useLoad } from '../use-load.tsx';
import { DaysOffPage } from './days-off.tsx';
import { LetterheadPage } from './letterhead.tsx';
import { OfficialPage, OfficialsPage } from './officials.tsx';
import { useWords } from './parts.tsx';
import { ProposalPage, ProposalsPage } from './proposals.tsx';
import { RoomsPage } from './rooms.tsx';

/**
 * Loads the styles of Kelola, which nobody else needs. Astro would link styles that a module imports on every page of the
 * desk.
 */
export const styled = new Promise<void>((done) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = style;
  link.addEventListener('load', () => done());
  link.addEventListener('error', () => done());
  document.head.append(link);
});

type ManagePlace = Extract<Place, { kind: 'manage' }>;

/** The parts of Kelola, in the order of the menu. */
const PARTS = {
  pejabat: 'people',
  libur: 'day',
  ruang: 'room',
  surat: 'letter',
  usulan: 'route',
} as const satisfies Readonly<Record<string, IconName>>;
type PartName = keyof typeof PARTS;

const partOf = (name: string): PartName => (Object.hasOwn(PARTS, name) ? (name as PartName) : 'pejabat');

/** Shows Kelola: the everyday administration of the office, for its maintainers (R7). The forge decides who they are. */
export function ManagePage({ at }: { at: ManagePlace }) {
  const { forge, say, settings } = usePlace();
  const m = useWords();
  const [managed, setManaged] = useState<ManagedOffice>();
  const { fault, load } = useLoad(async () => setManaged(await loadManaged(forge)), [], undefined, 'partFault');
  const part = partOf(at.part);
  if (!managed)
    return (
      <>
        <Heading>{m('title')}</Heading>
        {fault ?? <p role="status">{say('loading')}</p>}
      </>
    );
  if (!managed.maintains)
    return (
      <>
        <Heading>{m('title')}</Heading>
        <p class="notice">{m('notYours')}</p>
        {settings.kind === 'embedded' && <p>{m('asMaintainer', { c: 'npx disposisi manage' })}</p>}
      </>
    );
  return (
    <div class="manage">
      <nav class="manage-side" aria-label={m('title')}>
        <ul>
          {Object.entries(PARTS).map(([name, icon]) => (
            <li key={name}>
              <a href={`#/kelola/${name}`} aria-current={name === part ? 'page' : undefined}>
                <Icon name={icon} />
                {m(name as PartName)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        <Part {...{ part, managed, load }} of={at.of} />
      </div>
    </div>
  );
}

function Part({
  part,
  of,
  managed,
  load,
}: {
  part: PartName;
  of: string;
  managed: ManagedOffice;
  load: () => Promise<void>;
}) {
  switch (part) {
    case 'libur':
      return <DaysOffPage managed={managed} />;
    case 'ruang':
      return <RoomsPage managed={managed} />;
    case 'surat':
      return <LetterheadPage managed={managed} />;
    case 'usulan':
      if (/^[1-9]\d{0,8}$/.test(of)) return <ProposalPage number={Number(of)} changed={load} />;
      return <ProposalsPage managed={managed} />;
    case 'pejabat': {
      const { roles } = managed.office.roles;
      const role = Object.hasOwn(roles, of) && of !== 'applicant' ? roles[of] : undefined;
      return role ? <OfficialPage managed={managed} id={of} role={role} /> : <OfficialsPage managed={managed} />;
    }
  }
}
