import { type ControlProps, component, decap } from '../cms.ts';
import { fromWall, toWall } from '../zoned.ts';

/** A moment: asked on the office's wall clock, kept with its offset. Its zone stands beside it. */
export function instantControl(): object {
  const { h } = decap();
  return component<ControlProps>({
    render() {
      const { value, field, forID, classNameWrapper, onChange, setActiveStyle, setInactiveStyle } = this.props;
      const zone = String(field.get('zone'));
      return h(
        'div',
        { className: classNameWrapper },
        h('input', {
          id: forID,
          type: 'datetime-local',
          className: 'isian-waktu',
          defaultValue: toWall(value, zone),
          onChange: ({ target }: { readonly target: HTMLInputElement }) => onChange(fromWall(target.value, zone) ?? ''),
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
