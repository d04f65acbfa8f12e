/**
 * The first field of every request: its procedure, which nobody types, and above all others what is to be known before
 * one types: whose turn it is, what waits on this device, what the process found, why the last save was refused.
 */
import { type Problem, problemSentence, subjectOf } from '#domain/problem.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import { toInstant } from '#domain/clock/instant.ts';
import { longTime } from '#domain/words/time.ts';
import { changesBetween } from '../changes.ts';
import { type Child, type ControlProps, component, decap, type Element, type Immutable, plain } from '../cms.ts';
import { fillForm } from '../filling.ts';
import { findings, onFindings, onLook } from '../findings.ts';
import { isDeviceFull, onKeeping, opened, takeUp, throwAway, typedText, type TypedHere } from '../keeping.ts';
import { fieldElement, markInvalid } from '../page.ts';
import { entryOf, type FormWorld, type TurnNow, turnNow } from '../pre-save.ts';
import { signInHere } from '../session.ts';
import { applied } from '../../request/normalise.ts';
import { sayForm } from '../../request/words.ts';
import { WORDS } from '../words.ts';
import { localTimes } from '../../request/zoned.ts';

type Values = Readonly<Record<string, unknown>>;

interface State {
  readonly turn: TurnNow | undefined;
  /** What waits on this device and is not in the form. */
  readonly waiting: readonly TypedHere[];
  /** What was put into the form, and what it held before. */
  readonly restored?: { readonly at: string; readonly before: Values } | undefined;
  readonly news: string;
}

/** Milliseconds between two looks at whose turn it is, while the page is visible: often for a while after something was sent. */
const LOOK_EVERY = 15_000;
const LOOK_OFTEN = 1_500;
const OFTEN = 20;

interface Methods {
  ending: (() => void)[];
  looking: number;
  often: number;
  look(): Promise<void>;
  lookOn(): void;
  panel: HTMLElement | null;
  getInitialState(): State;
  componentDidMount(): void;
  componentDidUpdate(): void;
  componentWillUnmount(): void;
  shouldComponentUpdate(): boolean;
  heard(): void;
  isValid(): true;
  begin(): Promise<void>;
  use(waiting: TypedHere): Promise<void>;
  drop(waiting: TypedHere): Promise<void>;
  back(): void;
  choose(at: number): void;
  signIn(): Promise<void>;
}

export function procedureControl(world: FormWorld): object {
  const { h } = decap();
  const { language, office } = world;
  const say = (
    text: (typeof WORDS)[keyof typeof WORDS],
    places: Readonly<Record<string, string | number>> = {},
  ): string => sayForm(text, language, places);

  const subjectItem = (problem: Problem, subject: string): Element => {
    if (subject === '') return null;
    const find = (): HTMLElement | undefined => fieldElement(problem.path, problem.label?.[language] ?? '');
    if (!find()) return h('strong', null, `${subject}:`);
    const go = (): void => find()?.focus();
    return h('button', { type: 'button', className: 'ke-isian', onClick: go }, `${subject}:`);
  };

  const problemItem = (problem: Problem, inZone: (sentence: string) => string): Element => {
    const key = `${problem.file} ${problem.path} ${problem.code}`;
    const said = inZone(problemSentence(problem, language));
    return h('li', { key }, subjectItem(problem, subjectOf(problem, language)), ' ', said);
  };

  const problemItems = (problems: readonly Problem[], inZone: (sentence: string) => string): Element =>
    problems.length > 0 ? h('ul', null, ...problems.map((each) => problemItem(each, inZone))) : null;

  const box = (tone: string, ...inside: Child[]): Element =>
    h('div', { className: `keadaan keadaan-${tone}` }, ...inside);

  const button = (words: string, onClick: () => void): Element =>
    h('button', { type: 'button', className: 'tombol', onClick }, words);

  const dataOf = (entry: Immutable): Immutable => entry.get('data') as Immutable;

  return component<ControlProps, State, Methods>({
    ending: [],
    looking: 0,
    often: 0,
    panel: null,
    getInitialState: () => ({ turn: undefined, waiting: [], news: '' }),
    componentDidMount() {
      const listen = (): void => this.forceUpdate();
      const soon = (): void => {
        this.often = OFTEN;
        void this.look();
        this.lookOn();
      };
      this.ending = [onFindings(() => this.heard()), onLook(soon), onKeeping(listen)];
      void this.look();
      this.lookOn();
      this.begin().catch(console.error);
    },
    componentDidUpdate() {
      const fields = findings().problems.flatMap(
        ({ path, label }) => fieldElement(path, label?.[language] ?? '') ?? [],
      );
      markInvalid(findings().keeps === 'remaining' ? [] : fields);
    },
    componentWillUnmount() {
      clearTimeout(this.looking);
      for (const end of this.ending) end();
      delete document.documentElement.dataset['mayDelete'];
    },
    shouldComponentUpdate: () => true,
    lookOn() {
      clearTimeout(this.looking);
      const wait = this.often > 0 ? LOOK_OFTEN : LOOK_EVERY;
      this.often = Math.max(0, this.often - 1);
      this.looking = window.setTimeout(() => {
        if (!document.hidden) void this.look();
        this.lookOn();
      }, wait);
    },
    async look() {
      const turn = await turnNow(entryOf(this.props.getEntry(), office), world);
      document.documentElement.dataset['mayDelete'] = String(turn.mayDelete === true);
      // Screen readers announce what changes here: so the same turn is not set twice.
      if (JSON.stringify(turn) !== JSON.stringify(this.state.turn)) this.setState({ turn });
    },
    heard() {
      this.forceUpdate();
      const { problems, refusal, keeps } = findings();
      if (keeps !== 'remaining' && (problems.length > 0 || refusal !== undefined)) {
        this.panel?.focus();
        this.panel?.scrollIntoView({ block: 'nearest' });
      }
    },
    isValid: () => true,
    /** What was typed and not saved comes back by itself, unless the office has had something new since. */
    async begin() {
      const waiting = await opened(this.props.getEntry());
      const own = waiting.find(({ isCurrent }) => isCurrent);
      this.setState({ waiting: waiting.filter((each) => each !== own) });
      if (own) await this.use(own);
    },
    async use(waiting) {
      const { draft } = waiting;
      const data = dataOf(this.props.getEntry());
      await takeUp(draft);
      fillForm(data, draft.value);
      this.setState({
        waiting: this.state.waiting.filter((each) => each !== waiting),
        restored: { at: draft.typedAt ?? '', before: plain(data) as Values },
      });
    },
    async drop(waiting) {
      this.setState({ waiting: this.state.waiting.filter((each) => each !== waiting) });
      await throwAway(waiting.draft);
    },
    back() {
      const { restored } = this.state;
      if (restored) fillForm(dataOf(this.props.getEntry()), restored.before);
      this.setState({ restored: undefined });
    },
    choose(at) {
      const proposes = this.state.turn?.choices?.[at] ?? [];
      const data = dataOf(this.props.getEntry());
      const edits = proposes.map(({ pointer, ...value }) => ({ path: segmentsOf(pointer), ...value }));
      fillForm(data, applied(plain(data), edits) as Values);
      this.setState({ news: say(WORDS.chosen, { n: at + 1 }) });
    },
    async signIn() {
      this.setState({ news: say(WORDS.waitingPopup) });
      this.setState({ news: await signInHere(new AbortController().signal) });
      await this.look();
    },
    render() {
      const { field, classNameWrapper, forID, getEntry } = this.props;
      const { turn, waiting, restored, news } = this.state;
      const { problems, refusal, keeps = 'saving', ended } = findings();
      const procedure = office.procedures.find(({ id }) => id === field.get('default'));
      const inZone = (sentence: string): string =>
        procedure ? localTimes(sentence, procedure.zone, language) : sentence;
      const held = (element: HTMLElement | null): void => {
        this.panel = element;
      };
      const at = (typedAt: string): string =>
        procedure && typedAt !== '' ? longTime(toInstant(Date.parse(typedAt)), procedure.zone)[language] : '';
      const changes = (before: unknown, after: unknown) =>
        procedure ? changesBetween(office, procedure, before, after, language) : [];
      const now = (): unknown => plain(dataOf(getEntry()));
      const differing = ({ draft }: TypedHere): Element =>
        h(
          'ul',
          null,
          ...changes(now(), draft.value).map(({ label, before, after }) =>
            h('li', { key: label }, say(WORDS.differs, { label, there: before, here: after })),
          ),
        );
      const waits = (each: TypedHere): Element =>
        h(
          'div',
          { className: 'keadaan keadaan-attention', key: each.draft.key },
          h('p', null, say(each.isCurrent ? WORDS.waits : WORDS.waitsMoved, { t: at(each.draft.typedAt ?? '') })),
          differing(each),
          button(say(WORDS.useTyped), () => void this.use(each)),
          button(say(WORDS.dropTyped), () => void this.drop(each)),
        );
      const choice = (proposes: NonNullable<TurnNow['choices']>[number], index: number): Element => {
        const edits = proposes.map(({ pointer, ...value }) => ({ path: segmentsOf(pointer), ...value }));
        return h(
          'div',
          { key: index },
          h('p', null, h('strong', null, say(WORDS.choice, { n: index + 1 }))),
          h(
            'ul',
            null,
            ...changes(now(), applied(now(), edits)).map(({ label, after }) =>
              h('li', { key: label }, `${label}: ${after}`),
            ),
          ),
          button(`${say(WORDS.choose)} (${say(WORDS.choice, { n: index + 1 })})`, () => this.choose(index)),
        );
      };
      const signIn = ended || turn?.ended ? button(say(WORDS.signInAgain), () => void this.signIn()) : null;
      const download = (): void => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([typedText()], { type: 'application/json' }));
        link.download = 'isian.json';
        link.click();
      };
      return h(
        'div',
        { className: classNameWrapper },
        h('output', { id: forID }, String(field.get('title') ?? field.get('default') ?? '')),
        h(
          'div',
          { ref: held, tabIndex: -1, role: 'status', 'aria-live': 'polite', className: 'keadaan-semua' },
          turn
            ? box(
                refusal === turn.sentence ? 'closed' : turn.tone,
                h('p', null, turn.sentence),
                turn.found ? h('ul', null, ...turn.found.map((line, i) => h('li', { key: i }, line))) : null,
                problemItems(turn.problems ?? [], inZone),
                turn.choices ? turn.choices.map(choice) : null,
                turn.ended ? signIn : null,
              )
            : box('calm', h('p', null, say(WORDS.checking))),
          refusal !== undefined && refusal !== turn?.sentence
            ? box('closed', h('p', null, refusal), turn?.ended ? null : signIn)
            : null,
          problems.length === 0
            ? null
            : keeps === 'remaining'
              ? box(
                  'calm',
                  h(
                    'details',
                    null,
                    h('summary', null, say(WORDS.remaining, { n: problems.length })),
                    problemItems(problems, inZone),
                  ),
                )
              : box(
                  'attention',
                  h('p', null, say(WORDS[SAID[keeps]], { n: problems.length })),
                  problemItems(problems, inZone),
                ),
          isDeviceFull() ? box('closed', h('p', null, say(WORDS.full)), button(say(WORDS.download), download)) : null,
          restored
            ? box(
                'attention',
                h('p', null, say(WORDS.restored, { t: at(restored.at) })),
                button(say(WORDS.backToSaved), () => this.back()),
              )
            : null,
          ...waiting.map(waits),
          news === '' ? null : h('p', null, news),
        ),
      );
    },
  });
}

/** What problems keep from happening, in words. */
const SAID = { saving: 'problems', submitting: 'notSubmitted' } as const;
