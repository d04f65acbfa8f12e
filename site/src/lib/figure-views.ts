import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { Procedure as ProcedureFigures, PublicFigures } from '#domain/generated/public-figures.ts';
import type { Lag, PublicRecording } from '#domain/generated/public-recording.ts';
import type { Language } from '#domain/problem.ts';
import { count, duration, measured, percent } from '#domain/words/duration.ts';
import { list } from '#domain/words/language.ts';
import { longTime, shortTime } from '#domain/words/time.ts';
import { keptOf, limitsByRole } from '#public/figures/month-figures.ts';
import type { Bar, BarPart, Column } from './bar-plot.ts';
import type { Tone } from './case-status.ts';
import { FIGURE_TEXT, outcomeWords, REASONS } from './figure-words.ts';
import { monthName } from './month.ts';
import { fill, STATUS } from './text.ts';
import type { View } from './view.ts';

/** A table of figures: the first cell of each row names it. */
export interface FigureTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The column that names the activity, which the drawing names too: a phone does without. */
  readonly activity?: number;
}

/** One part of a page of figures: what it says, how it is computed, the drawing and the same as a table. */
export interface FigurePart {
  readonly id: string;
  readonly title: string;
  readonly how: string;
  /** What is said in their place where there are no figures. */
  readonly none?: string | undefined;
  readonly bars: readonly Bar[];
  /** What the whole width of the drawing stands for; absent: the longest bar. */
  readonly most?: number;
  readonly legend: readonly { readonly tone: Tone; readonly says: string }[];
  readonly tables: readonly FigureTable[];
  /** On how much the figures rest, and what they leave out. */
  readonly basis: readonly string[];
  /** Name of the table among the open data. */
  readonly csv: string;
}

type Lines = 'limits' | 'times' | 'spent' | 'outcomes';

/** Words for figures of one procedure, in a language. */
class Sayings {
  readonly language: Language;
  readonly #view: Pick<View, 'roleName'>;
  readonly #procedure: Procedure | undefined;

  constructor(view: Pick<View, 'roleName'>, procedure: Procedure | undefined, language: Language) {
    this.language = language;
    this.#view = view;
    this.#procedure = procedure;
  }

  get n() {
    return (n: number): string => count(n)[this.language];
  }

  say(name: Exclude<keyof typeof FIGURE_TEXT, 'classes'>, values: Readonly<Record<string, string>> = {}): string {
    return fill(FIGURE_TEXT[name][this.language], values);
  }

  unknown(why: Parameters<Sayings['say']>[0]): string {
    return this.say('unknown', { why: this.say(why) });
  }

  /** "Langkah 3 · memberi disposisi" */
  step({ row, step }: Pick<ProcedureFigures[Lines][number], 'row'> & { readonly step?: string | undefined }): string {
    const activity = this.activity(step);
    return `${this.say('step')} ${row}${activity === '' ? '' : ` · ${activity}`}`;
  }

  activity(step: string | undefined): string {
    if (step === undefined) return this.say('narrowedCases');
    return this.#procedure?.steps.find(({ id }) => id === step)?.short[this.language] ?? '';
  }

  roles(roles: readonly string[]): string {
    if (roles.length === 0) return '–';
    return list(
      roles.map((role) => this.#view.roleName(role)[this.language]),
      'and',
      this.language,
    );
  }

  turns(n: number): string {
    return this.language === 'id' ? `${this.n(n)} giliran` : `${this.n(n)} ${n === 1 ? 'turn' : 'turns'}`;
  }

  cases(n: number): string {
    return this.language === 'id' ? `${this.n(n)} berkas` : `${this.n(n)} ${n === 1 ? 'case' : 'cases'}`;
  }

  entries(n: number): string {
    return this.language === 'id' ? `${this.n(n)} catatan` : `${this.n(n)} ${n === 1 ? 'entry' : 'entries'}`;
  }

  outOf(part: number, whole: number): string {
    return this.language === 'id' ? `${this.n(part)} dari ${this.n(whole)}` : `${this.n(part)} of ${this.n(whole)}`;
  }

  share(part: number, whole: number, why: Parameters<Sayings['say']>[0]): string {
    return whole > 0 ? percent(part, whole)[this.language] : this.unknown(why);
  }
}

/** A part of a bar, unless there is nothing of it. */
const part = (value: number, tone: Tone, says: string): BarPart[] => (value > 0 ? [{ value, tone, says }] : []);

function limitsPart(words: Sayings, { limits }: ProcedureFigures): FigurePart {
  const { kept, of } = keptOf(limits);
  const line = (one: { readonly kept: number; readonly of: number }) => [
    words.n(one.kept),
    words.n(one.of - one.kept),
    words.share(one.kept, one.of, 'noLimits'),
  ];
  const numbers = [words.say('onTime'), words.say('late'), words.say('share')];
  return {
    ...{ id: 'tenggat', title: words.say('limits'), how: words.say('limitsHow'), csv: 'limits' },
    none: limits.length === 0 ? words.unknown('noLimits') : undefined,
    bars: limits.map((one) => ({
      label: words.step(one),
      parts: [
        ...part(one.kept / one.of, 'done', words.n(one.kept)),
        ...part((one.of - one.kept) / one.of, 'late', words.n(one.of - one.kept)),
      ],
      says: words.outOf(one.kept, one.of),
    })),
    most: 1,
    legend: [
      { tone: 'done', says: words.say('onTime') },
      { tone: 'late', says: words.say('late') },
    ],
    tables: [
      {
        caption: words.say('limits'),
        activity: 1,
        head: [words.say('step'), words.say('activity'), words.say('roles'), ...numbers],
        rows: [
          ...limits.map((one) => [String(one.row), words.activity(one.step), words.roles(one.roles), ...line(one)]),
          [words.say('all'), '', '', ...line({ kept, of })],
        ],
      },
      {
        caption: `${words.say('limits')}: ${words.say('byRole')}`,
        head: [words.say('roles'), ...numbers],
        rows: limitsByRole(limits).map((one) => [words.roles(one.roles), ...line(one)]),
      },
    ],
    basis: [words.say('basis', { n: words.turns(of) })],
  };
}

const CLASS_TONES: readonly Tone[] = ['run', 'done', 'warn', 'late'];

function timesPart(words: Sayings, { times }: ProcedureFigures): FigurePart {
  const { language } = words;
  const classes = FIGURE_TEXT.classes.map((each) => each[language]);
  const all = times.reduce((sum, { spread }) => sum + spread.n, 0);
  return {
    ...{ id: 'lama', title: words.say('times'), how: words.say('timesHow'), csv: 'times' },
    none: times.length === 0 ? words.unknown('noTimes') : undefined,
    bars: times.map(({ row, step, within, spread, measure }) => ({
      label: words.step({ row, step }),
      parts: within.flatMap((n, i) => part(n / spread.n, CLASS_TONES[i] ?? 'late', words.n(n))),
      says: spread.median === undefined ? '' : measured(spread.median, measure)[language],
    })),
    most: 1,
    legend: classes.map((says, i) => ({ tone: CLASS_TONES[i] ?? 'late', says })),
    tables: [
      {
        caption: words.say('times'),
        activity: 1,
        head: [
          ...[words.say('step'), words.say('activity'), words.say('limit'), words.say('half'), words.say('nineInTen')],
          ...[...classes, words.say('turns')],
        ],
        rows: times.map(({ row, step, measure, limits, within, spread: { n, median, p90 } }) => {
          const long = (time: number | undefined) => (time === undefined ? '–' : measured(time, measure)[language]);
          return [
            ...[String(row), words.activity(step), limits.map(long).join(' / '), long(median), long(p90)],
            ...[...within.map(words.n), words.n(n)],
          ];
        }),
      },
    ],
    basis: [words.say('basis', { n: words.turns(all) })],
  };
}

function spentPart(words: Sayings, { spent }: ProcedureFigures): FigurePart {
  const { language } = words;
  const turns = spent.reduce((sum, { visits }) => sum + visits, 0);
  const seconds = spent.reduce((sum, one) => sum + one.seconds, 0);
  return {
    ...{ id: 'waktu', title: words.say('spent'), how: words.say('spentHow'), csv: 'spent' },
    none: spent.length === 0 ? words.unknown('noSpent') : undefined,
    bars: spent.map((one) => ({
      label: words.step(one),
      parts: part(one.seconds, one.roles.includes('applicant') ? 'wait' : 'run', ''),
      says: duration(one.seconds)[language],
    })),
    legend: [
      { tone: 'run', says: language === 'id' ? 'kantor' : 'the office' },
      { tone: 'wait', says: language === 'id' ? 'pemohon' : 'the applicant' },
    ],
    tables: [
      {
        caption: words.say('spent'),
        activity: 1,
        head: [
          ...[words.say('step'), words.say('activity'), words.say('roles'), words.say('turns')],
          ...[words.say('sum'), words.say('share'), words.say('each')],
        ],
        rows: spent.map((one) => [
          ...[String(one.row), words.activity(one.step), words.roles(one.roles), words.n(one.visits)],
          ...[duration(one.seconds)[language], words.share(one.seconds, seconds, 'noSpent')],
          duration(Math.floor(one.seconds / one.visits))[language],
        ]),
      },
    ],
    basis: [words.say('basis', { n: words.turns(turns) })],
  };
}

const OUTCOME_TONES: Readonly<Record<string, Tone>> = { returned: 'wait', 'timed-out': 'late', superseded: 'warn' };

function outcomesPart(words: Sayings, figures: ProcedureFigures): FigurePart {
  const { language } = words;
  const { outcomes, refused, unsound, fields, spent } = figures;
  const turns = spent.reduce((sum, { visits }) => sum + visits, 0);
  const tone = (outcome: string): Tone => OUTCOME_TONES[outcome] ?? 'stop';
  const kinds = [...new Set(outcomes.map(({ outcome }) => outcome))];
  const none = outcomes.length + refused.length + unsound > 0 ? undefined : words.say('noOutcomes');
  return {
    ...{ id: 'hasil', title: words.say('outcomes'), how: words.say('outcomesHow'), csv: 'outcomes' },
    none: turns + refused.length + unsound === 0 ? words.unknown('noSpent') : none,
    bars: outcomes.map((one) => ({
      label: `${words.step(one)}: ${outcomeWords(one.outcome)[language].toLowerCase()}`,
      parts: part(one.n, tone(one.outcome), ''),
      says: words.n(one.n),
    })),
    legend: kinds.map((outcome) => ({ tone: tone(outcome), says: outcomeWords(outcome)[language].toLowerCase() })),
    tables: [
      ...(outcomes.length === 0
        ? []
        : [
            {
              caption: words.say('outcomes'),
              activity: 1,
              head: [
                ...[
                  words.say('step'),
                  words.say('activity'),
                  words.say('roles'),
                  words.say('outcome'),
                  words.say('count'),
                ],
              ],
              rows: outcomes.map((one) => [
                ...[String(one.row), words.activity(one.step), words.roles(one.roles)],
                ...[outcomeWords(one.outcome)[language], words.n(one.n)],
              ]),
            },
          ]),
      ...(refused.length === 0
        ? []
        : [
            {
              caption: words.say('refused'),
              head: [words.say('reason'), words.say('count')],
              rows: refused.map(({ reason, n }) => [
                (REASONS as Readonly<Record<string, (typeof REASONS)['closed']>>)[reason]?.[language] ?? reason,
                words.n(n),
              ]),
            },
          ]),
      ...(fields.length === 0
        ? []
        : [
            {
              caption: words.say('fields'),
              head: [words.say('field'), words.say('count')],
              rows: fields.map(({ label, n }) => [label[language], words.n(n)]),
            },
          ]),
    ],
    basis: [
      words.say('basis', { n: words.turns(turns) }),
      ...(unsound > 0 ? [words.say('fieldsHow', { n: words.n(unsound) })] : []),
    ],
  };
}

/** The parts of a month's page that tell of one procedure. */
export function procedureParts(view: View, figures: ProcedureFigures, language: Language): FigurePart[] {
  const words = new Sayings(view, view.procedure(figures.id), language);
  return [
    limitsPart(words, figures),
    timesPart(words, figures),
    spentPart(words, figures),
    outcomesPart(words, figures),
  ];
}

/** What stands above them, in four numbers. */
export function procedureHead(view: View, figures: ProcedureFigures, language: Language) {
  const words = new Sayings(view, view.procedure(figures.id), language);
  const { submitted, narrowed, ended, limits, whole, zone } = figures;
  const { kept, of } = keptOf(limits);
  const all = ended.reduce((sum, { n }) => sum + n, 0);
  const notYet = language === 'id' ? 'belum ada' : 'none yet';
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

/** How much rooms are used. */
export function roomsPart(view: View, { rooms }: Pick<PublicFigures, 'rooms'>, language: Language): FigurePart {
  const words = new Sayings(view, undefined, language);
  const hours = (seconds: number) => words.say('hours', { n: words.n(Math.floor(seconds / 3_600)) });
  return {
    ...{ id: 'ruang', title: words.say('rooms'), how: words.say('roomsHow'), csv: 'rooms' },
    none: rooms.length === 0 ? words.say('noRooms') : undefined,
    bars: rooms.map(({ room, booked, open }) => ({
      label: view.roomName(room)[language],
      parts: open > 0 ? part(booked / open, 'run', '') : [],
      says: open > 0 ? percent(booked, open)[language] : '–',
    })),
    most: 1,
    legend: [],
    tables: [
      {
        caption: words.say('rooms'),
        head: [words.say('room'), words.say('uses'), words.say('booked'), words.say('open'), words.say('share')],
        rows: rooms.map(({ room, uses, booked, open }) => [
          ...[view.roomName(room)[language], words.n(uses), hours(booked), hours(open)],
          words.share(booked, open, 'notOpen'),
        ]),
      },
    ],
    basis: rooms.some(({ weekendsOnly }) => weekendsOnly) ? [words.say('weekendsOnly')] : [],
  };
}

type Now = PublicFiguresNow;

/** Where the cases of a procedure wait. */
export function waitingPart(view: View, { waiting, readAt }: Now, language: Language): FigurePart {
  const wordsOf = (id: string) => new Sayings(view, view.procedure(id), language);
  const words = wordsOf('');
  const several = new Set(waiting.map(({ procedure }) => procedure)).size > 1;
  const of = (id: string) => (several ? `${view.procedure(id)?.short ?? id}, ` : '');
  const { zone } = view.names;
  return {
    ...{ id: 'menunggu', title: words.say('waiting'), how: words.say('waitingHow'), csv: 'waiting' },
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
        activity: several ? 2 : 1,
        head: [
          ...(several ? ['SOP'] : []),
          ...[words.say('step'), words.say('activity'), words.say('roles'), words.say('cases'), words.say('overdue')],
          ...[words.say('since'), words.say('medianWait')],
        ],
        rows: waiting.map((one) => [
          ...(several ? [view.procedure(one.procedure)?.short ?? one.procedure] : []),
          ...[String(one.row), wordsOf(one.procedure).activity(one.step), words.roles(one.roles), words.n(one.n)],
          ...[words.n(one.late), shortTime(one.since, zone)[language], duration(one.median)[language]],
        ]),
      },
    ],
    basis: [
      words.say('basis', { n: words.cases(waiting.reduce((sum, { n }) => sum + n, 0)) }),
      `${language === 'id' ? 'Data per' : 'Data as of'} ${longTime(readAt, zone)[language]}.`,
    ],
  };
}

/** The last twelve months of a procedure. */
export function courseView(view: View, { procedure, months }: Now['course'][number], language: Language) {
  const words = new Sayings(view, view.procedure(procedure), language);
  const all = keptOf(months);
  return {
    title: view.procedure(procedure)?.title[language] ?? procedure,
    none: all.of === 0 ? words.unknown('noLimits') : undefined,
    columns: months.map(({ month, kept, of }): Column => ({
      label: monthName(month, language).slice(0, 3),
      share: of > 0 ? kept / of : undefined,
      says: of > 0 ? percent(kept, of)[language].replace(/[.,]\d/, '') : '–',
    })),
    table: {
      caption: words.say('course'),
      head: [
        ...[words.say('month'), words.say('submitted'), words.say('ended'), words.say('onTime'), words.say('late')],
        words.say('share'),
      ],
      rows: months.map(({ month, kept, of, submitted, ended }) => [
        ...[monthName(month, language), words.n(submitted), words.n(ended), words.n(kept), words.n(of - kept)],
        of > 0 ? percent(kept, of)[language] : '–',
      ]),
    } satisfies FigureTable,
    basis: words.say('basis', { n: words.turns(all.of) }),
  };
}

/** How long after its time what happened in a procedure was recorded. */
export function recordingPart(
  view: View,
  { procedure, months }: PublicRecording['procedures'][number],
  language: Language,
): FigurePart {
  const words = new Sayings(view, view.procedure(procedure), language);
  const shown = months.filter(({ acts, clock }) => acts.n + acts.unknown + clock.n + clock.unknown > 0).reverse();
  const latest = shown.find(({ acts, clock }) => acts.n + clock.n > 0);
  const long = (seconds: number | undefined) => (seconds === undefined ? '–' : shortLength(seconds, language));
  const bars = ({ what, lag }: { readonly what: 'acts' | 'clock'; readonly lag: Lag }): Bar[] =>
    lag.median === undefined || lag.p90 === undefined
      ? []
      : [
          {
            label: `${words.say(what)}: ${words.say('half')}`,
            parts: part(lag.median, 'run', ''),
            says: long(lag.median),
          },
          {
            label: `${words.say(what)}: ${words.say('nineInTen')}`,
            parts: part(lag.p90, 'warn', ''),
            says: long(lag.p90),
          },
        ];
  const columns = [words.say('count'), words.say('half'), words.say('nineInTen')];
  const unknown = shown.reduce((sum, { acts, clock }) => sum + acts.unknown + clock.unknown, 0);
  const counted = shown.reduce((sum, { acts, clock }) => sum + acts.n + clock.n, 0);
  const title = view.procedure(procedure)?.title[language] ?? procedure;
  return {
    ...{ id: `pencatatan-${procedure}`, title, how: '', csv: 'recording' },
    none: latest ? undefined : words.unknown('noRecording'),
    bars: latest
      ? [...bars({ what: 'acts', lag: latest.acts }), ...bars({ what: 'clock', lag: latest.clock })].map((bar) => ({
          ...bar,
          label: `${monthName(latest.month, language)} · ${bar.label}`,
        }))
      : [],
    legend: [],
    tables: [
      {
        caption: words.say('recording'),
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

/** A length of time that may be shorter than a minute: in seconds then. */
const shortLength = (seconds: number, language: Language): string =>
  seconds < 60
    ? language === 'id'
      ? `${seconds} detik`
      : `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
    : duration(seconds)[language];
