import type { Language } from '#domain/problem.ts';
import { type ControlProps, component, decap } from '../cms.ts';
import { signedIn } from '../session.ts';
import { REQUEST_WORDS, sayForm } from '../../request/words.ts';

/** The applicant's account: that of the person who signed in, written when the request is saved (`preSave`). */
export function accountControl(language: Language): object {
  const { h } = decap();
  return component<ControlProps, Record<never, never>, { getValidateValue(): unknown }>({
    // Needed, and not typed: the account that will be written counts as there.
    getValidateValue() {
      return this.props.value || signedIn()?.login;
    },
    render() {
      const { value, forID, classNameWrapper } = this.props;
      return h(
        'div',
        { className: classNameWrapper },
        h('output', { id: forID }, String(value || signedIn()?.login || '')),
        h('span', { className: 'pelan' }, ` ${sayForm(REQUEST_WORDS.accountFilled, language)}`),
      );
    },
  });
}
