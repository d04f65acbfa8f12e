import type { PublicFigures } from '#domain/generated/public-figures.ts';
import { percent } from '#domain/words/duration.ts';
import type { PageView } from '../view.ts';
import { type FigurePart, part } from './figure-part.ts';
import { Sayings } from './sayings.ts';

/** Returns the part about the use of rooms. */
export function roomsPart(view: PageView, { rooms }: Pick<PublicFigures, 'rooms'>): FigurePart {
  const { language } = view;
  const words = new Sayings(view);
  return {
    ...{ id: 'ruang', title: words.say('rooms'), how: words.say('roomsHow') },
    none: rooms.length === 0 ? words.say('noRooms') : undefined,
    bars: rooms.map(({ room, booked, open }) => ({
      label: view.roomName(room)[language],
      parts: open > 0 ? part(booked / open, 'run') : [],
      says: open > 0 ? percent(booked, open)[language] : '–',
    })),
    most: 1,
    legend: [],
    tables: [
      {
        caption: words.say('rooms'),
        csv: 'rooms',
        head: words.heads('room', 'uses', 'booked', 'open', 'share'),
        rows: rooms.map(({ room, uses, booked, open }) => [
          ...[view.roomName(room)[language], words.n(uses), words.hours(booked), words.hours(open)],
          words.share(booked, open, 'notOpen'),
        ]),
      },
    ],
    basis: rooms.some(({ weekendsOnly }) => weekendsOnly) ? [words.say('weekendsOnly')] : [],
  };
}
