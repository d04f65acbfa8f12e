import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isOnBehalf } from '#domain/case/people/recorded-act.ts';
import type { Problem } from '#domain/problem.ts';
import { inFieldOrder, labelAt } from '#domain/request/annotations.ts';
import { titlePointer } from '#domain/request/title.ts';
import { valueAt, valuesAt } from '#domain/request/pointer.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { capital } from '#domain/words/language.ts';
import type { Fault } from '../../problem-words.ts';
import { loadCase } from '../../desk-case.ts';
import { DESK } from '../../words.ts';
import { isSubmitted, isRefused } from '../../desk-list.ts';
import { keptBy } from '../../kept.ts';
import { peopleFor } from '../../people.ts';
import { carried } from '../../request/carried.ts';
import { type Draft, isUnsaved, type TypedValues } from '../../request/drafts.ts';
import { accountFor, entersForOthers, notForWriter } from '../../request/on-behalf.ts';
import { differing } from '../../request/letter-code.ts';
import { loadRequest, type OpenRequest, type RequestInHand } from '../../request/open-request.ts';
import { discardDraft, withLock, Moved, draftPlace, pullNumberOf, saveDraft } from '../../request/save.ts';
import { CHECK, isIn, leftIn, topicsOf } from '../../request/topics.ts';
import { sayWriting, WRITING } from '../../request/words.ts';
import { sendSubmit, sendSubmitTwice } from '../../submit.ts';
import { Picked, Reasons } from '../applicant.tsx';
import { giveFile } from '../attachments.tsx';
import { ReturnNote } from '../changes.tsx';
import { Heading, SignedIn, usePlace } from '../common.tsx';
import { FaultSummary } from '../fault-summary.tsx';
import { fieldId, FieldNotes, type FieldProps, useLabels } from '../fields.tsx';
import { useNamedUses } from '../use-named-uses.ts';
import { NOTE, NoteField, noteFaultsOf } from '../note-field.tsx';
import { type Attaching, AttachingContext, AttachmentsField, sentShare } from './attachments-field.tsx';
import { Compare } from './compare.tsx';
import { CopyFrom } from './copy-from.tsx';
import { Foreign } from './foreign-push.tsx';
import { Consent, Known, useRemembered, withEmptyGroups } from './known.tsx';
import { rootOf, TopicCard, TopicFields, TopicIndex, useTopic } from './topics.tsx';
import { roomsHere, RoomsContext, roomWidget } from './room-field.tsx';
import { faultOf, stateOf, type SendFault, sendFaultOf } from './editor-words.ts';
import { FoundInLetter } from './found-letter.tsx';
import { type LetterHere, LetterPreview, LetterSteps, useLetter } from './letter.tsx';
import { SendFaultNote } from './sign-in-here.tsx';
import { useAttachedLetters } from './use-attached-letters.ts';
import { useChecks } from './use-checks.ts';
import { useDraft } from './use-draft.ts';
import { useSentFiles } from './use-sent-files.ts';
import { REQUEST_WORDS, sayForm } from '../../../request/words.ts';

const WIDGETS = { account: AccountField, attachments: AttachmentsField };
/** Widgets of a request for somebody else. There the account of the applicant is typed, or stays empty (R41). */
const FOR_OTHERS = { attachments: AttachmentsField };

type Busy = 'saving' | 'submitting' | undefined;

/** Shows the form of a request. All input is stored on this device before anything else happens. */
export function Editor({ writing, title }: { writing: RequestInHand; title: string }) {
  const { from, drafts, procedure, schema } = writing;
  const { forge, go, hold, language, settings } = usePlace();
  const words = sayWriting(language);
  const hand = useDraft(drafts, writing.draft);
  const { draft } = hand;
  const { viewer, office, index } = from;
  const opened = writing.open;
  const [changed, setChanged] = useState<OpenRequest | undefined>(opened?.foreign && opened);
  const [theirs, setTheirs] = useState<OpenRequest | undefined>(
    writing.isMoved && !opened?.foreign ? opened : undefined,
  );
  const mustChoose = changed !== undefined || theirs !== undefined;
  const [busy, setBusy] = useState<Busy>();
  const isBusy = useRef(false);
  const [fault, setFault] = useState<SendFault>();
  const [news, setNews] = useState(writing.said ?? '');
  // A renewed session has a new forge, so the old fault no longer applies.
  useEffect(() => setFault(undefined), [forge]);
  const attachments = attachmentPointers(procedure.request.pointers);
  const one = writing.open?.one;
  const asked = one?.entries.findLast(({ next }) => next);
  const caseId = one?.current?.state.opens.case ?? '';
  const how = { schema, attachments, owner: settings.owner };
  const now = (): string => `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;

  const step = one?.current?.step;
  const people = useMemo(() => peopleFor(office, procedure, undefined, now()), [office, procedure]);
  const noteAsked = step?.requires?.note;
  const [note, setNote] = useState('');
  const [noteFaults, setNoteFaults] = useState<readonly Fault[]>([]);
  const [hidden] = useState(() =>
    notForWriter(procedure, office.roles, { writer: viewer.databaseId, value: draft.value, at: now() }),
  );
  const ask = {
    ...{ procedure, schema, step, rooms: office.rooms, bookings: index.bookings, asked: useNamedUses(), caseId },
    ...{ writer: { id: viewer.databaseId, login: viewer.login, roles: office.roles }, before: one?.current?.state },
  };
  const { checks, found, lookNow } = useChecks(ask, draft, now);
  const inWords = (problem: Problem): Fault => faultOf(problem, procedure.zone);
  const problems = inFieldOrder(schema, checks?.problems ?? []);
  const left = [...problems.map(inWords), ...noteFaults];
  // While a person fills in the form, it lists what is missing, but a field is not called wrong before it is submitted.
  const faults = found > 0 ? left : noteFaults;
  const warnings = (checks?.warnings ?? []).map(inWords);

  const isOnesOwn = !isOnBehalf(procedure, draft.value);
  const remembered = useRemembered(
    viewer.databaseId,
    schema,
    draft.value,
    isOnesOwn && !entersForOthers(procedure, office.roles, { writer: viewer.databaseId, at: now() }),
  );
  // A remembered value with a problem is shown as a field, so that the person can correct it.
  const known = remembered.known.filter((path) => !problems.some((each) => each.path === path));
  const topics = topicsOf(schema, hidden);
  const topic = useTopic(topics[0]?.key ?? CHECK);
  // A chosen alternative is filled in already. What is left is to check it and to submit.
  useEffect(() => {
    if (writing.isPicked) topic.go(CHECK, document);
  }, []);
  const entries = [
    ...topics.map((each) => ({
      key: each.key,
      title: each.title,
      left: leftIn(each, problems),
      isList: each.isList,
      isGroup: each.group !== undefined,
    })),
    { key: CHECK, title: WRITING.topicCheck, left: 0 },
  ];
  const check = entries[entries.length - 1] as (typeof entries)[number];
  const show = (path: string, root: Document | ShadowRoot): void =>
    topic.go(topics.find((each) => isIn(each, path))?.key ?? CHECK, root, fieldId(path));
  const form = {
    ...{ root: schema, office, zone: procedure.zone, faults, people },
    pointers: procedure.request.pointers,
    widgets: { ...(isOnesOwn ? WIDGETS : FOR_OTHERS), ...roomWidget(office.rooms) },
    needed: step?.requires?.fields ?? [],
    hidden: withEmptyGroups(schema, new Set([...hidden, ...known])),
  };

  const typed = (value: unknown): void => {
    const before = draft.value;
    hand.change((stored) => {
      const next = accountFor(procedure, viewer.login, before, carried(before, value, stored.value)) as TypedValues;
      const about = valueAt(next, titlePointer(schema) ?? '/');
      remembered.changed(next);
      return { ...stored, ...(typeof about === 'string' ? { title: about } : {}), value: next, typedAt: now() };
    });
    setNews('');
  };
  const letter = useLetter({ from, procedure, schema, value: draft.value });
  const readFile = async (name: string): Promise<Uint8Array> => {
    const here = draft.added.includes(name) ? await drafts.files(draft.key).get(name) : undefined;
    return here ?? (await forge.bytes(`${draft.folder}/${name}`, draft.base?.head ?? ''));
  };
  const saved = draft.base?.attachments ?? [];
  const attached = attachments.flatMap((place) => valuesAt(draft.value, place)).flatMap(({ value }) => value);
  const { letters, seen, leave } = useAttachedLetters({
    names: [...new Set([...draft.added, ...saved])].filter((name) => attached.includes(name)),
    ...{ read: readFile, procedure, schema },
  });
  const { shares, send } = useSentFiles(forge, draft.added, readFile);
  const attaching: Attaching = {
    ...{ added: draft.added, saved, read: readFile, seen, shares },
    add: async (name, bytes) => {
      void send(name, bytes);
      const isKept = await drafts.files(draft.key).put(name, bytes);
      hand.change((stored) => ({ ...stored, added: [...new Set([...stored.added, name])], typedAt: now() }));
      if (!isKept) hand.full();
    },
  };
  /** A letter that the form has made and that no longer says what the fields say. */
  const stale = letters.flatMap(({ name, fields }) => {
    const paths = differing(draft.value, fields, schema);
    const titles = paths.map((path) => labelAt(schema, path)?.[language] ?? path);
    return paths.length > 0 ? [words('letterDiffers', { name, f: titles.join(', ') })] : [];
  });
  const sendingNow = draft.added.flatMap((name) => {
    const share = shares[name] ?? 1;
    return share === 1 ? [] : [`${name}${share === 'waiting' ? '' : ` ${sentShare(share)}`}`];
  });
  const letterTopic = topics.find((each) => each.isList && attachments.some((place) => isIn(each, place)));

  /** Runs work that writes to the forge, and shows why the work failed. While other work runs, nothing happens. */
  const attempt = async (kind: NonNullable<Busy>, work: () => Promise<boolean>): Promise<boolean> => {
    if (isBusy.current) return false;
    isBusy.current = true;
    setBusy(kind);
    setFault(undefined);
    try {
      return await work();
    } catch (error) {
      if (error instanceof Moved) await lookElsewhere().catch((fault: unknown) => setFault(sendFaultOf(fault, words)));
      else setFault(sendFaultOf(error, words));
      return false;
    } finally {
      isBusy.current = false;
      setBusy(undefined);
      hand.refresh();
    }
  };
  const lookElsewhere = async (): Promise<void> => {
    const stored = drafts.of(draft.key) ?? draft;
    const number = stored.number ?? (await pullNumberOf(forge, stored, settings.owner));
    const open = number === undefined ? undefined : await loadRequest(forge, from, number, stored);
    if (open?.foreign) setChanged(open);
    else if (open) setTheirs(open);
    else setFault({ kind: 'said', sentence: words('unreadable') });
  };
  /** Checks whether the person has chosen a version. Before that, nothing is sent. */
  const isChosen = (): boolean => {
    if (mustChoose) setFault({ kind: 'said', sentence: words('chooseFirst') });
    return !mustChoose;
  };
  const save = (place?: Pick<Draft, 'branch' | 'folder'>): Promise<boolean> =>
    attempt('saving', async () => {
      if (!isChosen()) return false;
      if (draft.branch === undefined && place) hand.change((stored) => ({ ...stored, ...place }));
      await saveDraft(forge, drafts, draft.key, how);
      setNews('');
      return true;
    });
  const submit = (): Promise<boolean> =>
    attempt('submitting', async () => {
      if (!isChosen()) return false;
      const looked = await lookNow();
      const lacking = noteAsked ? noteFaultsOf(NOTE, noteAsked, note, true) : [];
      setNoteFaults(lacking);
      if (lacking.length > 0 || (looked && looked.problems.length > 0)) return false;
      await withLock(`disposisi-ajukan-${draft.key}`, async () => {
        const { number = 0, twice } = await saveDraft(forge, drafts, draft.key, how);
        const send = twice ? sendSubmitTwice : sendSubmit;
        const now = await loadCase(forge, number);
        const isThere = now.current
          ? !now.current.state.visit.withApplicant
          : isSubmitted(now.pull) && !isRefused(now.pull);
        if (!isThere) keptBy(viewer.databaseId).sent.keep(await send(forge, now, note.trim()));
        await drafts.forget(draft.key);
        go(`#/${number}/tanda-terima`);
      });
      return true;
    });
  const discard = (): Promise<boolean> =>
    attempt('saving', async () => {
      await discardDraft(forge, draft, settings.owner);
      await drafts.forget(draft.key);
      go('#/');
      return true;
    });
  useEffect(() => {
    const { folder } = draft.folder === undefined ? draftPlace(forge, draft, schema) : draft;
    hold?.({ draft, folder: folder ?? '', isCase: caseId !== '', save, submit, discard });
  });
  useEffect(() => () => hold?.(undefined), [hold]);
  /** Continues from a version that is saved at the office. */
  const goOn = ({ base, one: { number }, over }: OpenRequest, value: TypedValues): void => {
    hand.change(({ over: _past, ...stored }) => ({
      ...{ ...stored, value, base, number, typedAt: now() },
      ...(over === undefined ? {} : { over }),
    }));
    setTheirs(undefined);
  };
  const take = (version: OpenRequest, said: string): void => {
    setChanged(undefined);
    // If the unsaved input continues another version, the person compares the input with the chosen version, so that no
    // input is lost.
    if (isUnsaved(draft) && draft.base?.head !== version.base.head) return setTheirs(version);
    goOn(version, isUnsaved(draft) ? draft.value : version.value);
    setNews(said);
  };

  if (hand.isGone)
    return (
      <>
        <Heading>{title}</Heading>
        <div class="notice" role="alert">
          <p>{words('gone')}</p>
          {draft.number !== undefined && (
            <p>
              <a href={`#/${draft.number}/tanda-terima`}>{words('seeState')}</a>
            </p>
          )}
        </div>
      </>
    );
  return (
    <AttachingContext.Provider value={attaching}>
      <div class={hold ? 'writing' : 'writing by-topic'}>
        <div class={topic.at === entries[0]?.key ? 'writing-head' : 'writing-head is-later'}>
          <Heading>{title}</Heading>
          <SignedIn viewer={viewer} />
          <p class="lead">
            {caseId && `${caseId}. `}
            {words('byProcedure', { p: procedure.title[language] })}
          </p>
          <p class="hint">{words('readBy', { r: words(settings.kind) })}</p>
          {!hold && !one && <CopyFrom />}
          {one && (
            <div class="stack">
              {asked && one.current && <ReturnNote one={one} current={one.current} asked={asked} heading="h2" />}
              <Reasons one={one} request={draft.value} heading="h2" />
            </div>
          )}
          {hand.isFull && (
            <div class="notice is-refused" role="alert">
              <p>{words('full')}</p>
              <p>
                <button type="button" class="second" onClick={() => download(draft)}>
                  {words('downloadTyped')}
                </button>
              </p>
            </div>
          )}
          {changed?.foreign && (
            <Foreign key={changed.foreign.head} open={changed} foreign={changed.foreign} office={office} take={take} />
          )}
          {!changed && theirs && (
            <Compare
              key={theirs.base.head}
              draft={draft}
              theirs={theirs}
              office={office}
              chosen={(value) => goOn(theirs, value)}
            />
          )}
        </div>
        <p role="status" class="meta writing-state">
          {!changed && (news || stateOf(draft, caseId, words, procedure.zone, now(), language))}
        </p>
        {!hold && <TopicIndex entries={entries} at={topic.at} go={topic.go} />}
        <form class="writing-form" onSubmit={(event) => event.preventDefault()} noValidate>
          {topics.map((each, place) => (
            <TopicCard key={each.key} entries={entries} entry={entries[place] ?? check} at={topic.at} topic={topic}>
              <TopicPart letter={each === letterTopic ? letter : undefined}>
                <RoomsContext.Provider value={roomsHere(procedure, draft.value, checks)}>
                  <TopicFields form={form} topic={each} value={draft.value} set={typed}>
                    <Known schema={schema} topic={each} value={draft.value} here={{ ...remembered, known }} />
                  </TopicFields>
                </RoomsContext.Provider>
              </TopicPart>
              {each === letterTopic &&
                letters
                  .filter(({ isLeft }) => !isLeft)
                  .map((found) => (
                    <FoundInLetter
                      key={found.name}
                      {...{ procedure, schema, found }}
                      value={draft.value}
                      take={(value) => {
                        typed(value);
                        leave(found.name);
                        setNews(words('letterTakenOver'));
                      }}
                      leave={() => leave(found.name)}
                    />
                  ))}
              <Consent schema={schema} topics={topics} topic={each} here={remembered} />
            </TopicCard>
          ))}
          <TopicCard entries={entries} entry={check} at={topic.at} topic={topic}>
            {one && <Picked one={one} request={draft.value} />}
            <FaultSummary
              faults={left}
              found={found}
              hasReasons
              show={show}
              heading="h3"
              title={words(summaryOf(left.length, problems), { n: left.length })}
            />
            {checks && left.length === 0 && <p>{words('allFilled')}</p>}
            <Warnings
              lines={[...stale, ...warnings.map(({ label, message }) => `${label[language]}: ${message[language]}`)]}
            >
              {stale.length > 0 && letterTopic && (
                <p>
                  <button
                    type="button"
                    class="second"
                    onClick={({ currentTarget }) => topic.go(letterTopic.key, rootOf(currentTarget))}
                  >
                    {words('letterOpen', { t: letterTopic.title[language] })}
                  </button>
                </p>
              )}
            </Warnings>
            {noteAsked && (
              <NoteField
                path={NOTE}
                title={DESK.note[language]}
                hint={[`${capital(noteAsked[language])}.`]}
                value={note}
                faults={noteFaults}
                set={setNote}
              />
            )}
            <SendFaultNote fault={fault} account={viewer.databaseId} />
            <p class="hint">{words(mustChoose ? 'chooseFirst' : 'submitHint')}</p>
            {!hold && (
              <div class="gestures">
                <button type="button" disabled={busy !== undefined || mustChoose} onClick={submit}>
                  {words('submit')}
                </button>
                <button
                  type="button"
                  class="second"
                  disabled={busy !== undefined || mustChoose || (draft.number !== undefined && !isUnsaved(draft))}
                  onClick={() => save()}
                >
                  {words('save')}
                </button>
              </div>
            )}
            <p role="status">{busy && words(busy)}</p>
            {busy && sendingNow.length > 0 && <p class="meta">{words('sendingFiles', { n: sendingNow.join(', ') })}</p>}
            {!hold && !one?.current && (
              <details class="in-place">
                <summary>{words('deleteDraft')}</summary>
                <p class="hint">{words('deleteHint')}</p>
                <button type="button" class="danger" disabled={busy !== undefined} onClick={discard}>
                  {words('deleteNow')}
                </button>
              </details>
            )}
          </TopicCard>
        </form>
        <LetterPreview letter={letter} />
      </div>
    </AttachingContext.Provider>
  );
}

/** Returns the sentence above the list of what is left: something is only missing, or something is wrong. */
function summaryOf(count: number, problems: readonly Problem[]): 'fill' | 'fillOne' | 'fix' | 'fixOne' {
  const isWrong = problems.some(({ received }) => received !== undefined);
  return count === 1 ? (isWrong ? 'fixOne' : 'fillOne') : isWrong ? 'fix' : 'fill';
}

/** Shows a topic’s fields; of the topic of the signed letter, after the steps that lead to that letter. */
function TopicPart({ letter, children }: { letter: LetterHere | undefined; children: ComponentChildren }) {
  return letter ? <LetterSteps letter={letter}>{children}</LetterSteps> : <>{children}</>;
}

function Warnings({ lines, children }: { lines: readonly string[]; children: ComponentChildren }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  return (
    <div role="status">
      {lines.length > 0 && (
        <div class="notice">
          <p>
            <strong>{words('warnings')}</strong>
          </p>
          <ul class="plain">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {children}
          <p class="meta">{words('warningNote')}</p>
        </div>
      )}
    </div>
  );
}

/** Saves the input as a file, for a device that cannot store it. */
const download = ({ key, value }: Draft): void =>
  giveFile(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }), `konsep-${key}.json`);

/** Shows the applicant's account, which is the writer's account. Nobody types it. */
function AccountField(props: FieldProps) {
  const { language } = usePlace();
  const labels = useLabels(props);
  return (
    <div class="field">
      <label for={labels.id}>{labels.title}</label>
      {/* Nobody types it, so the advice on how to write it is left out. */}
      <FieldNotes {...labels} hint="" />
      <output id={labels.id} tabIndex={-1}>
        {String(props.value ?? '')} <span class="meta">{sayForm(REQUEST_WORDS.accountFilled, language)}</span>
      </output>
    </div>
  );
}
