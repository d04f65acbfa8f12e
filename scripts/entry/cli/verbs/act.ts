import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { againstAnotherTime } from '#domain/case/submission/postponement.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Journal } from '#domain/journal/journal.ts';
import { composeAnswer, composed, composeReview, noteFaults } from '#domain/request/review.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import type { Text } from '#domain/problem.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { both } from '#domain/words/language.ts';
import { type Command, caseNumber, type Io, needed, wholeNumber } from '#entry/command.ts';
import { type Person, personOf } from '#embedded/office/person.ts';
import {
  type CaseReading,
  type CurrentCase,
  readCurrentCase,
  currentCaseOf,
  currentSentence,
} from '#embedded/office/current-case.ts';
import { checkRequest } from '#engine/config/request-files.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { awaitReply, readJournal, WAIT_SECONDS } from '../await-answer.ts';
import { connect, FORGE_OPTIONS, forgeAsPerson } from '../connect.ts';
import { correctionBody, refuseUnfitCorrection } from '../correction-body.ts';
import { filingBody, refuseUnfitFiling } from '../filing-body.ts';
import { handOverAll, readLocal, readSignedFiles, refuseSignedAlone, refuseUnsound } from '../local-request.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';
import { throwRefusedAct } from '../refused-act.ts';

const GESTURES = ['approve', 'return', 'close', 'submit', 'answer', 'correct', 'file'] as const;
type Gesture = (typeof GESTURES)[number];

type IsReply = (entry: Entry) => boolean;

/** Acts on a case as a person, only through the forge's API (R1), and prints the reply of the process. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(
    args,
    {
      ...FORGE_OPTIONS,
      note: { type: 'string' },
      result: { type: 'string' },
      file: { type: 'string' },
      attach: { type: 'string', multiple: true },
      signed: { type: 'string', multiple: true },
      document: { type: 'string' },
      step: { type: 'string' },
      field: { type: 'string' },
      value: { type: 'string' },
      'give-back': { type: 'boolean' },
      wait: { type: 'string' },
    },
    2,
  );
  const gesture = gestureOf(positionals[0]);
  const asked = caseNumber(positionals[1]);
  if (values.file !== undefined && gesture !== 'submit')
    throw new UsageError({ id: '--file hanya untuk submit.', en: '--file is for submit only.' });
  if (values.attach !== undefined && values.file === undefined)
    throw new UsageError({ id: '--attach memerlukan --file.', en: '--attach needs --file.' });
  if (gesture === 'answer' ? values.step === undefined : values.step !== undefined && gesture !== 'correct')
    throw new UsageError({
      id: 'answer memerlukan --step dengan id langkahnya; correct boleh memakainya, tindakan lain tidak.',
      en: 'answer needs --step with the id of the step; correct may have it, no other act takes it.',
    });
  refuseUnfitCorrection(values, gesture === 'correct');
  refuseUnfitFiling(values, gesture === 'file');
  if (gesture === 'answer' || gesture === 'correct') needed(values.note, '--note');
  refuseSignedAlone(values, gesture);
  if (values.repo === undefined) needed(values.as, '--as');
  const wait = wholeNumber(values.wait ?? WAIT_SECONDS, '--wait');
  const result = values.result === undefined ? undefined : await readResult(values.result, io);
  refuseUnfit({ note: values.note, result, file: values.result });
  const signed = await readSignedFiles(values.signed ?? [], gesture === 'file', io);
  const options = await connect(values, io);
  const forge = forgeAsPerson(options);
  const person = personOf(options);
  const { file, attach, note } = values;
  const refused = throwRefusedAct(asked);
  const { number, pull } = await placeOf(forge, asked).catch(refused);
  const before = await readJournal(forge, number);
  if (gesture === 'submit') {
    const reading = await readCurrentCase(forge, number).catch(refused);
    await refuseUnlessApplicantsTurn(person, reading, options.now());
    await untilAfterReturn(reading, options.now);
    if (file !== undefined) await revise(person, reading, { file, attach, io, now: options.now() });
  }
  const documents = await handOverAll(person, signed).catch(refused);
  const bodies = {
    answer: () => composeAnswer({ visit: visitToAnswer(before, values.step ?? ''), note: note ?? '' }),
    correct: async () =>
      correctionBody(await person.id(), await readCurrentCase(forge, number).catch(refused), values, options.now()),
    file: async () => {
      const wanted = { paper: values.document ?? '', documents, note: note ?? '' };
      return filingBody(await person.id(), await readCurrentCase(forge, number).catch(refused), wanted, options.now());
    },
  };
  const body = Object.hasOwn(bodies, gesture)
    ? await bodies[gesture as keyof typeof bodies]()
    : bodyOf(before, { note, result, documents });
  const isReply = await perform(person, { gesture, pull, body, note }, before).catch(refused);
  const isResubmission = gesture === 'submit' && before.state !== undefined;
  return awaitReply({
    ...{ forge, person, number, pull, wait, io },
    ...{ now: options.now, siteUrl: options.siteUrl, isReply, isResubmission },
  });
};

function gestureOf(text: string | undefined): Gesture {
  const gesture = GESTURES.find((each) => each === text);
  if (gesture) return gesture;
  throw new UsageError({
    id: `Tindakan: diharapkan ${GESTURES.join(', ')}; diterima "${(text ?? '').slice(0, 40)}".`,
    en: `Act: expected ${GESTURES.join(', ')}; received "${(text ?? '').slice(0, 40)}".`,
  });
}

/** @throws UserError if the file cannot be read, or is empty */
async function readResult(file: string, io: Io): Promise<string> {
  const result = (await readText(file, io)).trimEnd();
  if (result !== '') return result;
  const message = { id: 'File ini kosong', en: 'This file is empty' };
  const fix = {
    id: 'Isi hasilnya; isian yang diperlukan: npx disposisi explain',
    en: 'Fill in the result; what is needed: npx disposisi explain',
  };
  throw new UserError(NOTHING_SENT, [{ file, path: '', code: 'result-empty', message, fix }]);
}

const NOTHING_SENT = { id: 'Tidak ada yang dikirim.', en: 'Nothing was sent.' };

/** Throws a UserError if R9 refuses the note or the result. Nothing has been sent by then. */
function refuseUnfit(parts: { note: string | undefined; result: string | undefined; file: string | undefined }): void {
  const { note = '', result, file = 'hasil' } = parts;
  const reading = result === undefined ? undefined : readYaml(result, file);
  const problems = [...noteFaults(composed(note)), ...(reading && !reading.ok ? reading.problems : [])];
  if (problems.length > 0) throw new UserError(NOTHING_SENT, problems);
}

/** Composes the body. It names the visit and the digest that were read. If these change, the act is `stale` (R16). */
function bodyOf(
  { state }: Journal,
  parts: { note: string | undefined; result: string | undefined; documents: readonly NamedDocument[] },
): string {
  try {
    return composeReview({
      ...(parts.note === undefined ? {} : { note: parts.note }),
      ...(parts.result === undefined ? {} : { result: parts.result }),
      documents: parts.documents,
      ...(state && !state.end ? { visit: `${state.visit.step}#${state.visit.visit}`, digest: state.digest } : {}),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError({
      id: 'Catatan memuat blok hasil atau baris penanda; tulis hasil dengan --result.',
      en: 'The note contains a result block or a marker line; give the result with --result.',
    });
  }
}

/** Returns the visit whose record is answered (R52): the newest visit to that step of which somebody was informed. */
function visitToAnswer({ state }: Journal, step: string): string {
  const records = state && !state.end ? state.informed : [];
  const record = records.findLast((each) => each.step === step);
  if (record) return `${record.step}#${record.visit}`;
  const known = [...new Set(records.map((each) => each.step))].join(', ');
  throw new UserError({
    id: `Tidak ada yang dikirim: langkah "${step}" tidak mempunyai hasil yang dapat ditanggapi.${known && ` Langkah yang mempunyai hasil: ${known}.`}`,
    en: `Nothing was sent: step "${step}" has no record that can be answered.${known && ` Steps with a record: ${known}.`}`,
  });
}

/**
 * Refuses a submission by another account than the opener, and a submission while the case does not wait for the opener
 * (R13). The process ignores such a submit sign silently, and a correction at another step would make approvals void.
 * @throws UserError that says whose turn it is
 */
async function refuseUnlessApplicantsTurn(person: Person, reading: CaseReading, now: string): Promise<void> {
  const { opener } = reading.view.pull;
  const current = currentCaseOf(reading);
  const where = current ? currentSentence(current, now) : { id: '', en: '' };
  if ((await person.id()) !== opener.id)
    throw new UserError({
      id: `Tidak ada yang dikirim: hanya pembuka permohonan ini, ${opener.login}, yang dapat mengajukannya. ${where.id}`.trim(),
      en: `Nothing was sent: only ${opener.login}, who opened this request, can submit it. ${where.en}`.trim(),
    });
  const isTurn = !current || (!current.state.end && current.state.visit.withApplicant);
  if (isTurn) return;
  const next = anotherTime(current, now);
  throw new UserError({
    id: `Tidak ada yang dikirim: permohonan ini sudah diajukan dan sedang tidak berada pada pemohon. ${where.id}${next.id}`,
    en: `Nothing was sent: this request has been submitted and is not with the applicant now. ${where.en}${next.en}`,
  });
}

/** Says where the opener asks for another time (R53), or why that is not possible; nothing if the step never allows it. */
function anotherTime({ procedure, state }: CurrentCase, now: string): Text {
  const { postpone } = stepOf(procedure, state.visit.step);
  if (!postpone || state.end) return { id: '', en: '' };
  const [objection] = againstAnotherTime(postpone, state, now);
  if (objection) return both((language) => ` ${objection.message[language]}.`);
  return {
    id: ' Waktu lain diminta di Meja kerja: buka berkas ini, lalu pilih “Minta waktu lain”.',
    en: ' Another time is asked for at the desk: open this case, then choose “Ask for another time”.',
  };
}

/** The longest wait in milliseconds. It covers one second, but not a clock that is far behind the forge's clock. */
const MOST_WAIT = 1_500;

/**
 * Waits until the second of the return is over. Facts are ordered by the second, and a label or push comes before a
 * review of the same second (R14). So an act in the second of the return would not count. Only a script acts that fast.
 */
async function untilAfterReturn({ journal }: CaseReading, now: () => string): Promise<void> {
  const begins = journal.state?.visit.begins;
  const end = Date.now() + MOST_WAIT;
  while (begins !== undefined && now() <= begins && Date.now() < end) await sleep(50);
}

interface Revision {
  readonly file: string;
  readonly attach: readonly string[] | undefined;
  readonly io: Io;
  readonly now: string;
}

/** Replaces the submitted request by a corrected request. Attachments that stay need not be given again. */
async function revise(person: Person, { view, journal, config }: CaseReading, revision: Revision): Promise<void> {
  const { file, attach = [], io, now } = revision;
  const path =
    (journal.state?.document ?? journal.state?.opens)?.path ??
    view.pull.files.find((each) => each.path.endsWith('/request.yaml'))?.path;
  if (path === undefined)
    throw new UserError({ id: 'Tidak ada dokumen permohonan di sini.', en: 'There is no request document here.' });
  const document = await readLocal(file, io);
  const attachments = await Promise.all(attach.map((each) => readLocal(each, io)));
  const kept = view.pull.files.flatMap((each) => (each.path === path ? [] : [basename(each.path)]));
  refuseUnsound(checkRequest(document, attachments, config, now, kept), config.zone);
  const folder = dirname(path);
  await person.push(view.pull.branch, [
    { path, bytes: document.bytes },
    ...attachments.map((each) => ({ path: `${folder}/${basename(each.file)}`, bytes: each.bytes })),
  ]);
}

interface Act {
  readonly gesture: Gesture;
  readonly pull: number;
  readonly body: string;
  readonly note: string | undefined;
}

/**
 * Returns the case, and the pull request on which it is decided. If the case's own pull request was cut off, that is
 * the successor (R1).
 */
async function placeOf(forge: Forge, asked: number): Promise<{ number: number; pull: number }> {
  const { state } = await readJournal(forge, asked);
  if (state?.moved === 0) return { number: asked, pull: asked };
  const { number, successor = number } = (await forge.readCase(asked)).pull;
  return { number, pull: successor };
}

async function perform(person: Person, { gesture, pull, body, note }: Act, before: Journal): Promise<IsReply> {
  const after = before.entries.length;
  switch (gesture) {
    case 'approve':
    case 'return': {
      const id = await person.review(pull, gesture === 'approve' ? 'APPROVE' : 'REQUEST_CHANGES', body);
      return ({ source }) => source?.kind === 'review' && source.id === id;
    }
    case 'answer':
    case 'correct':
    case 'file': {
      const id = await person.review(pull, 'COMMENT', body);
      return ({ source }) => source?.kind === 'review' && source.id === id;
    }
    case 'close':
      // The reason of a rejection is the author's latest comment-only review in this visit (R1).
      if (note !== undefined) await person.review(pull, 'COMMENT', body);
      await person.close(pull);
      return ({ seq, gesture: done, source }) => seq > after && (done === 'close' || source?.kind === 'close');
    case 'submit':
      // The note that the opener's step asks for is the opener's latest comment-only review of the visit (R40).
      if (note !== undefined) await person.review(pull, 'COMMENT', body);
      await person.submit(pull);
      return ({ seq, gesture: done }) => seq > after && done === 'submit';
  }
}
