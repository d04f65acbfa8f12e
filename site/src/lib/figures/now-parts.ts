import type { PublicFiguresNow as Now } from '#domain/generated/public-figures-now.ts';
import { duration, percent } from '#domain/words/duration.ts';
import { longTime, shortTime } from '#domain/words/time.ts';
import { keptOf } from '#public/figures/month-figures.ts';
import { monthName } from '../month.ts';
import { STATUS, TEXT } from '../text.ts';
import type { PageView } from '../view.ts';
import type { Column } from './bar-plot.ts';
import { type FigurePart, type FigureTable, part } from './figure-part.ts';
import { Sayings } from './sayings.ts';

/** Returns the part about the steps at which cases wait. */
export function waitingPart(view: PageView, { waiting, readAt }: Now): FigurePart {
  const wordsOf = (id: string) => new Sayings(view, view.procedure(id));
  const words = wordsOf('');
  const several = new Set(waiting.map(({ procedure }) => procedure)).size > 1;
  const of = (id: string) => (several ? `${view.procedure(id)?.short ?? id}, ` : '');
  const { language, names } = view;
  const { zone } = names;
  return {
    ...{ id: 'menunggu', title: words.say('waiting'), how: words.say('waitingHow') },
    none: waiting.length === 0 ? words.say('noneWaiting') : undefined,
    bars: waiting.map((one) => ({
      label: `${of(one.procedure)}${wordsOf(one.procedure).step(one)}`,
      parts: [
        ...part(one.n - one.late, one.roles.includes('applicant') ? 'wait' : 'run', words.n(one.n - one.late)),
        ...part(one.late, 'late', words.n(one.late)),
      ],
      says: words.n(one.n),
    })),
    legend: [
      { tone: 'run', says: words.say('inTime') },
      { tone: 'wait', says: STATUS.applicant.label[language] },
      { tone: 'late', says: words.say('overdue') },
    ],
    tables: [
      {
        caption: words.say('waiting'),
        csv: 'waiting',
        activity: several ? 2 : 1,
        head: [
          ...(several ? ['SOP'] : []),
          ...words.heads('step', 'activity', 'roles', 'cases', 'overdue', 'since', 'medianWait'),
        ],
        rows: waiting.map((one) => [
          ...(several ? [view.procedure(one.procedure)?.short ?? one.procedure] : []),
          ...[String(one.row), wordsOf(one.procedure).activity(one.step), words.roles(one.roles), words.n(one.n)],
          ...[words.n(one.late), ...waitedCells(words, one, zone)],
        ]),
      },
    ],
    basis: [
      words.say('basis', { n: words.cases(waiting.reduce((sum, { n }) => sum + n, 0)) }),
      `${TEXT.dataAsOf[language]} ${longTime(readAt, zone)[language]}.`,
    ],
  };
}

/**
 * Returns the cells for the earliest start and the median length of the wait. If none of the turns has begun yet, the
 * first cell has the words "not begun".
 */
const waitedCells = (words: Sayings, { since, median }: Now['waiting'][number], zone: string): [string, string] =>
  since === undefined
    ? [words.say('notBegun'), '–']
    : [shortTime(since, zone)[words.language], duration(median)[words.language]];

/** Returns drawing and table of the given months of a procedure or, if its id is empty, of the whole office. */
export function courseView(view: PageView, { procedure, months }: Now['course'][number]) {
  const words = new Sayings(view, view.procedure(procedure));
  const { language } = view;
  const all = keptOf(months);
  return {
    title: procedure === '' ? words.say('wholeOffice') : (view.procedure(procedure)?.title[language] ?? procedure),
    none: all.of === 0 ? words.unknown('noLimits') : undefined,
    columns: months.map(({ month, kept, of }): Column => ({
      label: monthName(month, language).slice(0, 3),
      share: of > 0 ? kept / of : undefined,
      says: of > 0 ? percent(kept, of)[language].replace(/[.,]\d/, '') : '–',
    })),
    table: {
      caption: words.say('course'),
      csv: 'course',
      head: words.heads('month', 'submitted', 'ended', 'onTime', 'late', 'share'),
      rows: months.map(({ month, kept, of, submitted, ended }) => [
        ...[monthName(month, language), words.n(submitted), words.n(ended), words.n(kept), words.n(of - kept)],
        of > 0 ? percent(kept, of)[language] : '–',
      ]),
    } satisfies FigureTable,
    basis: words.say('basis', { n: words.turns(all.of) }),
  };
}
