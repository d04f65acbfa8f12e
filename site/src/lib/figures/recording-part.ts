import type { Lag, PublicRecording } from '#domain/generated/public-recording.ts';
import type { Language } from '#domain/problem.ts';
import { duration } from '#domain/words/duration.ts';
import { monthName } from '../month.ts';
import type { PageView } from '../view.ts';
import { type Bar, type FigurePart, part } from './figure-part.ts';
import { Sayings } from './sayings.ts';

/** Returns the part about the time between an event in a procedure and the record of the event. */
export function recordingPart(
  view: PageView,
  { procedure, months }: PublicRecording['procedures'][number],
): FigurePart {
  const words = new Sayings(view, view.procedure(procedure));
  const { language } = view;
  const shown = months.filter(({ acts, clock }) => acts.n + acts.unknown + clock.n + clock.unknown > 0).reverse();
  const latest = shown.find(({ acts, clock }) => acts.n + clock.n > 0);
  const long = (seconds: number | undefined) => (seconds === undefined ? '–' : shortLength(seconds, language));
  const bar = (month: string, name: string, seconds: number, tone: 'run' | 'warn'): Bar => ({
    label: `${monthName(month, language)} · ${name}`,
    parts: part(seconds, tone),
    says: long(seconds),
  });
  const bars = (month: string, what: 'acts' | 'clock', { median, p90 }: Lag): Bar[] =>
    median === undefined || p90 === undefined
      ? []
      : [
          bar(month, words.heads(what, 'half').join(': '), median, 'run'),
          bar(month, words.heads(what, 'nineInTen').join(': '), p90, 'warn'),
        ];
  const columns = words.heads('count', 'half', 'nineInTen');
  const unknown = shown.reduce((sum, { acts, clock }) => sum + acts.unknown + clock.unknown, 0);
  const counted = shown.reduce((sum, { acts, clock }) => sum + acts.n + clock.n, 0);
  const title = view.procedure(procedure)?.title[language] ?? procedure;
  return {
    ...{ id: `pencatatan-${procedure}`, title, how: '' },
    none: latest ? undefined : words.unknown('noRecording'),
    counted,
    bars: latest ? [...bars(latest.month, 'acts', latest.acts), ...bars(latest.month, 'clock', latest.clock)] : [],
    legend: [],
    tables: [
      {
        caption: words.say('recording'),
        csv: 'recording',
        head: [
          words.say('month'),
          ...columns.map((each) => `${words.say('acts')}: ${each.toLowerCase()}`),
          ...columns.map((each) => `${words.say('clock')}: ${each.toLowerCase()}`),
        ],
        rows: shown.map(({ month, acts, clock }) => [
          monthName(month, language),
          ...[acts, clock].flatMap(({ n, median, p90 }) => [words.n(n), long(median), long(p90)]),
        ]),
      },
    ],
    basis: [
      words.say('basis', { n: words.entries(counted) }),
      ...(unknown > 0 ? [words.say('recordingUnknown', { n: words.entries(unknown) })] : []),
    ],
  };
}

/** Writes a length of time; less than a minute is written in seconds. */
const shortLength = (seconds: number, language: Language): string =>
  seconds < 60
    ? language === 'id'
      ? `${seconds} detik`
      : `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
    : duration(seconds)[language];
