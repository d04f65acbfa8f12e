import { useState } from 'preact/hooks';
import type { Language } from '#domain/problem.ts';
import { alternativesOf } from '#domain/case/room/alternatives.ts';
import { isOnBehalf } from '#domain/case/people/recorded-act.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { applied } from '../../../request/normalise.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import { fieldsWhere, isCopied } from '#domain/request/writing-annotations.ts';
import { list } from '#domain/words/language.ts';
import { entersForOthers, ownAccount } from '../../request/on-behalf.ts';
import { begun, recalled, rememberedBy } from '../../request/remembered.ts';
import { loadCase } from '../../desk-case.ts';
import { isSubmitted, isRefused } from '../../desk-list.ts';
import { type Draft, type Drafts, draftsOf, isUnsaved, newKey, type TypedValues } from '../../request/drafts.ts';
import {
  loadRequest,
  loadWritingOffice,
  type OpenRequest,
  type RequestInHand,
  schemaOf,
  type WritingOffice,
} from '../../request/open-request.ts';
import type { RequestPlace } from '../../places.ts';
import { sayWriting, type WritingKey } from '../../request/words.ts';
import { broughtBy } from '../../to-fix.ts';
import { Back, type DeskPlace, Heading, SignedIn, usePlace } from '../common.tsx';
import { DraftsHere } from '../drafts-here.tsx';
import { useLoad } from '../use-load.tsx';
import { Editor } from './editor.tsx';

/** The field for signed documents is loaded with the form, because it uses parts of the form. */
export { SignedField } from '../signed/field.tsx';

type Reading =
  | { readonly kind: 'choose'; readonly from: WritingOffice; readonly unknown: boolean }
  | { readonly kind: 'write'; readonly writing: RequestInHand }
  | { readonly kind: 'closed'; readonly why: WritingKey; readonly number?: number };

/**
 * Shows the form for a new request, for a draft, or for a request that was returned. If the address names no SOP, the
 * page first asks for the SOP.
 */
export function RequestPage({ place }: { place: RequestPlace }) {
  const { forge, go, say, language } = usePlace();
  const words = sayWriting(language);
  const [reading, setReading] = useState<Reading>();
  const key = JSON.stringify(place);
  // The page reads again only for another place, not after a renewed session, so that the input stays.
  const { fault } = useLoad(
    async () => setReading(await read({ forge, go, words, language }, place)),
    [key],
    'number' in place ? place.number : undefined,
    'listFault',
  );
  const title = words(headingOf(place, reading));
  return (
    <>
      <Back />
      {reading?.kind !== 'write' && <Heading>{title}</Heading>}
      {fault ?? (!reading && <p role="status">{say('loading')}</p>)}
      {reading?.kind === 'choose' && <Choose from={reading.from} unknown={reading.unknown} />}
      {reading?.kind === 'closed' && (
        <div class="notice">
          <p>{words(reading.why)}</p>
          {reading.number !== undefined && (
            <p>
              <a href={`#/${reading.number}`}>{words('toCase')}</a>
            </p>
          )}
        </div>
      )}
      {reading?.kind === 'write' && <Editor key={key} writing={reading.writing} title={title} />}
    </>
  );
}

/** Returns a time of the forge as the process writes it: in whole seconds. */
const instantOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/**
 * Returns the heading. A refused or returned request is corrected; a draft that was not submitted yet is continued. A
 * request that cannot be changed, such as a case with the officials, is named only.
 */
function headingOf({ kind }: RequestPlace, reading: Reading | undefined): WritingKey {
  if (reading?.kind === 'closed' && reading.number !== undefined) return 'request';
  if (reading?.kind !== 'write') return kind === 'revise' ? 'request' : 'write';
  const { open, draft } = reading.writing;
  if (open) return open.one.current || isRefused(open.one.pull) ? 'correct' : 'carryOn';
  return kind === 'draft' && isUnsaved(draft) ? 'carryOn' : 'write';
}

/** Shows the procedures of the office, and the drafts on this device. */
function Choose({ from, unknown }: { from: WritingOffice; unknown: boolean }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  return (
    <>
      <SignedIn viewer={from.viewer} />
      {unknown && <p class="notice">{words('noProcedure')}</p>}
      <h2>{words('chooseProcedure')}</h2>
      <ul class="case-list">
        {[...from.office.procedures.values()].map(({ id, title, identity }) => (
          <li key={id} class="desk-line">
            <a href={`#/baru/${id}`}>{title[language]}</a>
            <p class="meta">
              {identity.draft ? words('draftSop', { why: identity.draft[language] }) : identity.number}
            </p>
          </li>
        ))}
      </ul>
      <DraftsHere account={from.viewer.databaseId} />
    </>
  );
}

interface Reader extends Pick<DeskPlace, 'forge' | 'go'> {
  readonly words: ReturnType<typeof sayWriting>;
  readonly language: Language;
}

async function read(reader: Reader, place: RequestPlace): Promise<Reading> {
  const { forge, go, words, language } = reader;
  const from = await loadWritingOffice(forge);
  const drafts = draftsOf(from.viewer.databaseId);
  const known = [...from.office.procedures.values()];
  const begin = (procedure: Procedure, schema: Schema, draft: Draft, said?: string): Reading => ({
    kind: 'write',
    writing: { from, drafts, procedure, schema, draft, isMoved: false, ...(said === undefined ? {} : { said }) },
  });
  switch (place.kind) {
    case 'new': {
      const [only] = known.length === 1 ? known : [];
      const procedure = place.procedure === undefined ? only : known.find(({ id }) => id === place.procedure);
      if (!procedure) return { kind: 'choose', from, unknown: place.procedure !== undefined };
      const key = newKey();
      // Drafts without input are deleted.
      for (const each of drafts.all()) if (each.number === undefined && !isUnsaved(each)) await drafts.forget(each.key);
      // The address gets the name of this draft, so that a reload and the way back open this draft and not a new one.
      go(`#/konsep/${key}`, 'replace');
      const schema = await schemaOf(forge, from, procedure);
      const value = begunValue(procedure, schema, from, { origin: place.origin, at: instantOf(forge.now()) });
      const draft = { key, procedure: procedure.id, value, added: [] };
      drafts.keep(draft);
      return begin(procedure, schema, draft);
    }
    case 'copy': {
      const { current } = await loadCase(forge, place.number);
      if (current && current.state.opens.applicant.id !== from.viewer.databaseId)
        return { kind: 'closed', why: 'notYours', number: place.number };
      const procedure = known.find(({ id }) => id === current?.procedure.id);
      if (!current || !procedure) return { kind: 'closed', why: 'unreadable', number: place.number };
      const key = newKey();
      go(`#/konsep/${key}`, 'replace');
      const schema = await schemaOf(forge, from, procedure);
      const before = current.state.request as TypedValues;
      const value = copiedValue(procedure, schema, before, from);
      const draft = { key, procedure: procedure.id, value, added: [], typedAt: instantOf(forge.now()) };
      drafts.keep(draft);
      const anew = fieldsWhere(schema, () => true)
        .filter((path) => valueAt(before, path) !== undefined && valueAt(value, path) === undefined)
        .map((path) => labelAt(schema, path)?.[language] ?? path);
      return begin(
        procedure,
        schema,
        draft,
        words('copied', { c: current.state.opens.case, f: list(anew, 'and', language) }),
      );
    }
    case 'draft': {
      const draft = drafts.of(place.key);
      if (!draft) return { kind: 'closed', why: 'gone' };
      if (draft.number !== undefined) return revise(reader, from, drafts, draft.number);
      const procedure = known.find(({ id }) => id === draft.procedure);
      if (!procedure) return { kind: 'choose', from, unknown: true };
      // A draft from an earlier release of the form does not contain the account.
      const edit = ownAccount(procedure, draft.value, from.viewer.login);
      const whole = edit ? { ...draft, value: applied(draft.value, [edit]) as TypedValues } : draft;
      if (edit) drafts.keep(whole);
      return begin(procedure, await schemaOf(forge, from, procedure), whole);
    }
    case 'revise':
      return revise(reader, from, drafts, place.number, place.alternative);
  }
}

/** Reads a request that has a pull request, with its draft on this device. */
async function revise(
  { forge, go, words }: Reader,
  from: WritingOffice,
  drafts: Drafts,
  number: number,
  alternative?: number,
): Promise<Reading> {
  const kept = drafts.all().find((each) => each.number === number);
  const open = await loadRequest(forge, from, number, kept);
  if (!open) return { kind: 'closed', why: 'unreadable', number };
  const { one, base, folder, value, procedure, schema } = open;
  const { current: caseNow, pull, viewer } = one;
  const opener = caseNow?.state.opens.applicant.id ?? pull.author?.databaseId;
  if (opener !== viewer.databaseId) return { kind: 'closed', why: 'notYours', number };
  const isElsewhere = caseNow
    ? caseNow.state.end !== undefined || !caseNow.state.visit.withApplicant
    : pull.state !== 'OPEN' || (isSubmitted(pull) && !isRefused(pull));
  if (isElsewhere) return { kind: 'closed', why: 'elsewhere', number };
  const fresh: Draft = {
    key: String(number),
    ...{ procedure: procedure.id, value, added: [], number, branch: pull.headRefName, folder, base },
    ...(kept?.twice ? { twice: true } : {}),
  };
  // An earlier write may have succeeded although the response was lost.
  const arrived = kept?.attempt?.head === base.head;
  const isMoved = kept !== undefined && isUnsaved(kept) && !arrived && (kept.over ?? kept.base?.head) !== base.head;
  const current =
    kept && isUnsaved(kept) ? (arrived ? { ...kept, base } : kept) : { ...fresh, key: kept?.key ?? fresh.key };
  const draft = alternative === undefined ? current : withAlternative(open, current, alternative, forge.now());
  drafts.keep(draft);
  // A reload must not fill in the alternative again, because it would replace later input.
  if (alternative !== undefined) go(`#/${number}/ubah`, 'replace');
  return {
    kind: 'write',
    writing: {
      from,
      drafts,
      procedure,
      schema,
      draft,
      open,
      isMoved,
      ...(draft === current ? {} : { said: words('chosen'), isPicked: true }),
    },
  };
}

/**
 * Returns the draft with the values of an alternative; the draft itself if there is no such alternative.
 * @param at index of the alternative
 */
function withAlternative({ one, schema: _own }: OpenRequest, draft: Draft, at: number, now: number): Draft {
  const brought = broughtBy(one);
  const offered =
    brought && one.current ? alternativesOf(brought.schema, brought.result, one.current.step)[at] : undefined;
  if (!offered) return draft;
  const edits = offered.proposes.map(({ pointer, ...value }) => ({ path: segmentsOf(pointer), ...value }));
  return { ...draft, value: applied(draft.value, edits) as TypedValues, typedAt: instantOf(now) };
}

/**
 * Returns the first value of a new request: what this device remembers of the account, and what the schema begins with.
 * An account that enters requests for others (R41) begins without own data.
 */
function begunValue(
  procedure: Procedure,
  schema: Schema,
  { viewer, office }: WritingOffice,
  { origin: from, at }: { readonly origin: string | undefined; readonly at: string },
): TypedValues {
  const { id, request, origin } = procedure;
  const first = applied({ sop: id }, [
    ...accountEdit(request.pointers.applicant, viewer.login),
    ...(origin && from !== undefined ? [{ path: segmentsOf(origin.field), value: from }] : []),
  ]) as TypedValues;
  const who = { writer: viewer.databaseId, at };
  const kept = entersForOthers(procedure, office.roles, who) ? undefined : rememberedBy(viewer.databaseId).of();
  return begun(schema, kept ? recalled(schema, first, kept) : first);
}

const accountEdit = (pointer: string | undefined, login: string) =>
  pointer === undefined ? [] : [{ path: segmentsOf(pointer), value: login }];

/**
 * Returns the first value of a copied request, without attachments, dates, and what the schema does not copy. The writer's account replaces the account of the
 * applicant, except in a request for somebody else (R41).
 */
function copiedValue(procedure: Procedure, schema: Schema, value: TypedValues, { viewer }: WritingOffice): TypedValues {
  const { id, request } = procedure;
  const lists = attachmentPointers(request.pointers).map((place) => place.replace(/\/\*.*$/, ''));
  return applied({ ...value, sop: id }, [
    ...(isOnBehalf(procedure, value) ? [] : accountEdit(request.pointers.applicant, viewer.login)),
    ...fieldsWhere(schema, (field) => !isCopied(field)).map((path) => ({ path: segmentsOf(path) })),
    ...lists.map((list) => ({ path: segmentsOf(list) })),
  ]) as TypedValues;
}
