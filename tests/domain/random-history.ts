/** Generates random histories of one case: everything that people can do on a pull request, sensible or not. */

import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import fc from '../support/fast-check.ts';
import {
  after,
  applicant,
  History,
  holder,
  type Json,
  office,
  request,
  results,
  run,
  stranger,
  WAY,
  type Words,
  wib,
  wrong,
} from '../support/world.ts';

/** The contents that a push can have, by name. A push of `again` goes back to the first commit. */
const CONTENTS: Readonly<Record<string, Json | undefined>> = {
  first: request(),
  'other title': request({ '/kegiatan/judul': 'Judul lain' }),
  'other time': request({
    '/pelaksanaan/mulai': '2026-12-08T09:00:00+07:00',
    '/pelaksanaan/selesai': '2026-12-08T11:00:00+07:00',
  }),
  secret: request({ '/surat/sifat': 'rahasia' }),
  invalid: request({ '/kegiatan/judul': '' }),
  unreadable: undefined,
};

const PEOPLE = [...new Set(WAY.map(([, login]) => login)), 'contoh-opd', 'contoh-orang-lain'];
const GAPS = { 'same second': 0, '1 s': 1, '1 min': 60, '6 min': 360, '1 h': 3600, '1 day': 86_400 } as const;

export type Event = { readonly gap: keyof typeof GAPS | 'until due' } & (
  | { readonly do: 'what is right' }
  | { readonly do: 'approve' | 'changes' | 'comment'; readonly by: string; readonly words: string }
  | { readonly do: 'close' | 'merge'; readonly by: string }
  | { readonly do: 'push'; readonly by: string; readonly content: string }
  | { readonly do: 'label'; readonly by: string; readonly what: string }
  | { readonly do: 'edit' | 'dismiss' }
);

const person = fc.constantFrom(...PEOPLE);
const pusher = fc.constantFrom('contoh-opd', 'contoh-opd', 'contoh-orang-lain');

const happening = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ do: 'what is right' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('approve' as const, 'changes' as const, 'comment' as const),
      by: person,
      words: fc.constantFrom('none', 'note', 'note', 'result', 'other room', 'two days'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'close' as const, 'merge' as const), by: person }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      by: pusher,
      content: fc.constantFrom(...Object.keys(CONTENTS), 'again'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('label' as const),
      by: pusher,
      what: fc.constantFrom('sign', 'sign', 'unsign', 'cms draft', 'turn draft', 'reopen'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'dismiss' as const) }) },
);

const gap = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...(Object.keys(GAPS) as (keyof typeof GAPS)[]).slice(0, 4)) },
  { weight: 1, arbitrary: fc.constantFrom('1 h' as const, '1 day' as const, 'until due' as const) },
);

export const events: fc.Arbitrary<Event[]> = fc.array(
  fc.tuple(gap, happening).map(([each, what]) => ({ gap: each, ...what })),
  { maxLength: 40, size: 'max' },
);

/** Returns the history of these events, and its last instant. */
export function historyOf(branch: string, list: readonly Event[], config = office): { history: History; end: string } {
  const history = new History({ branch, config });
  let at = wib(1, '08:00');
  history.push(at, CONTENTS['first']);
  history.label(at, 'opened');
  let journal: readonly Entry[] = [];
  for (const event of list) {
    const { state, journal: known } = run(history, journal, at);
    journal = known;
    const due = state?.visit.deadline?.due;
    at = event.gap === 'until due' ? (due && due > at ? due : at) : after(at, GAPS[event.gap]);
    happen(history, event, at, state);
  }
  return { history, end: at };
}

function happen(history: History, event: Event, at: string, state: CaseState | undefined): void {
  const account = (login: string) =>
    login === applicant.login ? applicant : login === stranger.login ? stranger : holder(login);
  switch (event.do) {
    case 'what is right':
      doWhatIsRight(history, at, state);
      return;
    case 'approve':
    case 'changes':
    case 'comment': {
      history.review(at, event.do, account(event.by), wordsOf(event.words, state));
      return;
    }
    case 'close':
    case 'merge':
      history.close(at, account(event.by), event.do === 'merge');
      return;
    case 'push': {
      const by = account(event.by);
      const [first] = history.contents.keys();
      if (event.content === 'again' && first) history.push(at, undefined, { by, oid: first });
      else {
        const problems = ['invalid', 'unreadable'].includes(event.content) ? [wrong] : [];
        history.push(at, CONTENTS[event.content], { by, problems });
      }
      return;
    }
    case 'label':
      label(history, at, event.what, account(event.by));
      return;
    default: {
      const last = history.facts.findLast((fact) => fact.kind === 'review' && fact.verdict !== 'comment');
      if (last) history.notice(at, event.do === 'edit' ? 'edited' : 'dismissed', last);
    }
  }
}

/**
 * Changes labels or the draft state, or reopens the pull request. As on the forge, only a closed pull request can be
 * reopened, and only a draft can be made ready.
 */
function label(history: History, at: string, what: string, by: typeof applicant): void {
  if (what === 'turn draft') history.label(at, history.isDraftAt(at) ? 'ready' : 'draft', undefined, by);
  else if (what === 'reopen') {
    const last = history.facts.findLast(
      ({ kind, ...fact }) => kind === 'close' || ('what' in fact && fact.what === 'reopened'),
    );
    if (last?.kind === 'close') history.label(at, 'reopened', undefined, by);
  } else if (what === 'cms draft') history.label(at, 'labeled', DRAFT_LABEL, by);
  else history.label(at, what === 'sign' ? 'labeled' : 'unlabeled', SUBMIT_LABEL, by);
}

function wordsOf(words: string, state: CaseState | undefined): Words {
  const result = results[state?.visit.step ?? ''];
  if (words === 'none') return {};
  if (words === 'note' || !result) return { note: 'Catatan.' };
  if (words === 'other room') return { note: 'Catatan.', result: edit(result(), 'ruang', 'aula') };
  if (words === 'two days') return { result: edit(result(), 'selesai', '2026-12-09T11:30:00+07:00') };
  return { result: result() };
}

const edit = (value: Json, name: string, changed: unknown): Json => ({ ...value, [name]: changed });

/** Makes the act that the procedure waits for. Without such acts, few random cases would get far. */
function doWhatIsRight(history: History, at: string, state: CaseState | undefined): void {
  if (!state || state.visit.withApplicant) {
    history.push(at, state?.visit.step === 'pertimbangan-alternatif' ? CONTENTS['other time'] : CONTENTS['first']);
    history.sign(at);
    return;
  }
  const step = state.visit.step;
  // WAY has two entries for row 7. The second, at index 6, is used after the first has approved.
  const [, login = '', words = {}] =
    WAY.findLast(([id], index) => id === step && (index !== 6 || state.approvals.length > 0)) ??
    ([step, 'contoh-subkor-ile', { result: results[step]?.() ?? {} }] as const);
  const { mulai, selesai } = (state.request['pelaksanaan'] ?? {}) as Json;
  // A report is about an event that has ended. Here the event ends at the instant of the report.
  const result =
    typeof words.result === 'object' && 'selesai' in words.result
      ? { ...words.result, mulai, selesai: 'uraian' in words.result ? at : selesai }
      : words.result;
  history.approve(at, login, result ? { ...words, result } : words);
}
