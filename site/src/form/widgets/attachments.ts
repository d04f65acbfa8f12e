/**
 * Attachments, chosen together and put beside the request in the same commit. Each is read before it is taken: name,
 * size and kind by content, by the process's own rules (R8).
 */
import type { Language } from '#domain/problem.ts';
import { ACCEPTED, attachmentFault } from '../../request/attachment.ts';
import { attachmentName } from '../../request/attachment-name.ts';
import { type ControlProps, component, decap, plain } from '../cms.ts';
import { REQUEST_WORDS, sayForm } from '../../request/words.ts';

interface State {
  readonly said: readonly string[];
  readonly isBusy: boolean;
}

interface Methods {
  getInitialState(): State;
  shouldComponentUpdate(): boolean;
  names(): string[];
  add(files: readonly File[]): Promise<void>;
}

export function attachmentsControl(language: Language): object {
  const { h } = decap();
  return component<ControlProps, State, Methods>({
    getInitialState: () => ({ said: [], isBusy: false }),
    shouldComponentUpdate: () => true,
    names() {
      const value = plain(this.props.value);
      return Array.isArray(value) ? value.map(String) : [];
    },
    async add(files) {
      const { field, onPersistMedia, onChange } = this.props;
      const said: string[] = [];
      this.setState({ isBusy: true, said: [] });
      for (const file of files) {
        const name = attachmentName(file.name);
        const fault = this.names().includes(name)
          ? sayForm(REQUEST_WORDS.attachmentTwice, language, { name })
          : await attachmentFault(name, file, language);
        if (fault !== undefined) {
          said.push(fault);
          continue;
        }
        await onPersistMedia(new File([file], name, { type: file.type }), { field });
        onChange([...this.names(), name]);
      }
      this.setState({ isBusy: false, said });
    },
    render() {
      const { forID, classNameWrapper, onChange, setActiveStyle, setInactiveStyle } = this.props;
      const { said, isBusy } = this.state;
      const names = this.names();
      const remove = (name: string): void => onChange(names.filter((each) => each !== name));
      const picked = ({ target }: { readonly target: HTMLInputElement }): void => {
        const files = [...(target.files ?? [])];
        target.value = '';
        void this.add(files);
      };
      return h(
        'div',
        { className: classNameWrapper },
        names.length === 0
          ? h('p', { className: 'pelan' }, sayForm(REQUEST_WORDS.attachmentNone, language))
          : h(
              'ul',
              { className: 'lampiran' },
              ...names.map((name) =>
                h(
                  'li',
                  { key: name },
                  h('span', null, name),
                  h(
                    'button',
                    { type: 'button', onClick: () => remove(name) },
                    sayForm(REQUEST_WORDS.attachmentRemove, language, { name }),
                  ),
                ),
              ),
            ),
        h('input', {
          id: forID,
          type: 'file',
          multiple: true,
          accept: ACCEPTED,
          disabled: isBusy,
          className: 'isian-lampiran',
          onChange: picked,
          onFocus: setActiveStyle,
          onBlur: setInactiveStyle,
        }),
        h(
          'div',
          { role: 'status', 'aria-live': 'polite' },
          ...said.map((line) => h('p', { key: line, className: 'salah' }, line)),
        ),
      );
    },
  });
}
