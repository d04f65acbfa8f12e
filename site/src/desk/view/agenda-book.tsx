import { useState } from 'preact/hooks';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { deskAgendaBooks } from '../agenda-book.ts';
import { sayLetters } from '../letter-words.ts';
import { announce, Refused, usePlace } from './common.tsx';

interface Props {
  /** Index of the register, which says how many agenda numbers each year has. */
  readonly index: Pick<RegisterIndex, 'agenda'>;
}

type Stage = 'bookReading' | 'bookFault' | 'bookDrawing' | 'bookNone';

/** Shows a button for the agenda book of each year. What makes the book is loaded when somebody asks for it. */
export function AgendaBook({ index }: Props) {
  const { forge, settings, language, failed } = usePlace();
  const say = sayLetters(language);
  const [stage, setStage] = useState<Stage>();
  const [read, setRead] = useState(0);
  const years = Object.entries(index.agenda).filter(([, count]) => count > 0);
  if (years.length === 0) return <p class="hint">{say('bookEmpty')}</p>;
  const take = async (year: number, count: number): Promise<void> => {
    setRead(0);
    setStage('bookReading');
    try {
      const { saveDocument } = await import('../../documents/save-document.ts');
      const address = `${location.origin}${settings.base}`;
      const books = await deskAgendaBooks(forge, year, { count, address, read: setRead });
      for (const book of books) await saveDocument(book);
      if (books.length > 0) announce(say('made', { d: `${books[0]?.title[language] ?? ''} ${year}` }));
      setStage(books.length > 0 ? undefined : 'bookNone');
    } catch (error) {
      failed(error);
      setStage(error instanceof DrawingFault ? 'bookDrawing' : 'bookFault');
    }
  };
  return (
    <>
      <p class="hint">{say('bookNote')}</p>
      <p class="gestures">
        {years.toReversed().map(([year, count]) => (
          <button
            type="button"
            class="second"
            key={year}
            disabled={stage === 'bookReading'}
            onClick={() => void take(Number(year), count)}
          >
            {say('book', { y: year })}
          </button>
        ))}
      </p>
      {stage === 'bookReading' && <p role="status">{say('bookReading', { n: read })}</p>}
      <Refused text={stage !== undefined && stage !== 'bookReading' && say(stage)} />
    </>
  );
}
