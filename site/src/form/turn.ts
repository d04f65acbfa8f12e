/** Whose turn a request is, for the form: may it be saved, and what is to be said above it. */
import type { Step } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import { markOf } from '#domain/words/comment.ts';
import type { FormOffice } from '#public/form/office.ts';
import { branchOf } from './address.ts';
import type { Forge, OpenCase } from './forge.ts';
import { say, WORDS } from './words.ts';

/** What stands in the form, as far as its turn depends on it. */
export interface FormEntry {
  readonly collection: string;
  /** As Decap has it; empty before the first save. */
  readonly slug: string;
  readonly path: string;
  readonly isNew: boolean;
  /** Is it on a branch of its own (a draft or a submission), or on main? */
  readonly isOnBranch: boolean;
  /** The account that the request names as its applicant. */
  readonly account: string | undefined;
}

export interface Turn {
  readonly maySave: boolean;
  readonly tone: 'calm' | 'attention' | 'closed';
  readonly sentence: string;
  /** The process's last words to the applicant, as lines of its comment. */
  readonly found?: readonly string[];
}

/**
 * @param user who is signed in
 * @throws what the forge throws: then nobody knows whose turn it is, and nothing may be saved
 */
export async function turnOf(
  entry: FormEntry,
  world: {
    readonly office: FormOffice;
    readonly forge: Forge;
    readonly user: { readonly id: number; readonly login: string };
    readonly language: Language;
  },
): Promise<Turn> {
  const { office, forge, user, language } = world;
  if (entry.isNew) return { maySave: true, tone: 'calm', sentence: say(WORDS.newRequest, language) };
  const open = await forge.openCase(entry.path);
  if (!open && !entry.isOnBranch) return { maySave: false, tone: 'closed', sentence: say(WORDS.ended, language) };
  const isTheirs = open ? open.applicant === user.id : isSame(entry.account, user.login);
  if (!isTheirs) return { maySave: false, tone: 'closed', sentence: say(WORDS.notYours, language) };
  if (open && !open.withApplicant) {
    // Nothing is wrong: it was submitted, and is with the office.
    return { maySave: false, tone: 'calm', sentence: elsewhere(open, office, language) };
  }
  const found = await lastWords(entry, forge, open?.number, language);
  if (open) {
    return { maySave: true, tone: 'attention', sentence: say(WORDS.yourTurn, language, { id: open.id }), ...found };
  }
  // What the notice says first is what the sentence says.
  const listed = found.found?.filter((line) => line.startsWith('• '));
  const sentence = say('found' in found ? WORDS.refusedDraft : WORDS.draft, language);
  return {
    maySave: true,
    tone: 'found' in found ? 'attention' : 'calm',
    sentence,
    ...(listed?.length ? { found: listed } : found),
  };
}

const isSame = (account: string | undefined, login: string): boolean =>
  account === undefined || account === '' || account.toLowerCase() === login.toLowerCase();

function elsewhere(open: OpenCase, office: FormOffice, language: Language): string {
  const step = office.procedures.flatMap(({ steps }) => steps).find(({ id }) => id === open.step);
  const or = language === 'id' ? ' atau ' : ' or ';
  const role = step
    ? rolesOf(step)
        .map((id) => office.roles[id]?.[language] ?? id)
        .join(or)
    : '–';
  return say(WORDS.elsewhere, language, { id: open.id, row: open.row, role });
}

function rolesOf({ actor }: Step): string[] {
  if (typeof actor === 'string') return [actor];
  if ('all' in actor) return [...actor.all];
  return 'any' in actor ? [...actor.any] : [...actor.of];
}

/** Keys of the notices by which the process gives the turn to the applicant, or gives back what was submitted. */
const TO_APPLICANT = /^(?:turn|refused)/;

async function lastWords(
  entry: FormEntry,
  forge: Forge,
  known: number | undefined,
  language: Language,
): Promise<{ readonly found?: readonly string[] }> {
  const number = known ?? (await forge.pullOf(branchOf(entry.collection, entry.slug)));
  if (number === undefined) return {};
  const last = (await forge.botComments(number)).findLast((body) => {
    const mark = markOf(body);
    return mark && 'notice' in mark && TO_APPLICANT.test(mark.notice);
  });
  const found = last === undefined ? [] : linesOf(last, language);
  return found.length > 0 ? { found } : {};
}

/**
 * The lines of one of the process's notices in a language, as text without the marks of markdown. A notice has the
 * Indonesian sentence and list first, then the English sentence in italics and its list; what a person wrote stands
 * once, fenced.
 */
export function linesOf(notice: string, language: Language): string[] {
  const lines: { text: string; fenced: boolean; english: boolean }[] = [];
  let [fence, english] = ['', false];
  for (const line of notice.split('\n').slice(1)) {
    const mark = /^(`{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (fence !== '' && line === fence) fence = '';
    else {
      english ||= fence === '' && /^\*[^*].*\*$/.test(line);
      lines.push({ text: fence === '' ? unmarked(line) : line, fenced: fence !== '', english });
    }
  }
  const said = lines.filter(({ text }) => text.trim() !== '');
  const own = said.filter(({ fenced, english: theirs }) => !fenced && theirs === (language === 'en'));
  return [...own, ...said.filter(({ fenced }) => fenced)].map(({ text }) => text);
}

/** Undoes what `scripts/domain/words/markdown.ts` does to text; a line of mentions is nothing to read. */
const unmarked = (line: string): string =>
  line
    .replace(/^(?:@[\w-]+ ?)+$/, '')
    .replace(/^- /, '• ')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/^\*([^*].*)\*$/, '$1')
    .replace(/(`+) ?(.+?) ?\1/g, '$2')
    .replace(/\\([\\`*_{}[\]<>#!|~$:.)+=-])/g, '$1')
    .replaceAll('&#8203;', '')
    .replaceAll('&amp;', '&')
    .trim();
