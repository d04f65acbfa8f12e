/**
 * The first field of every request: its procedure, which nobody types, and above all others what is to be known before
 * one types: whose turn it is, what the process found, why the last save was refused.
 */
import { type Problem, problemSentence, subjectOf } from '#domain/problem.ts';
import { type Child, type ControlProps, component, decap, type Element } from '../cms.ts';
import { findings, onFindings, tell } from '../findings.ts';
import { entryOf, type FormWorld, turnNow } from '../pre-save.ts';
import type { FormTurn } from '../turn.ts';
import { sayForm } from '../../request/words.ts';
import { WORDS } from '../words.ts';
import { localTimes } from '../../request/zoned.ts';

interface State {
  readonly turn: FormTurn | undefined;
}

/** Milliseconds between two looks at whose turn it is, while the page is visible. */
const LOOK_EVERY = 15_000;

interface Methods {
  ending: (() => void)[];
  look(): Promise<void>;
  panel: HTMLElement | null;
  getInitialState(): State;
  componentDidMount(): void;
  componentWillUnmount(): void;
  shouldComponentUpdate(): boolean;
  heard(): void;
  isValid(): true;
}

export function procedureControl(world: FormWorld): object {
  const { h } = decap();
  const { language } = world;

  const problemItem = (problem: Problem, inZone: (sentence: string) => string): Element => {
    const subject = subjectOf(problem, language);
    const key = `${problem.file} ${problem.path} ${problem.code}`;
    const said = inZone(problemSentence(problem, language));
    return h('li', { key }, subject === '' ? null : h('strong', null, `${subject}: `), said);
  };

  const problemItems = (problems: readonly Problem[], inZone: (sentence: string) => string): Element =>
    problems.length > 0 ? h('ul', null, ...problems.map((each) => problemItem(each, inZone))) : null;

  const box = (tone: string, ...inside: Child[]): Element =>
    h('div', { className: `keadaan keadaan-${tone}` }, ...inside);

  return component<ControlProps, State, Methods>({
    ending: [],
    panel: null,
    getInitialState: () => ({ turn: undefined }),
    componentDidMount() {
      tell();
      const timer = setInterval(() => {
        if (!document.hidden) void this.look();
      }, LOOK_EVERY);
      this.ending = [onFindings(() => this.heard()), () => clearInterval(timer)];
      void this.look();
    },
    componentWillUnmount() {
      for (const end of this.ending) end();
    },
    shouldComponentUpdate: () => true,
    async look() {
      const turn = await turnNow(entryOf(this.props.getEntry(), world.office), world);
      // Screen readers announce what changes here: so the same turn is not set twice.
      if (JSON.stringify(turn) !== JSON.stringify(this.state.turn)) this.setState({ turn });
    },
    heard() {
      this.forceUpdate();
      const { problems, refusal } = findings();
      if (problems.length > 0 || refusal !== undefined) {
        this.panel?.focus();
        this.panel?.scrollIntoView({ block: 'nearest' });
      }
    },
    isValid: () => true,
    render() {
      const { field, classNameWrapper, forID } = this.props;
      const { turn } = this.state;
      const { problems, refusal } = findings();
      const procedure = world.office.procedures.find(({ id }) => id === field.get('default'));
      const inZone = (sentence: string): string =>
        procedure ? localTimes(sentence, procedure.zone, language) : sentence;
      const held = (element: HTMLElement | null): void => {
        this.panel = element;
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
              )
            : box('calm', h('p', null, sayForm(WORDS.checking, language))),
          refusal !== undefined && refusal !== turn?.sentence ? box('closed', h('p', null, refusal)) : null,
          problems.length > 0
            ? box(
                'attention',
                h('p', null, sayForm(WORDS.problems, language, { n: problems.length })),
                problemItems(problems, inZone),
              )
            : null,
        ),
      );
    },
  });
}
