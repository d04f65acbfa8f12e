/**
 * Attachments, chosen together and put beside the request in the same commit. Each is read before it is taken: name,
 * size and kind by content, by the process's own rules (R8).
 */
import type { Language } from '#domain/problem.ts';
import { checkAttachment } from '#domain/request/attachment-type.ts';
import { TREE_LIMITS } from '#domain/request/tree.ts';
import { attachmentName } from '../attachment-name.ts';
import { type ControlProps, component, decap, plain } from '../cms.ts';
import { openInBrowser } from '../open-objects.ts';
import { sayForm, WORDS } from '../words.ts';

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

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg';

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
          ? sayForm(WORDS.attachmentTwice, language, { name })
          : await faultOf(name, file, language);
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
          ? h('p', { className: 'pelan' }, sayForm(WORDS.attachmentNone, language))
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
                    sayForm(WORDS.attachmentRemove, language, { name }),
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

async function faultOf(name: string, file: File, language: Language): Promise<string | undefined> {
  if (file.size > TREE_LIMITS.attachment) return sayForm(WORDS.attachmentLarge, language, { name });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const checked = checkAttachment(name, bytes, await openInBrowser(bytes));
  if (!('problem' in checked)) return undefined;
  const { message, fix } = checked.problem;
  return `${name}: ${message[language]}.${fix ? ` ${fix[language]}.` : ''}`;
}
