/** Around every kind of field, Decap's and our own: it can be filled from outside, tells what is typed, and keeps no draft from being saved. */
import { type ControlProps, component, decap, type Immutable } from '../cms.ts';
import { fillable } from '../filling.ts';
import { typed } from '../keeping.ts';

/** Decap's names of the kinds of field that requests are made of. */
export const DECAP_WIDGETS = ['string', 'text', 'number', 'boolean', 'select', 'list', 'object'] as const;

/** What Decap calls of a control. */
type Control = Readonly<Record<string, unknown>>;

interface OuterState {
  /** Grows with every filling: a control that keeps a state of its own begins again. */
  readonly filled: number;
}

interface OuterMethods {
  inner: Control | null;
  end(): void;
  getInitialState(): OuterState;
  componentDidMount(): void;
  componentDidUpdate(before: ControlProps): void;
  componentWillUnmount(): void;
  getWrappedInstance(): object;
}

/** Stands for a value that is not there, so that Decap's rule for needed fields finds one. */
const NOTHING = { empty: true };

export function outer(control: object): object {
  const { h } = decap();
  return component<ControlProps, OuterState, OuterMethods>({
    inner: null,
    end: () => undefined,
    getInitialState: () => ({ filled: 0 }),
    componentDidMount() {
      const { field, parentIds = [] } = this.props;
      if (parentIds.length > 0) return;
      this.end = fillable(String(field.get('name')), (value) => {
        this.props.onChange(value);
        this.setState({ filled: this.state.filled + 1 });
      });
    },
    componentDidUpdate(before) {
      const { value, parentIds = [], getEntry } = this.props;
      if (parentIds.length === 0 && value !== before.value) typed(getEntry());
    },
    componentWillUnmount() {
      this.end();
    },
    /** What Decap takes for the control: the one that is inside now. */
    getWrappedInstance() {
      const read = (name: string | symbol): unknown => this.inner?.[String(name)];
      return new Proxy(
        {},
        {
          get: (_none, name) => {
            if (name === 'getValidateValue') return () => valueOf(this.inner, this.props) ?? NOTHING;
            if (typeof read(name) !== 'function') return read(name);
            return (...given: unknown[]): unknown =>
              (read(name) as (...all: unknown[]) => unknown).apply(this.inner, given);
          },
        },
      );
    },
    render() {
      const held = (inner: Control | null): void => {
        this.inner = inner;
      };
      return h(control, { ...this.props, key: this.state.filled, ref: held });
    },
  });
}

/** What a control says that it holds; undefined where that is empty. */
function valueOf(inner: Control | null, { value }: ControlProps): unknown {
  const own = inner?.['getValidateValue'];
  const found: unknown = (typeof own === 'function' ? (own.call(inner) as unknown) : undefined) ?? value;
  const isEmpty = found === '' || found === null || (found as Partial<Immutable> & { size?: number })?.size === 0;
  return isEmpty ? undefined : found;
}
