import type { Language, Text } from '#domain/problem.ts';
import { labelOfValue } from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import { limitWords } from '#domain/words/duration.ts';
import { both, type Joiner, listed, same } from '#domain/words/language.ts';
import { endWords } from '#domain/words/step-words.ts';
import { compareVersions, isMembers, isText, type Plain, type VersionChange } from './compare.ts';
import { fieldOfSop, fieldOfStep } from './field-names.ts';

export interface WordedChange {
  readonly kind: VersionChange['kind'];
  /** The JSON pointer. An item of a list is named by the value that identifies the item. */
  readonly path: string;
  /** The step, or the part of the SOP. */
  readonly place: Text;
  readonly what: Text;
  readonly from?: Text;
  readonly to?: Text;
}

type RoleName = (id: string) => Text;

/** Writes every change between two versions in plain words. `before` need not be valid by today's schema. */
export function tellChanges(before: Plain, after: Plain, roleName: RoleName): WordedChange[] {
  const [earlier, later] = [new Speaker(before, roleName), new Speaker(after, roleName)];
  return compareVersions(before, after).map((change) => {
    const { kind, path } = change;
    const isIn = kind === 'removed' ? earlier : later;
    const from = change.before === undefined ? undefined : saidOf(change, earlier, change.before);
    const to = change.after === undefined ? undefined : saidOf(change, later, change.after);
    return {
      kind,
      path: path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      ...isIn.place(path),
      ...given({ from, to }),
    };
  });
}

function saidOf({ kind, path }: VersionChange, speaker: Speaker, value: Plain): Text {
  if (kind === 'renamed') return same(String(value));
  if (kind === 'moved' && Array.isArray(value)) {
    const isOfSteps = path.at(-1) === 'steps';
    const items = value.map((item: Plain) => (isOfSteps ? speaker.step(String(item)) : scalarWords(item)));
    return both((language) => items.map((item) => item[language]).join('; '));
  }
  return speaker.value(path, value);
}

/** Writes the values of one version. An id is replaced by the name that it has in this version. */
class Speaker {
  readonly #sop: Plain;
  readonly #roleName: RoleName;
  readonly #steps: ReadonlyMap<string, Plain>;

  constructor(sop: Plain, roleName: RoleName) {
    this.#sop = sop;
    this.#roleName = roleName;
    const steps = memberOf(sop, 'steps');
    const listed: readonly Plain[] = Array.isArray(steps) ? steps : [];
    this.#steps = new Map(listed.map((step) => [String(memberOf(step, 'id')), step]));
  }

  place(path: readonly string[]): { readonly place: Text; readonly what: Text } {
    const [first, id, ...inStep] = path;
    if (first === 'steps' && id !== undefined && this.#steps.has(id)) {
      if (inStep.length === 0) return { place: capital(this.step(id)), what: { id: 'Langkah', en: 'Step' } };
      return { place: capital(this.step(id)), what: this.#part(fieldOfStep(inStep).names) };
    }
    const what = path.at(-1) === 'steps' ? { id: 'Urutan langkah', en: 'Order of the steps' } : undefined;
    const place = path[0] === 'identity' ? IDENTITY : WHOLE;
    return { place, what: what ?? this.#part(fieldOfSop(path).names) };
  }

  /** Names a step: "langkah 3 (memberi disposisi)". */
  step(id: string): Text {
    const step = this.#steps.get(id);
    if (!step) return same(`“${id}”`);
    const [row, short] = [memberOf(step, 'row'), memberOf(step, 'short')];
    const number = [row ?? '?'].flat().map(String).join(', ');
    return both((language) => {
      const phrase = isText(short) ? ` (${short[language]})` : ` (${id})`;
      return `${{ id: 'langkah', en: 'step' }[language]} ${number}${phrase}`;
    });
  }

  value(path: readonly string[], value: Plain): Text {
    const name = path.at(-1) ?? '';
    const inStep = path[0] === 'steps' ? path[1] : undefined;
    if (inStep !== undefined && path.length === 2) return this.#wholeStep(inStep, value);
    if (typeof value === 'string') {
      const { schema = {} } = inStep === undefined ? fieldOfSop(path) : fieldOfStep(path.slice(2));
      if (Array.isArray(schema['enum']) && schema['x-labels']) return labelOfValue(schema, value);
      if (DURATIONS.has(name)) return this.#duration(value, inStep);
      if (ROLES.has(name)) return this.#roleName(value);
      if (STEPS.has(name)) return this.step(value);
    }
    if (name === 'close') return this.#closers(value);
    if (name === 'actor') return this.#actor(value);
    if (path.at(-2) === 'approve' || name === 'changes' || name === 'timeout') return this.#target(value, inStep);
    if (typeof value !== 'object' || value === null) return scalarWords(value);
    if (isText(value)) return both((language) => `“${value[language]}”`);
    return same(JSON.stringify(value));
  }

  /** Names a part: "Keputusan Setujui, langkah 4, alasan". The first item of a list is not numbered. */
  #part(names: ReturnType<typeof fieldOfSop>['names']): Text {
    const said = names.flatMap((name) => {
      if (typeof name !== 'string') return name;
      if (name === '0') return [];
      return this.#steps.has(name) ? this.step(name) : same(name);
    });
    const all = typeof names[0] === 'string' ? [UNNAMED, ...said] : said;
    return both((language) => all.map((name) => name[language]).join(', '));
  }

  #wholeStep(id: string, step: Plain): Text {
    const [activity, actor, limit] = [
      memberOf(step, 'activity'),
      memberOf(step, 'actor'),
      memberOf(memberOf(step, 'time') ?? null, 'limit'),
    ];
    const who = actor === undefined ? undefined : this.#actor(actor);
    const time = typeof limit === 'string' ? this.#duration(limit, id) : undefined;
    return both((language) =>
      [
        typeof activity === 'string' ? `“${activity.trim()}”` : '',
        who ? `${{ id: 'pelaksana', en: 'by' }[language]} ${who[language]}` : '',
        time ? `${{ id: 'waktu', en: 'within' }[language]} ${time[language]}` : '',
      ]
        .filter(Boolean)
        .join(', '),
    );
  }

  #actor(actor: Plain): Text {
    if (typeof actor === 'string') return this.#roleName(actor);
    const [all, any, quorum] = [memberOf(actor, 'all'), memberOf(actor, 'any'), memberOf(actor, 'quorum')];
    if (Array.isArray(all)) return this.#roles(all, 'and');
    if (Array.isArray(any)) return this.#roles(any, 'or');
    const [external, recordedBy] = [memberOf(actor, 'external'), memberOf(actor, 'recordedBy')];
    if (isText(external) && typeof recordedBy === 'string') {
      const by = this.#roleName(recordedBy);
      return { id: `${external.id}, dicatat oleh ${by.id}`, en: `${external.en}, recorded by ${by.en}` };
    }
    const assigned = memberOf(actor, 'assigned') ?? null;
    const named = memberOf(assigned, 'of');
    if (Array.isArray(named)) {
      const who = this.#roles(named, 'or');
      return { id: `yang ditunjuk dari ${who.id}`, en: `those who are assigned of ${who.en}` };
    }
    const of = memberOf(actor, 'of');
    if (typeof quorum !== 'number' || !Array.isArray(of)) return same(JSON.stringify(actor));
    const roles = this.#roles(of, 'or');
    return { id: `${quorum} orang dari ${roles.id}`, en: `${quorum} people of ${roles.en}` };
  }

  #closers(close: Plain): Text {
    if (Array.isArray(close)) return this.#roles(close, 'or');
    return close === 'none' ? { id: 'tidak seorang pun', en: 'nobody' } : same(JSON.stringify(close));
  }

  #roles(roles: readonly Plain[], joiner: Joiner): Text {
    const names = roles.map((role) => this.#roleName(String(role)));
    return listed(names, joiner);
  }

  /** Writes where an outcome leads, and the outcome's other fields. */
  #target(target: Plain, inStep: string | undefined): Text {
    if (!isMembers(target)) return same(JSON.stringify(target));
    const { to, end, as, adds, because, ...rest } = target;
    const words: Text[] = [];
    if (typeof to === 'string') {
      const step = this.step(to);
      words.push({ id: `ke ${step.id}`, en: `to ${step.en}` });
    }
    if (end !== undefined || as !== undefined) words.push(endOf(end, as));
    if (typeof adds === 'string') {
      const more = this.#duration(adds, inStep);
      words.push({ id: `waktu diperpanjang ${more.id}`, en: `the time is extended by ${more.en}` });
    }
    if (isText(because)) words.push(because);
    const { length } = Object.keys(rest);
    if (length > 0) words.push(same(JSON.stringify(rest)));
    if (words.length === 0) words.push({ id: 'seperti biasa', en: 'as usual' });
    return both((language) => words.map((each) => each[language]).join('; '));
  }

  #duration(limit: string, inStep: string | undefined): Text {
    const step = this.#steps.get(inStep ?? '');
    const own = memberOf(memberOf(this.#sop, 'clocks') ?? null, String(memberOf(step ?? null, 'clock') ?? ''));
    const kind = memberOf(own ?? memberOf(this.#sop, 'clock') ?? null, 'kind');
    try {
      return limitWords(limit, kind === 'office-hours' ? kind : 'continuous');
    } catch (error) {
      if (error instanceof RangeError) return scalarWords(limit);
      throw error;
    }
  }
}

const WHOLE: Text = { id: 'SOP', en: 'SOP' };
const UNNAMED: Text = { id: 'Lain-lain', en: 'Other' };
const IDENTITY: Text = { id: 'Blok identitas', en: 'Identity block' };

const DURATIONS: ReadonlySet<string> = new Set([
  'limit',
  'leadTime',
  'longEvent',
  'after',
  'adds',
  'within',
  'reservedFor',
]);
const ROLES: ReadonlySet<string> = new Set(['role', 'recordedBy']);
const STEPS: ReadonlySet<string> = new Set(['receipt', 'to', 'fourEyes', 'over', 'pausedAt']);
function endOf(end: Plain | undefined, as: Plain | undefined): Text {
  if (isText(as)) return as;
  const known = (['completed', 'refused', 'failed', 'lapsed'] as const).find((each) => each === end);
  return known ? endWords({ end: known }) : same(JSON.stringify(end ?? as ?? null));
}

function scalarWords(value: Plain): Text {
  if (typeof value === 'boolean') return value ? { id: 'ya', en: 'yes' } : { id: 'tidak', en: 'no' };
  if (value === null || value === '') return { id: 'kosong', en: 'empty' };
  if (typeof value === 'number') return same(String(value));
  return same(`“${typeof value === 'string' ? value.trim() : JSON.stringify(value)}”`);
}

const capital = ({ id, en }: Text): Text => ({
  id: id.charAt(0).toUpperCase() + id.slice(1),
  en: en.charAt(0).toUpperCase() + en.slice(1),
});

const memberOf = (value: Plain, name: string): Plain | undefined =>
  isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Writes "Waktu baku: dari 30 menit menjadi 15 menit". */
export function changeSentence({ kind, what, from, to }: WordedChange): Text {
  const said = (words: Text | undefined): Text => words ?? { id: '–', en: '–' };
  const [old, now] = [said(from), said(to)];
  switch (kind) {
    case 'added':
      return { id: `${what.id}, ditambahkan: ${now.id}`, en: `${what.en}, added: ${now.en}` };
    case 'removed':
      return { id: `${what.id}, dihapus: ${old.id}`, en: `${what.en}, removed: ${old.en}` };
    case 'moved':
      return {
        id: `${what.id}, urutannya berubah: ${now.id} (tadinya ${old.id})`,
        en: `${what.en}, in another order: ${now.en} (before: ${old.en})`,
      };
    case 'renamed':
      return {
        id: `Nama langkah dalam data: dari ${old.id} menjadi ${now.id}`,
        en: `Name of the step in data: from ${old.en} to ${now.en}`,
      };
    case 'changed':
      return { id: `${what.id}: dari ${old.id} menjadi ${now.id}`, en: `${what.en}: from ${old.en} to ${now.en}` };
  }
}

/** Writes "Langkah 3 (memberi disposisi): Waktu baku: dari 30 menit menjadi 15 menit". */
export const changeLines = (changes: readonly WordedChange[], language: Language): string[] =>
  changes.map((change) => `${change.place[language]}: ${changeSentence(change)[language]}`);
