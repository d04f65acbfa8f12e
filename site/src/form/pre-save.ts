import type { Language, Problem } from '#domain/problem.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import type { FormOffice } from '#public/form/office.ts';
import { SessionEnded } from '../desk/forge.ts';
import type { Immutable, PreSaveEvent } from './cms.ts';
import { plain } from './cms.ts';
import { tell } from './findings.ts';
import { applied, normalise } from '../request/normalise.ts';
import { problemsOf } from '../request/rules.ts';
import { currentSession, keepAttachments, plainError } from './session.ts';
import { type FormEntry, type FormTurn, formTurnOf } from './turn.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/** All that the form's own parts work with. */
export interface FormWorld {
  readonly office: FormOffice;
  readonly language: Language;
  /** JSON pointers of the fields by which requests are named, by procedure. */
  readonly titles: Readonly<Record<string, string>>;
}

/**
 * Decap asks before every save. Refuses, by throwing, what is not the applicant's turn or breaks a rule that the form
 * knows; what is typed stays on the screen. Else gives back the request as it is to be written.
 */
export async function preSave({ entry, author }: PreSaveEvent, world: FormWorld): Promise<Immutable> {
  const { office, language, titles } = world;
  const turn = await turnNow(entryOf(entry, office), world);
  if (!turn.maySave) return refuse(turn.sentence);
  const data = entry.get('data') as Immutable;
  const edited = edit(data, author.login, office);
  const request = edited.toJS();
  const procedure = String(valueAt(request, '/sop'));
  const isNew = entry.get('newRecord') === true;
  const problems = problemsOf(office, request, { isNew, titlePath: titles[procedure] ?? '/sop' });
  if (problems.length > 0) return refuse(sentenceOf(problems, language), problems);
  const attachments = office.procedures.find(({ id }) => id === procedure)?.request.pointers.attachments;
  keepAttachments(attachments === undefined ? undefined : namesAt(request, attachments));
  tell();
  return edited;
}

/** Whose turn it is now; where that cannot be known, nothing may be saved (R31). */
export async function turnNow(entry: FormEntry, { language }: FormWorld): Promise<FormTurn> {
  const closed = (sentence: string): FormTurn => ({ maySave: false, tone: 'closed', sentence });
  const ended = closed(sayForm(WORDS.sessionEnded, language));
  const session = currentSession();
  if (!session) return ended;
  try {
    return await formTurnOf(entry, { ...session, language });
  } catch (error) {
    if (error instanceof SessionEnded) return ended;
    const cause = error instanceof Error ? error.message : String(error);
    return closed(sayForm(WORDS.unknown, language, { cause }));
  }
}

/** What of Decap's entry decides whose turn it is. */
export function entryOf(entry: Immutable, office: FormOffice): FormEntry {
  const text = (name: string): string => {
    const value = entry.get(name);
    return typeof value === 'string' ? value : '';
  };
  const request = plain(entry.get('data'));
  const procedure = office.procedures.find(({ id }) => id === text('collection'));
  const pointer = procedure?.request.pointers.applicant;
  const account = pointer === undefined ? undefined : valueAt(request, pointer);
  return {
    collection: text('collection'),
    slug: text('slug'),
    isNew: entry.get('newRecord') === true,
    isOnBranch: text('status') !== '',
    account: typeof account === 'string' ? account : undefined,
  };
}

/** The request tidied, with the account of its applicant where it is not there yet. */
function edit(data: Immutable, login: string, office: FormOffice): Immutable {
  const before = data.toJS();
  const procedure = office.procedures.find(({ id }) => id === valueAt(before, '/sop'));
  const schema = procedure && office.schemas[procedure.request.schema];
  if (!procedure || !schema) return data;
  const changes = normalise(schema, before);
  const pointer = procedure.request.pointers.applicant;
  if (pointer !== undefined && valueAt(applied(before, changes), pointer) === undefined)
    changes.push({ path: segmentsOf(pointer), value: login });
  return changes.reduce(
    (made, each) => ('value' in each ? made.setIn(each.path, each.value) : made.deleteIn(each.path)),
    data,
  );
}

function namesAt(request: unknown, pointer: string): string[] {
  const value = valueAt(request, pointer);
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

const sentenceOf = (problems: readonly Problem[], language: Language): string =>
  [
    sayForm(WORDS.problems, language, { n: problems.length }),
    ...problems.slice(0, 3).map(({ label, message }) => `${label ? `${label[language]}: ` : ''}${message[language]}.`),
  ].join(' ');

function refuse(sentence: string, problems: readonly Problem[] = []): never {
  tell(problems.length > 0 ? { problems } : { problems, refusal: sentence });
  throw plainError(sentence);
}
