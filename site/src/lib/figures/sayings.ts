import type { Procedure } from '#domain/generated/procedure.ts';
import type { Procedure as ProcedureFigures } from '#domain/generated/public-figures.ts';
import type { Language } from '#domain/problem.ts';
import { count, measured, percent } from '#domain/words/duration.ts';
import { list } from '#domain/words/language.ts';
import { fill } from '../text.ts';
import type { PageView } from '../view.ts';
import type { Whisker } from './figure-part.ts';
import { FIGURE_TEXT } from './words.ts';

type Took = Omit<ProcedureFigures['times'][number], 'within'>;
type Lines = 'limits' | 'times' | 'spent' | 'outcomes';

/** Writes the words and numbers for the figures of one procedure in one language. */
export class Sayings {
  readonly language: Language;
  readonly #view: Pick<PageView, 'roleName'>;
  readonly #procedure: Procedure | undefined;

  constructor(view: Pick<PageView, 'roleName' | 'language'>, procedure?: Procedure) {
    this.language = view.language;
    this.#view = view;
    this.#procedure = procedure;
  }

  get n() {
    return (n: number): string => count(n)[this.language];
  }

  say(name: Exclude<keyof typeof FIGURE_TEXT, 'classes'>, values: Readonly<Record<string, string>> = {}): string {
    return fill(FIGURE_TEXT[name][this.language], values);
  }

  heads(...names: readonly Parameters<Sayings['say']>[0][]): string[] {
    return names.map((name) => this.say(name));
  }

  unknown(why: Parameters<Sayings['say']>[0]): string {
    return this.say('unknown', { why: this.say(why) });
  }

  /** Writes the name of a step: "Langkah 3 · memberi disposisi". */
  step({ row, step }: Pick<ProcedureFigures[Lines][number], 'row'> & { readonly step?: string | undefined }): string {
    const activity = this.activity(step);
    return `${this.say('step')} ${row}${activity === '' ? '' : ` · ${activity}`}`;
  }

  /** Writes the limit of visits: "30 menit". If there were several: "1 menit sampai 5 menit". */
  limit({ measure, limits }: Pick<Took, 'measure' | 'limits'>): string {
    const ends = [...new Set([Math.min(...limits), Math.max(...limits)])];
    return ends.map((each) => measured(each, measure)[this.language]).join(this.say('upTo'));
  }

  /**
   * Writes the median or the 90th percentile of visits: "2 menit". If the visits had several limits, it also names the
   * share of their own limits, since no single limit says what the time means (R7): "2 menit (40%)".
   */
  took({ measure, limits, spread, share }: Took, which: 'median' | 'p90'): string {
    const [time, part] = [spread[which], share[which]];
    if (time === undefined || part === undefined) return '–';
    const says = measured(time, measure)[this.language];
    return limits.length > 1 ? `${says} (${percent(part, 1_000)[this.language]})` : says;
  }

  /** Returns the drawing of how long a step took. Each visit is compared with its own limit (R7). */
  whisker(took: Took): Whisker[] {
    const { median, p90 } = took.share;
    if (median === undefined || p90 === undefined) return [];
    const says = `${this.took(took, 'median')} ${this.say('ofLimit', { t: this.limit(took) })}`;
    return [{ label: this.step(took), median: median / 1_000, p90: p90 / 1_000, says }];
  }

  activity(step: string | undefined): string {
    if (step === undefined) return this.say('restrictedCases');
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

  /** Writes hours, rounded down to a tenth of an hour: "4,5 jam". */
  hours(seconds: number): string {
    const tenths = Math.floor(seconds / 360);
    const rest = tenths % 10 === 0 ? '' : `${this.language === 'id' ? ',' : '.'}${tenths % 10}`;
    return this.say('hours', { n: `${this.n(Math.floor(tenths / 10))}${rest}` });
  }

  turns(n: number): string {
    return this.language === 'id' ? `${this.n(n)} giliran` : `${this.n(n)} ${n === 1 ? 'turn' : 'turns'}`;
  }

  cases(n: number): string {
    return this.language === 'id' ? `${this.n(n)} berkas` : `${this.n(n)} ${n === 1 ? 'case' : 'cases'}`;
  }

  entries(n: number): string {
    return this.language === 'id' ? `${this.n(n)} entri` : `${this.n(n)} ${n === 1 ? 'entry' : 'entries'}`;
  }

  outOf(part: number, whole: number): string {
    return this.language === 'id' ? `${this.n(part)} dari ${this.n(whole)}` : `${this.n(part)} of ${this.n(whole)}`;
  }

  share(part: number, whole: number, why: Parameters<Sayings['say']>[0]): string {
    return whole > 0 ? percent(part, whole)[this.language] : this.unknown(why);
  }
}
