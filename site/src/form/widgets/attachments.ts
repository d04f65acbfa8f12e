/**
 * Attachments, chosen together and put beside the request in the same commit. Each is read before it is taken: name,
 * size and kind by content, by the process's own rules (R8). Until they are saved they wait on this device, as what is typed does.
 */
import type { Language } from '#domain/problem.ts';
import { sayWriting } from '../../desk/request/words.ts';
import { ACCEPTED, attachmentFault, neighbourFault, fitting, mostAttachments } from '../../request/attachment.ts';
import { attachmentName } from '../../request/attachment-name.ts';
import { type ControlProps, component, decap, plain } from '../cms.ts';
import { attached, waitingFile } from '../keeping.ts';
import { REQUEST_WORDS, sayForm } from '../../request/words.ts';

interface State {
  readonly said: readonly string[];
  readonly faults: readonly string[];
  readonly isBusy: boolean;
}

interface Methods {
  getInitialState(): State;
  componentDidMount(): void;
  shouldComponentUpdate(): boolean;
  names(): string[];
  add(files: readonly File[]): Promise<void>;
  remove(name: string): void;
}

export function attachmentsControl(language: Language): object {
  const { h } = decap();
  const write = sayWriting(language);
  return component<ControlProps, State, Methods>({
    getInitialState: () => ({ said: [], faults: [], isBusy: false }),
    /** What waits on this device is given to Decap again, which has forgotten it. */
    componentDidMount() {
      const { field, onPersistMedia } = this.props;
      for (const name of this.names())
        void waitingFile(name)
          .then((file) => file && onPersistMedia(file, { field }))
          .catch(console.error);
    },
    shouldComponentUpdate: () => true,
    names() {
      const value = plain(this.props.value);
      return Array.isArray(value) ? value.map(String) : [];
    },
    async add(files) {
      const { field, onPersistMedia, onChange } = this.props;
      const [said, faults]: [string[], string[]] = [[], []];
      this.setState({ isBusy: true, said: [], faults: [] });
      const names = this.names();
      // What lies at the office already counts as nothing: the process knows its size.
      const waiting = await Promise.all(names.map((name) => waitingFile(name).catch(() => undefined)));
      const sizes = new Map(names.map((name, at) => [name, waiting[at]?.size ?? 0]));
      for (const chosen of files) {
        const { file, isSmaller } = await fitting(chosen);
        const name = attachmentName(file.name);
        const others = new Map([...sizes].filter(([each]) => each !== name));
        const one = { name, size: file.size };
        const fault =
          neighbourFault(one, others, mostAttachments(), language) ?? (await attachmentFault(name, file, language));
        if (fault !== undefined) {
          faults.push(fault);
          continue;
        }
        sizes.set(name, file.size);
        const taken = new File([file], name, { type: file.type });
        await attached(name, taken);
        await onPersistMedia(taken, { field });
        if (isSmaller) said.push(write('smaller', { name }));
        said.push(write(this.names().includes(name) ? 'replaced' : 'added', { name }));
        onChange([...this.names().filter((each) => each !== name), name]);
      }
      this.setState({ isBusy: false, said, faults });
    },
    remove(name) {
      this.props.onChange(this.names().filter((each) => each !== name));
      this.setState({ said: [write('removed', { name })], faults: [] });
    },
    render() {
      const { forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const { said, faults, isBusy } = this.state;
      const names = this.names();
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
                    { type: 'button', onClick: () => this.remove(name) },
                    sayForm(REQUEST_WORDS.attachmentRemove, language, { name }),
                  ),
                ),
              ),
            ),
        h('p', { className: 'pelan' }, sayForm(REQUEST_WORDS.attachmentHint, language, { n: mostAttachments() })),
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
          ...said.map((line) => h('p', { key: line, className: 'pelan' }, line)),
          ...faults.map((line) => h('p', { key: line, className: 'salah' }, line)),
        ),
      );
    },
  });
}
