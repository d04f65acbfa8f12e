/** The letter beside the form. Elements are made of values, never of markup: whatever is typed is text. */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import type { FormOffice } from '#public/form/office.ts';
import { component, decap, type Element, type PreviewProps, plain } from './cms.ts';
import { type LetterLine, type LetterPart, letterOf } from '../request/letter.ts';
import { applied } from '../request/normalise.ts';
import { ownAccount } from '../request/own-account.ts';
import { signedIn } from './session.ts';
import { REQUEST_WORDS, sayForm } from '../request/words.ts';

export function letterPreview(office: FormOffice, procedure: Procedure, language: Language): object {
  const { h } = decap();

  const value = ({ values }: LetterLine): Element => {
    const [first] = values;
    if (first === undefined) return h('dd', { className: 'kosong' }, sayForm(REQUEST_WORDS.letterEmpty, language));
    if (values.length === 1) return h('dd', null, first);
    return h('dd', null, h('ol', null, ...values.map((each, i) => h('li', { key: i }, each))));
  };

  const part = ({ title, lines }: LetterPart, index: number): Element =>
    h(
      'section',
      { key: index },
      title === undefined ? null : h('h2', null, title),
      h('dl', null, ...lines.map((line, i) => h('div', { key: i }, h('dt', null, line.label), value(line)))),
    );

  return component<PreviewProps>({
    render() {
      const request = withApplicant(procedure, plain(this.props.entry.get('data')));
      const { letterhead, title, under, parts } = letterOf(office, procedure, request, language);
      return h(
        'article',
        { className: 'surat', lang: language },
        h('header', { className: 'kop' }, ...letterhead.map((line, i) => h('p', { key: i }, line))),
        h('h1', null, title),
        h('p', { className: 'sop' }, under),
        ...parts.map(part),
      );
    },
  });
}

/** The account of whoever signed in stands in the letter before it is written into the request (`preSave`). */
function withApplicant(procedure: Procedure, request: unknown): unknown {
  const login = signedIn()?.login;
  const account = login === undefined ? undefined : ownAccount(procedure, request, login);
  return account ? applied(request, [account]) : request;
}
