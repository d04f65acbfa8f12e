import { useEffect, useState } from 'preact/hooks';
import { rolesHeld } from '#domain/case/state/roles.ts';
import type { IconName } from '../../../lib/icons.ts';
import { loadManaged, type ManagedOffice } from '../../manage/load.ts';
import type { Place } from '../../places.ts';
import { Back, Heading, Icon, SignedIn, useNow, usePlace } from '../common.tsx';
import { useLoad } from '../use-load.tsx';
import { AgendaPage } from './agenda.tsx';
import { CorrectionsPage, Correctors } from './corrections.tsx';
import { DaysOffPage } from './days-off.tsx';
import { LetterheadPage } from './letterhead.tsx';
import { OfficialPage, OfficialsPage } from './officials.tsx';
import { useWords } from './parts.tsx';
import { ProposalPage, ProposalsPage } from './proposal-pages.tsx';
import { RoomsPage } from './rooms.tsx';
import { SopsPage } from './sops.tsx';

type ManagePlace = Extract<Place, { kind: 'manage' }>;

/** The parts of Kelola, in the order of the menu. */
const PARTS = {
  pejabat: 'people',
  libur: 'day',
  ruang: 'room',
  surat: 'letter',
  agenda: 'book',
  koreksi: 'pen',
  sop: 'route',
  usulan: 'send',
} as const satisfies Readonly<Record<string, IconName>>;
type PartName = keyof typeof PARTS;

const ALL = Object.keys(PARTS) as PartName[];
/** The parts that change no configuration, so that the office that corrects cases uses them too (R49). */
const OF_CORRECTORS: readonly PartName[] = ['koreksi', 'agenda'];

/** Returns the parts that an account uses. The forge and the process decide again. */
function partsOf({ maintains, office, viewer }: ManagedOffice, now: string): readonly PartName[] {
  if (maintains) return ALL;
  const procedures = [...office.procedures.values()];
  const held = procedures.flatMap(({ zone }) => rolesHeld(office.roles, viewer.databaseId, now, zone));
  const isCorrector = procedures.some(({ corrections }) => held.some(({ role }) => role === corrections?.by));
  return isCorrector ? OF_CORRECTORS : [];
}

/** Shows Kelola: the everyday administration of the office, for its maintainers (R7). The forge decides who they are. */
export function ManagePage({ at }: { at: ManagePlace }) {
  const { forge, say, settings } = usePlace();
  const m = useWords();
  const [managed, setManaged] = useState<ManagedOffice>();
  // Each part is shown at once from what was read, and the office is read again.
  const { fault, load } = useLoad(async () => setManaged(await loadManaged(forge)), [at], undefined, 'partFault');
  const now = useNow(forge);
  const parts = managed ? partsOf(managed, now) : [];
  const part = parts.find((each) => each === at.part) ?? parts[0];
  // On a phone the menu is one row, which may be longer than the window.
  useEffect(() => {
    document
      .querySelector('.manage-side [aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' });
  }, [part]);
  if (!managed)
    return (
      <>
        <Heading>{m('title')}</Heading>
        {fault ?? <p role="status">{say('loading')}</p>}
      </>
    );
  if (!part)
    return (
      <>
        <Back />
        <Heading>{m('title')}</Heading>
        <SignedIn viewer={managed.viewer} />
        <p class="notice">
          {m('notYours')} {at.part === 'koreksi' && <Correctors managed={managed} />}
        </p>
        {settings.kind === 'embedded' && <p>{m('asMaintainer', { c: 'npx disposisi manage' })}</p>}
      </>
    );
  return (
    <div class="manage">
      <nav class="manage-side" aria-label={m('title')}>
        <ul>
          {parts.map((name) => (
            <li key={name}>
              <a href={`#/kelola/${name}`} aria-current={name === part ? 'page' : undefined}>
                <Icon name={PARTS[name]} />
                {m(name)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        <SignedIn viewer={managed.viewer} />
        {fault}
        <Part key={`${part}/${at.of}`} {...{ part, managed, load }} of={at.of} />
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
    case 'agenda':
      return <AgendaPage managed={managed} />;
    case 'koreksi':
      return <CorrectionsPage managed={managed} />;
    case 'sop':
      return <SopsPage managed={managed} />;
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
