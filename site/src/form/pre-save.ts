import type { Language, Problem } from '#domain/problem.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { attachmentPointers } from '#domain/procedure/pointers.ts';
import type { FormOffice } from '#public/form/office.ts';
import { cleaned } from '../desk/cleaned.ts';
import { SessionEnded } from '../desk/forge.ts';
import type { Immutable, PreSaveEvent } from './cms.ts';
import { plain } from './cms.ts';
import { tell } from './findings.ts';
import { applied, normalise } from '../request/normalise.ts';
import { ownAccount } from '../request/own-account.ts';
import { draftProblemsOf, problemsOf } from '../request/rules.ts';
import { faultInWords, isSessionEnded, plainError } from './faults.ts';
import { hasMoved } from './heads.ts';
import { sending } from './keeping.ts';
import { beginSave, endSave } from './saving.ts';
import { keepAttachments } from './neighbours.ts';
import { currentSession, remainingAfter } from './session.ts';
import { branchOf } from './address.ts';
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
 * Decap asks before every save. Refuses, by throwing, what is not the applicant's turn, was changed elsewhere, or could not be
 * kept even as a draft; what would be submitted by the save must be whole. What is typed stays on the screen. Else gives back the
 * request as it is to be written.
 */
export async function preSave(event: PreSaveEvent, world: FormWorld): Promise<Immutable> {
  beginSave();
  try {
    return await prepared(event, world);
  } catch (error) {
    endSave();
    throw error;
  }
}

async function prepared({ entry, author }: PreSaveEvent, world: FormWorld): Promise<Immutable> {
  const { office, language, titles } = world;
  const known = entryOf(entry, office);
  const turn = await turnNow(known, world);
  if (!turn.maySave) return refuse(turn.sentence, turn.ended ? { ended: true } : {});
  await refuseMoved(known, language);
  const data = entry.get('data') as Immutable;
  const edited = edit(data, author.login, office);
  const request = edited.toJS();
  const procedure = String(valueAt(request, '/sop'));
  const place = { isNew: known.isNew, titlePath: titles[procedure] ?? '/sop' };
  const schema = office.schemas[office.procedures.find(({ id }) => id === procedure)?.request.schema ?? ''];
  const whole = problemsOf(office, schema ? cleaned(schema, request) : request, place);
  const problems = turn.submits ? whole : draftProblemsOf(office, request, place);
  if (problems.length > 0) return refuseFor(problems, 'saving', language);
  const places = attachmentPointers(office.procedures.find(({ id }) => id === procedure)?.request.pointers ?? {});
  keepAttachments(places.length === 0 ? undefined : places.flatMap((place) => namesAt(request, place)));
  remainingAfter(whole);
  sending(entry);
  tell();
  return edited;
}

/** Who has the request open since before somebody changed it elsewhere writes over nothing. */
async function refuseMoved({ collection, slug, isNew }: FormEntry, language: Language): Promise<void> {
  if (isNew) return;
  const branch = branchOf(collection, slug);
  let isMoved: boolean;
  try {
    isMoved = hasMoved(branch, await currentSession()?.reader.tip(branch));
  } catch (error) {
    return refuse((faultInWords(error, language) as Error).message, isSessionEnded(error) ? { ended: true } : {});
  }
  if (isMoved) refuse(sayForm(WORDS.moved, language));
}

/** What the panel needs of whose turn it is. */
export type TurnNow = FormTurn & { readonly ended?: true };

/** Whose turn it is now; where that cannot be known, nothing may be saved (R31). */
export async function turnNow(entry: FormEntry, { language }: FormWorld): Promise<TurnNow> {
  const closed = (sentence: string): FormTurn => ({ maySave: false, tone: 'closed', sentence });
  const ended = { ...closed(sayForm(WORDS.sessionEnded, language)), ended: true } as const;
  const session = currentSession();
  if (!session) return ended;
  try {
    return await formTurnOf(entry, { ...session, language });
  } catch (error) {
    if (error instanceof SessionEnded) return ended;
    return closed((faultInWords(error, language) as Error).message);
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

/** The request tidied, with the account of its applicant where it is not there yet, or without it where it is for somebody else. */
function edit(data: Immutable, login: string, office: FormOffice): Immutable {
  const before = data.toJS();
  const procedure = office.procedures.find(({ id }) => id === valueAt(before, '/sop'));
  const schema = procedure && office.schemas[procedure.request.schema];
  if (!procedure || !schema) return data;
  const changes = normalise(schema, before);
  const account = ownAccount(procedure, applied(before, changes), login);
  if (account) changes.push(account);
  return changes.reduce(
    (made, each) => ('value' in each ? made.setIn(each.path, each.value) : made.deleteIn(each.path)),
    data,
  );
}

function namesAt(request: unknown, pointer: string): string[] {
  const value = valueAt(request, pointer);
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

const sentenceOf = (problems: readonly Problem[], keeps: 'saving' | 'submitting', language: Language): string =>
  [
    sayForm(keeps === 'saving' ? WORDS.problems : WORDS.notSubmitted, language, { n: problems.length }),
    ...problems.slice(0, 3).map(({ label, message }) => `${label ? `${label[language]}: ` : ''}${message[language]}.`),
  ].join(' ');

/** Says above the form, and in Decap's message, why nothing was saved or submitted. */
export function refuseFor(problems: readonly Problem[], keeps: 'saving' | 'submitting', language: Language): never {
  tell({ problems, keeps });
  throw plainError(sentenceOf(problems, keeps, language));
}

export function refuse(sentence: string, more: { readonly ended?: true } = {}): never {
  tell({ problems: [], refusal: sentence, ...more });
  throw plainError(sentence);
}
