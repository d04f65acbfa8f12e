import { useState } from 'preact/hooks';
import { againstAnotherTime } from '#domain/case/submission/postponement.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below, segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { applied } from '../../../request/normalise.ts';
import { reviewBody } from '../../acts.ts';
import { cleaned } from '../../cleaned.ts';
import { type DeskCase, loadCase } from '../../desk-case.ts';
import { keptBy } from '../../kept.ts';
import { alike } from '../../request/carried.ts';
import { type Draft, draftsOf, type TypedValues } from '../../request/drafts.ts';
import { loadRequest, loadWritingOffice, type OpenRequest, type WritingOffice } from '../../request/open-request.ts';
import { Moved, saveDraft } from '../../request/save.ts';
import { sayWriting } from '../../request/words.ts';
import { Back, Heading, Refused, SignedIn, usePlace } from '../common.tsx';
import { FaultSummary } from '../fault-summary.tsx';
import { Fields } from '../fields.tsx';
import { NOTE, NoteField, noteFaultsOf } from '../note-field.tsx';
import { useLoad } from '../use-load.tsx';
import { useNamedUses } from '../use-named-uses.ts';
import { faultOf, type SendFault, sendFaultOf } from './editor-words.ts';
import { roomsHere, RoomsContext, roomWidget } from './room-field.tsx';
import { SendFaultNote } from './sign-in-here.tsx';
import { useChecks } from './use-checks.ts';

interface Read {
  readonly from: WritingOffice;
  /** The request; undefined if another time cannot be asked for now, or not by this account. */
  readonly open: OpenRequest | undefined;
}

/** Shows the page on which the opener asks for another time (R53): only the fields that may change, and one button. */
export function PostponePage({ number }: { number: number }) {
  const { forge, say, language } = usePlace();
  const words = sayWriting(language);
  const [read, setRead] = useState<Read>();
  const { fault } = useLoad(
    async () => {
      const from = await loadWritingOffice(forge);
      const open = await loadRequest(forge, from, number);
      const isFit = open && !open.foreign && mayAsk(open.one, instantOf(forge.now()));
      setRead({ from, open: isFit ? open : undefined });
    },
    [number],
    number,
  );
  return (
    <>
      <Back to={`#/${number}`} text={words('toCase')} />
      <Heading>{words('anotherTime')}</Heading>
      {fault ?? (!read && <p role="status">{say('loading')}</p>)}
      {read && <SignedIn viewer={read.from.viewer} />}
      {read && !read.open && <p class="notice">{words('notPostponable')}</p>}
      {read?.open && <Asking from={read.from} open={read.open} />}
    </>
  );
}

const instantOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Checks whether the viewer may ask for another time at this instant. */
function mayAsk({ current, viewer }: DeskCase, now: string): boolean {
  if (!current || current.state.end) return false;
  const { state, step } = current;
  const isMine = state.opens.applicant.id === viewer.databaseId;
  return isMine && step.postpone !== undefined && againstAnotherTime(step.postpone, state, now).length === 0;
}

function Asking({ from, open }: { readonly from: WritingOffice; readonly open: OpenRequest }) {
  const { forge, go, language, settings } = usePlace();
  const words = sayWriting(language);
  const { one, procedure, schema, base, folder } = open;
  const { viewer, office, index } = from;
  const { current, number } = one;
  const [value, setValue] = useState<TypedValues>(current?.state.request ?? {});
  const [note, setNote] = useState('');
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<SendFault>();
  const [wasTried, setTried] = useState(false);
  const now = (): string => instantOf(forge.now());
  const draft: Draft = {
    // The draft has its own name, so that it is separate from a correction of the request.
    key: `${number}-waktu`,
    ...{ procedure: procedure.id, value, added: [], number, branch: one.pull.headRefName, folder, base },
  };
  const ask = {
    ...{ procedure, schema, rooms: office.rooms, bookings: index.bookings, asked: useNamedUses() },
    ...{ caseId: current?.state.opens.case ?? '', before: current?.state },
    writer: { id: viewer.databaseId, login: viewer.login, roles: office.roles },
  };
  const { checks, found, lookNow } = useChecks(ask, draft, now);
  const postpone = current?.step.postpone;
  if (!current || !postpone) return null;
  const to = stepOf(procedure, postpone.to);
  const noteFaults = noteFaultsOf(NOTE, NOTE_LABEL, note, false);
  const faults = [
    ...(found > 0 ? (checks?.problems ?? []).map((each) => faultOf(each, procedure.zone)) : []),
    ...noteFaults,
  ];
  // Only these sections come from the form, because a tidied value in another section would be a change of the request.
  const tidy = cleaned(schema, value);
  const edits = postpone.sections.map((section) => {
    const given = valueAt(tidy, section);
    return { path: segmentsOf(section), ...(given === undefined ? {} : { value: given }) };
  });
  const document = applied(current.state.request, edits) as object;
  const isSame = alike(document, current.state.request);

  const send = async (): Promise<void> => {
    setTried(true);
    const looked = await lookNow();
    if (isSame || noteFaults.length > 0 || (looked && looked.problems.length > 0)) return;
    setSending(true);
    setFault(undefined);
    const drafts = draftsOf(viewer.databaseId);
    try {
      // If the case has changed since the page was opened, the same push could have another meaning.
      const fresh = await loadCase(forge, number);
      const isUnchanged = fresh.pull.headRefOid === base.head && mayAsk(fresh, now());
      if (!isUnchanged || fresh.entries.length !== one.entries.length) throw new Moved();
      if (note.trim() !== '')
        await forge.rest('POST', `/pulls/${fresh.pull.number}/reviews`, {
          ...{ event: 'COMMENT', body: reviewBody(fresh, note.trim(), undefined), commit_id: base.head },
        });
      drafts.keep(draft);
      await saveDraft(forge, drafts, draft.key, {
        ...{ schema, attachments: attachmentPointers(procedure.request.pointers), owner: settings.owner, document },
      });
      keptBy(viewer.databaseId).sent.keep({ number, gesture: 'submit', after: fresh.entries.length });
      go(`#/${number}`);
    } catch (error) {
      setSending(false);
      setFault(
        error instanceof Moved ? { kind: 'said', sentence: words('notPostponable') } : sendFaultOf(error, words),
      );
    } finally {
      await drafts.forget(draft.key);
    }
  };

  return (
    <>
      <p class="lead">
        {current.state.opens.case}. {words('anotherTimeNote', { r: rowOf(to), s: to.short[language] })}
      </p>
      <form class="stack writing-form" onSubmit={(event) => event.preventDefault()} noValidate>
        <FaultSummary
          faults={faults}
          found={found}
          heading="h2"
          title={words(faults.length === 1 ? 'fixOne' : 'fix', { n: faults.length })}
        />
        <RoomsContext.Provider value={roomsHere(procedure, value, checks)}>
          <Fields
            form={{
              ...{ root: schema, office, zone: procedure.zone, faults, pointers: procedure.request.pointers },
              widgets: roomWidget(office.rooms),
              hidden: new Set(outside(schema, resolve(schema, schema), '', postpone.sections)),
            }}
            schema={resolve(schema, schema)}
            path=""
            value={value}
            set={(next) => setValue(next as TypedValues)}
          />
        </RoomsContext.Provider>
        <NoteField
          path={NOTE}
          title={words('why')}
          hint={[words('whyHint')]}
          value={note}
          faults={noteFaults}
          set={setNote}
        />
        {(checks?.warnings ?? []).map((each, at) => (
          <p class="notice" role="status" key={at}>
            {each.message[language]}
          </p>
        ))}
        <Refused text={wasTried && isSame && words('sameTime')} />
        <SendFaultNote fault={fault} account={viewer.databaseId} />
        <div class="gestures">
          <button type="button" disabled={isSending} onClick={send}>
            {words('anotherTime')}
          </button>
        </div>
        <p role="status">{isSending && words('submitting')}</p>
      </form>
    </>
  );
}

const NOTE_LABEL = { id: 'Alasan', en: 'Reason' };

/** Returns the pointers of the outermost fields that do not belong to these sections. */
function outside(root: Schema, schema: Schema, path: string, sections: readonly string[]): string[] {
  return propertiesOf(schema).flatMap(([name, written]) => {
    const here = below(path, name);
    if (sections.some((section) => here === section || here.startsWith(`${section}/`))) return [];
    if (!sections.some((section) => section.startsWith(`${here}/`))) return [here];
    return outside(root, resolve(root, written), here, sections);
  });
}
