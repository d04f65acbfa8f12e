import { useState } from 'preact/hooks';
import { yearOf } from '#domain/clock/wall.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { sayLetters } from '../../letter-words.ts';
import type { ManagedOffice } from '../../manage/load.ts';
import { announce, Heading, Icon, Refused, useNow, usePlace } from '../common.tsx';
import { useWords } from './parts.tsx';

/** Makes the agenda book of a year as PDF. */
export function AgendaPage({ managed }: { managed: ManagedOffice }) {
  const { forge, settings, say, failed, language } = usePlace();
  const m = useWords();
  const [making, setMaking] = useState<number>();
  const [fault, setFault] = useState('');
  const thisYear = yearOf(useNow(forge), managed.office.zone);
  const years = [...new Set([thisYear, ...Object.keys(managed.index.agenda).map(Number)])].sort((a, b) => b - a);
  const make = async (year: number): Promise<void> => {
    if (making !== undefined) return;
    setMaking(year);
    setFault('');
    try {
      // Documents are set by code that nobody else needs here.
      const [{ deskAgendaBooks }, { saveDocument }] = await Promise.all([
        import('../../agenda-book.ts'),
        import('../../../documents/save-document.ts'),
      ]);
      const count = managed.index.agenda[year] ?? 0;
      const books = await deskAgendaBooks(forge, year, { count, address: `${location.origin}${settings.base}` });
      if (books.length === 0) setFault(m('noBook'));
      for (const book of books) await saveDocument(book);
      if (books.length > 0) announce(m('bookMade', { y: year }));
    } catch (error) {
      failed(error);
      setFault(sayLetters(language)(error instanceof DrawingFault ? 'bookDrawing' : 'bookFault'));
    } finally {
      setMaking(undefined);
    }
  };
  return (
    <>
      <Heading>{m('agenda')}</Heading>
      <p>{m('agendaNote')}</p>
      <Refused text={fault} />
      <ul class="manage-rows">
        {years.map((year) => (
          <li key={year}>
            <span>
              <b>{year}</b> <span class="hint">{m('bookCases', { n: managed.index.agenda[year] ?? 0 })}</span>
            </span>
            <button type="button" class="second" disabled={making !== undefined} onClick={() => void make(year)}>
              <Icon name="save" />
              {making === year ? say('loading') : m('takeBook', { y: year })}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
