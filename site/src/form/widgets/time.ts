import { fromWall, toWall } from '../../lib/wall-time.ts';
import { type ControlProps, component, decap } from '../cms.ts';

interface InstantState {
  /** What stands in the field. */
  readonly wall: string;
}

interface InstantMethods {
  /** What was last given to Decap. */
  written: unknown;
  getInitialState(): InstantState;
  componentDidUpdate(before: ControlProps): void;
  shouldComponentUpdate(): boolean;
  typed(wall: string): void;
}

/**
 * A moment: asked on the office's wall clock, kept with its offset. Its zone stands beside it. The field is left alone
 * while somebody types in it; it shows the request's value again once that is not what was typed.
 */
export function instantControl(): object {
  const { h } = decap();
  const zoneOf = ({ field }: ControlProps): string => String(field.get('zone'));
  return component<ControlProps, InstantState, InstantMethods>({
    written: undefined,
    getInitialState() {
      this.written = this.props.value;
      return { wall: toWall(this.props.value, zoneOf(this.props)) };
    },
    shouldComponentUpdate: () => true,
    componentDidUpdate(before) {
      const { value } = this.props;
      if (value === before.value || value === this.written) return;
      this.written = value;
      this.setState({ wall: toWall(value, zoneOf(this.props)) });
    },
    typed(wall) {
      this.written = fromWall(wall, zoneOf(this.props)) ?? '';
      this.setState({ wall });
      this.props.onChange(this.written);
    },
    render() {
      const { field, forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      return h(
        'div',
        { className: classNameWrapper },
        h('input', {
          id: forID,
          type: 'datetime-local',
          className: 'isian-waktu',
          value: this.state.wall,
          onChange: ({ target }: { readonly target: HTMLInputElement }) => this.typed(target.value),
          onFocus: setActiveStyle,
          onBlur: setInactiveStyle,
        }),
        h('span', { className: 'pelan' }, ` ${String(field.get('zone_name'))}`),
      );
    },
  });
}

/** A date, which has no zone. */
export function dateControl(): object {
  const { h } = decap();
  return component<ControlProps>({
    render() {
      const { value, forID, classNameWrapper, onChange, setActiveStyle, setInactiveStyle } = this.props;
      return h(
        'div',
        { className: classNameWrapper },
        h('input', {
          id: forID,
          type: 'date',
          className: 'isian-waktu',
          value: typeof value === 'string' ? value : '',
          onChange: ({ target }: { readonly target: HTMLInputElement }) => onChange(target.value),
          onFocus: setActiveStyle,
          onBlur: setInactiveStyle,
        }),
      );
    },
  });
}
