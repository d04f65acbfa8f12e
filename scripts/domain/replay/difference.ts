import type { Entry } from '#domain/generated/journal-entry.ts';
import { below } from '#domain/request/pointer.ts';

/** A field of an entry that the judge would have written in another way. */
export interface Difference {
  readonly rule: string;
  readonly path: string;
  /** The expected value; undefined if the judge writes no such field. */
  readonly expected: unknown;
  readonly received: unknown;
}

/** The rule that decides each field of an entry. R27 decides fields that are not listed. */
const RULES: Readonly<Partial<Record<keyof Entry, string>>> = {
  ...{ at: 'R14', source: 'R14', seenLate: 'R14', head: 'R18', digest: 'R18', supersedes: 'R18' },
  ...{ detail: 'R16', problems: 'R16', note: 'R4', result: 'R10', signed: 'R47', words: 'R2' },
  ...{ who: 'R17', step: 'R6', visit: 'R6', gesture: 'R1', partial: 'R5', replaces: 'R5', late: 'R21' },
  ...{ end: 'R6', because: 'R6', as: 'R43', rung: 'R22', opens: 'R13', agenda: 'R13', warnings: 'R25' },
  ...{ booking: 'R24', offered: 'R24', releases: 'R24', holds: 'R24', postpones: 'R53', config: 'R28' },
  ...{ spans: 'R44', span: 'R44', silence: 'R44', continues: 'R44', extended: 'R44', origin: 'R45' },
  ...{ deed: 'R41', onBehalf: 'R41', informed: 'R52', corrected: 'R49', filed: 'R47', erased: 'R50' },
  ...{ nature: 'R11', publicNote: 'R11', request: 'R18', attachments: 'R18', document: 'R34', slot: 'R24' },
};

/** The rule that decides whether there is an entry of a kind. */
const RULES_OF_KINDS: Readonly<Record<Entry['kind'], string>> = {
  ...{ submitted: 'R13', 'submission-refused': 'R12', accepted: 'R16', refused: 'R16', superseded: 'R18' },
  ...{ rejected: 'R1', withdrawn: 'R1', 'ended-outside': 'R1', abandoned: 'R1', moved: 'R1' },
  ...{
    'timed-out': 'R6',
    rung: 'R22',
    silence: 'R44',
    'foreign-push': 'R48',
    'base-changed': 'R8',
    'review-edited': 'R19',
    'review-dismissed': 'R19',
    answered: 'R52',
    corrected: 'R49',
    filed: 'R47',
    erased: 'R50',
  },
};

/** Returns the rule that decides whether there is an entry of this kind. */
export const ruleOfKind = ({ kind }: Pick<Entry, 'kind'>): string => RULES_OF_KINDS[kind];

/** The rules that decide fields of `next`. R6 decides the fields that are not listed. */
const RULES_OF_NEXT: Readonly<Record<string, string>> = {
  ...{ begins: 'R20', deadline: 'R20', rungs: 'R22', timeout: 'R6', roles: 'R5', wait: 'R44', lapse: 'R44' },
};

function ruleOf(path: string): string {
  const [, field = '', inner = ''] = path.split('/');
  if (field === 'next') return RULES_OF_NEXT[inner] ?? 'R6';
  return RULES[field as keyof Entry] ?? 'R27';
}

/** The fields of a problem that are compared. Other fields are words for people, which later versions may change. */
const COMPARED_OF_PROBLEMS = new Set(['code', 'path']);

/** Compares an entry, field by field, with the judge's entry. If the verdicts differ, returns only this difference. */
export function differencesOf(expected: Entry, received: Entry): Difference[] {
  const field = expected.kind !== received.kind ? 'kind' : 'reason';
  if (expected[field] !== received[field]) {
    const rule = received.kind === 'refused' ? 'R16' : ruleOfKind(expected);
    return [{ rule, path: `/${field}`, expected: verdictOf(expected), received: verdictOf(received) }];
  }
  const fields = new Set([...Object.keys(expected), ...Object.keys(received)]) as Set<keyof Entry>;
  return [...fields].flatMap((name) => {
    const isProblems = name === 'problems' || name === 'warnings';
    const found = isProblems
      ? firstDifference(withoutWords(expected[name]), withoutWords(received[name]))
      : firstDifference(expected[name], received[name]);
    if (!found) return [];
    const path = [name, ...found.within].reduce(below, '');
    return [{ rule: ruleOf(path), path, expected: found.expected, received: found.received }];
  });
}

/** Names a verdict, such as `accepted` or `refused (no-role)`. */
const verdictOf = ({ kind, reason }: Entry): string => (reason === undefined ? kind : `${kind} (${reason})`);

interface Found {
  readonly within: readonly string[];
  readonly expected: unknown;
  readonly received: unknown;
}

/** Keeps the fields of problems that are compared. */
const withoutWords = (problems: unknown): unknown =>
  Array.isArray(problems)
    ? problems.map((problem: unknown) =>
        isRecord(problem)
          ? Object.fromEntries(Object.entries(problem).filter(([name]) => COMPARED_OF_PROBLEMS.has(name)))
          : problem,
      )
    : problems;

function firstDifference(expected: unknown, received: unknown): Found | undefined {
  if (expected === received) return undefined;
  if (!isRecord(expected) || !isRecord(received) || Array.isArray(expected) !== Array.isArray(received))
    return { within: [], expected, received };
  const names = Object.keys(expected);
  const more = Object.keys(received).filter((name) => !(name in expected));
  for (const name of [...names, ...more]) {
    const found = firstDifference(expected[name], received[name]);
    if (found) return { ...found, within: [name, ...found.within] };
  }
  return undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
