import type { MovedLine, ProcedureSums } from '#public/figures/month-figures.ts';
import { movedAddress } from '#public/site/pages/addresses.ts';
import type { ShownSums } from '#public/site/pages/page-props.ts';
import { duration, measured, percent } from '#domain/words/duration.ts';
import { keptOf, limitsByRole } from '#public/figures/month-figures.ts';
import type { Tone } from '../case-status.ts';
import { STATUS, TEXT } from '../text.ts';
import type { PageView } from '../view.ts';
import { type FigurePart, type FigureTable, part } from './figure-part.ts';
import { Sayings } from './sayings.ts';
import { FIGURE_TEXT, outcomeWords, reasonWords } from './words.ts';

function limitsPart(words: Sayings, { limits }: ProcedureSums): FigurePart {
  const { kept, of } = keptOf(limits);
  const line = (one: { readonly kept: number; readonly of: number }) => [
    words.n(one.kept),
    words.n(one.of - one.kept),
    words.share(one.kept, one.of, 'noLimits'),
  ];
  return {
    ...{ id: 'tenggat', title: words.say('limits'), how: words.say('limitsHow') },
    none: limits.length === 0 ? words.unknown('noLimits') : undefined,
    counted: of,
    bars: limits.map((one) => ({
      label: words.step(one),
      parts: [...part(one.kept / one.of, 'run'), ...part((one.of - one.kept) / one.of, 'late')],
      says: words.outOf(one.kept, one.of),
    })),
    most: 1,
    legend: [
      { tone: 'run', says: words.say('onTime') },
      { tone: 'late', says: words.say('late') },
    ],
    tables: [
      {
        caption: words.say('limits'),
        csv: 'limits',
        activity: 1,
        head: words.heads('step', 'activity', 'roles', 'onTime', 'late', 'share'),
        rows: [
          ...limits.map((one) => [String(one.row), words.activity(one.step), words.roles(one.roles), ...line(one)]),
          [words.say('all'), '', '', ...line({ kept, of })],
        ],
      },
      {
        caption: `${words.say('limits')}: ${words.say('byRole')}`,
        csv: 'roles',
        head: words.heads('roles', 'onTime', 'late', 'share'),
        rows: limitsByRole(limits).map((one) => [words.roles(one.roles), ...line(one)]),
      },
    ],
    basis: [words.say('basis', { n: words.turns(of) })],
  };
}

function timesPart(words: Sayings, { times }: ProcedureSums): FigurePart {
  const { language } = words;
  const classes = FIGURE_TEXT.classes.map((each) => each[language]);
  const all = times.reduce((sum, { spread }) => sum + spread.n, 0);
  return {
    ...{ id: 'lama', title: words.say('times'), how: words.say('timesHow') },
    none: times.length === 0 ? words.unknown('noTimes') : undefined,
    counted: all,
    ...{ bars: [], legend: [] },
    whiskers: times.flatMap((each) => words.whisker(each)),
    tables: [
      {
        caption: words.say('times'),
        csv: 'times',
        activity: 1,
        head: [...words.heads('step', 'activity', 'limit', 'half', 'nineInTen'), ...[...classes, words.say('turns')]],
        rows: times.map((each) => [
          ...[String(each.row), words.activity(each.step)],
          each.limits.map((limit) => measured(limit, each.measure)[language]).join(' / '),
          ...[words.took(each, 'median'), words.took(each, 'p90')],
          ...[...each.within.map(words.n), words.n(each.spread.n)],
        ]),
      },
    ],
    basis: [words.say('basis', { n: words.turns(all) })],
  };
}

type Spent = ProcedureSums['spent'];
const isApplicants = ({ roles }: Spent[number]): boolean => roles.includes('applicant');

function spentPart(words: Sayings, { spent }: ProcedureSums): FigurePart {
  const { language } = words;
  const turns = spent.reduce((sum, { visits }) => sum + visits, 0);
  const seconds = spent.reduce((sum, one) => sum + one.seconds, 0);
  return {
    ...{ id: 'waktu', title: words.say('spent'), how: words.say('spentHow') },
    none: spent.length === 0 ? words.unknown('noSpent') : undefined,
    counted: turns,
    bars: spent.map((one) => ({
      label: words.step(one),
      parts: part(one.seconds, isApplicants(one) ? 'wait' : 'run'),
      says: duration(one.seconds)[language],
    })),
    legend: [
      { tone: 'run', says: words.say('office') },
      { tone: 'wait', says: words.say('applicant') },
    ],
    tables: [
      {
        caption: words.say('spent'),
        csv: 'spent',
        activity: 1,
        head: words.heads('step', 'activity', 'roles', 'turns', 'sum', 'share', 'each'),
        rows: spent.map((one) => [
          ...[String(one.row), words.activity(one.step), words.roles(one.roles), words.n(one.visits)],
          ...[duration(one.seconds)[language], words.share(one.seconds, seconds, 'noSpent')],
          duration(Math.floor(one.seconds / one.visits))[language],
        ]),
      },
      {
        caption: words.say('byWhom'),
        head: words.heads('roles', 'turns', 'sum', 'share'),
        rows: (['office', 'applicant'] as const).map((who) => {
          const own = spent.filter((one) => isApplicants(one) === (who === 'applicant'));
          const sum = own.reduce((all, one) => all + one.seconds, 0);
          const long = own.length > 0 ? duration(sum)[language] : '–';
          return [
            ...[words.say(who), words.n(own.reduce((all, { visits }) => all + visits, 0)), long],
            words.share(sum, seconds, 'noSpent'),
          ];
        }),
      },
    ],
    basis: [words.say('basis', { n: words.turns(turns) })],
  };
}

const OUTCOME_TONES: Readonly<Record<string, Tone>> = {
  ...{ returned: 'wait', 'timed-out': 'late', superseded: 'warn', withdrawn: 'run' },
};

/** Returns a list with the table; an empty list if the table has no rows. */
const filled = (table: FigureTable): FigureTable[] => (table.rows.length > 0 ? [table] : []);

const outcomeTables = (words: Sayings, { outcomes, refused, fields }: ProcedureSums): FigureTable[] => [
  ...filled({
    caption: words.say('outcomes'),
    csv: 'outcomes',
    activity: 1,
    head: words.heads('step', 'activity', 'roles', 'outcome', 'count'),
    rows: outcomes.map((one) => [
      ...[String(one.row), words.activity(one.step), words.roles(one.roles)],
      ...[outcomeWords(one.outcome)[words.language], words.n(one.n)],
    ]),
  }),
  ...filled({
    caption: words.say('refused'),
    csv: 'refusals',
    head: words.heads('reason', 'count'),
    rows: refused.map(({ reason, n }) => [reasonWords(reason)[words.language], words.n(n)]),
  }),
  ...filled({
    caption: words.say('fields'),
    csv: 'fields',
    head: words.heads('field', 'count'),
    rows: fields.map(({ label, n }) => [label[words.language], words.n(n)]),
  }),
];

function outcomesPart(words: Sayings, figures: ProcedureSums): FigurePart {
  const { language } = words;
  const { outcomes, refused, unsound, spent } = figures;
  const turns = spent.reduce((sum, { visits }) => sum + visits, 0);
  const tone = (outcome: string): Tone => OUTCOME_TONES[outcome] ?? 'stop';
  const kinds = [...new Set(outcomes.map(({ outcome }) => outcome))];
  const none = outcomes.length + refused.length + unsound > 0 ? undefined : words.say('noOutcomes');
  return {
    ...{ id: 'hasil', title: words.say('outcomes'), how: words.say('outcomesHow') },
    none: turns + refused.length + unsound === 0 ? words.unknown('noSpent') : none,
    counted: turns,
    bars: outcomes.map((one) => ({
      label: `${words.step(one)}: ${outcomeWords(one.outcome)[language].toLowerCase()}`,
      parts: part(one.n, tone(one.outcome)),
      says: words.n(one.n),
    })),
    legend: kinds.map((outcome) => ({ tone: tone(outcome), says: outcomeWords(outcome)[language].toLowerCase() })),
    tables: outcomeTables(words, figures),
    basis: [
      words.say('basis', { n: words.turns(turns) }),
      ...(unsound > 0 ? [words.say('fieldsHow', { n: words.n(unsound) })] : []),
    ],
  };
}

/** Returns the table of cases that moved, and what happened to each. */
export function movedTable(view: PageView, procedure: string, moved: readonly MovedLine[]): FigureTable {
  const words = new Sayings(view, view.procedure(procedure));
  const lower = (text: string): string => text.toLowerCase();
  return {
    caption: words.say('moved'),
    csv: 'moved',
    head: words.heads('case', 'title', 'happened'),
    links: moved.map((one) => `/berkas/${one.case}/`),
    rows: moved.map(({ title = '–', submitted, turns, back, ended, ...one }) => [
      ...[one.case, title],
      [
        ...(submitted ? [lower(words.say('submitted'))] : []),
        ...(turns > 0 ? [words.turns(turns)] : []),
        ...back.map(
          ({ row, outcome }) => `${lower(words.say('step'))} ${row} ${lower(outcomeWords(outcome)[view.language])}`,
        ),
        ...(ended && !back.some(({ outcome }) => outcome === ended) ? [lower(STATUS[ended].label[view.language])] : []),
      ].join(', '),
    ]),
  };
}

/** Returns the part about the cases that moved. If they are many, it links to their list. */
function movedPart(view: PageView, { id, movers = 0, moved }: ShownSums, month: string): FigurePart {
  const words = new Sayings(view, view.procedure(id));
  return {
    ...{ id: 'berkas', title: words.say('moved'), how: words.say('movedHow') },
    none: movers === 0 ? words.say('noneMoved') : undefined,
    ...{ bars: [], legend: [] },
    tables: moved ? [movedTable(view, id, moved)] : [],
    basis: [words.say('basis', { n: words.cases(movers) })],
    ...(moved ? {} : { more: { path: movedAddress(month, id), says: words.say('movedList') } }),
  };
}

/**
 * Returns the parts of the page of a month that are about one procedure.
 * @param month the month as `YYYY-MM`
 */
export function procedureParts(view: PageView, figures: ShownSums, month: string): FigurePart[] {
  const words = new Sayings(view, view.procedure(figures.id));
  return [
    limitsPart(words, figures),
    timesPart(words, figures),
    spentPart(words, figures),
    outcomesPart(words, figures),
    movedPart(view, figures, month),
  ];
}

/** Returns the head of a procedure's page of a month: four numbers, how cases ended, and notes. */
export function procedureHead(view: PageView, figures: ProcedureSums) {
  const words = new Sayings(view, view.procedure(figures.id));
  const { language } = words;
  const { submitted, narrowed, ended, limits, whole, zone } = figures;
  const { kept, of } = keptOf(limits);
  const all = ended.reduce((sum, { n }) => sum + n, 0);
  const notYet = TEXT.noFigure[language];
  return {
    numbers: [
      { label: words.say('submitted'), value: words.n(submitted) },
      { label: words.say('ended'), value: words.n(all) },
      { label: words.say('kept'), value: of > 0 ? percent(kept, of)[language] : notYet },
      { label: words.say('whole'), value: whole.median === undefined ? notYet : duration(whole.median)[language] },
    ],
    ended: ended.map(({ status, n }) => `${STATUS[status].label[language]}: ${words.n(n)}`).join('; '),
    notes: [
      ...(whole.n > 0 ? [words.say('wholeBasis', { n: words.cases(whole.n) })] : []),
      ...(narrowed > 0 ? [words.say('narrowed', { n: words.cases(narrowed) })] : []),
      words.say('zone', { z: zone }),
    ],
  };
}
