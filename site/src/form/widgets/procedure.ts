/**
 * The first field of every request: its procedure, which nobody types, and above all others what is to be known before
 * one types: whose turn it is, what the process found, why the last save was refused.
 */
import { formatProblem, type Problem } from '../../../../scripts/problem.ts';
import { type Child, type ControlProps, component, decap, type Element } from '../cms.ts';
import { findings, listen, tell } from '../findings.ts';
import { entryOf, type FormWorld, turnNow } from '../pre-save.ts';
import type { Turn } from '../turn.ts';
import { say, WORDS } from '../words.ts';

interface State {
  readonly turn: Turn | undefined;
}

interface Methods {
  unlisten: () => void;
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

  const problemItem = (problem: Problem): Element => {
    const { label, path } = problem;
    const rest = formatProblem({ ...problem, file: '', path: '', line: 0 }, language).replace(/^:0 — /, '');
    const said = rest.replace(/^“[^”]*” — /, '');
    return h('li', { key: `${path} ${problem.code}` }, label ? h('strong', null, `${label[language]}: `) : null, said);
  };

  const box = (tone: string, ...inside: Child[]): Element =>
    h('div', { className: `keadaan keadaan-${tone}` }, ...inside);

  return component<ControlProps, State, Methods>({
    unlisten: () => undefined,
    panel: null,
    getInitialState: () => ({ turn: undefined }),
    componentDidMount() {
      tell();
      this.unlisten = listen(() => this.heard());
      void turnNow(entryOf(this.props.entry, world.office), world).then((turn) => this.setState({ turn }));
    },
    componentWillUnmount() {
      this.unlisten();
    },
    shouldComponentUpdate: () => true,
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
                turn.tone,
                h('p', null, turn.sentence),
                turn.found
                  ? h('ul', null, ...turn.found.map((line, i) => h('li', { key: i }, line.replace(/^• /, ''))))
                  : null,
              )
            : box('calm', h('p', null, say(WORDS.checking, language))),
          refusal !== undefined && refusal !== turn?.sentence ? box('closed', h('p', null, refusal)) : null,
          problems.length > 0
            ? box(
                'attention',
                h('p', null, say(WORDS.problems, language, { n: problems.length })),
                h('ul', null, ...problems.map(problemItem)),
              )
            : null,
        ),
      );
    },
  });
}
