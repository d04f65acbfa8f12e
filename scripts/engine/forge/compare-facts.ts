import type { Instant } from '#domain/clock/instant.ts';
import { compareFacts, type Fact, type ReviewFact } from '#domain/case/state/facts.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { countingPush } from '#domain/case/push/pushes.ts';
import { apply, type CaseState } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { isMerge } from '#domain/replay/claim.ts';
import { shorten } from '#domain/problem.ts';
import { canonicalJson, sha256 } from '#domain/request/digest.ts';
import { correctionIn } from '#domain/request/correction-block.ts';
import { filingIn } from '#domain/request/read-filing.ts';
import { answerIn, type Review, splitReview } from '#domain/request/review.ts';
import { isOtherComment } from '#domain/case/act/informed.ts';
import { printSignedLine } from '#domain/request/signed-line.ts';
import { readYaml } from '#domain/request/yaml.ts';
import { entryPlace, type RegisterFinding, registerFinding } from '#engine/register/finding.ts';

/** Everything that the forge still shows of a case. */
export interface Shown {
  readonly number: number;
  readonly branch: string;
  readonly opener: number;
  /** The facts in the order of R14. Pushes are missing if the log of the branch is gone. */
  readonly facts: readonly Fact[];
  readonly hasPushes: boolean;
}

/** The numbers of entries that were compared, and of those that could not be compared, or only in part. */
export interface Compared {
  readonly compared: number;
  /** The entries about pushes, if the log of the branch is gone. */
  readonly pushes: number;
  /** The acts whose reviews were edited later, so that the original words are not shown. */
  readonly edited: number;
  /** The entries whose accounts were deleted, so that only the account is not compared. */
  readonly ghosts: number;
}

/**
 * Compares the entries of a case with what the forge shows (R29). An entry that names a fact must have the account, the
 * second, the verdict and the words of that fact.
 * @param rewritten when the history was rewritten the last time (R50)
 */
export function compareWithForge(
  entries: readonly Entry[],
  shown: Shown,
  rewritten?: Instant,
): { findings: RegisterFinding[]; compared: Compared } {
  const { number, facts } = shown;
  const caseId = entries[0]?.opens?.case;
  const findings: RegisterFinding[] = [];
  const count = { compared: 0, pushes: 0, edited: 0, ghosts: 0 };
  const known = new Map(facts.map((fact) => [`${fact.kind}:${fact.id}`, fact]));
  let after: CaseState | undefined;
  for (const entry of entries) {
    const state = after;
    after = apply(state, entry);
    const { source, seq } = entry;
    const place = { ...entryPlace(number, seq), ...(caseId === undefined ? {} : { case: caseId }) };
    const check = (path: string, expected: unknown, received: unknown): void => {
      if (expected === received) return;
      const shown = { expected: shownAs(expected), received: shownAs(received) };
      findings.push(registerFinding('forge-differs', { ...place, path, ...shown }));
    };
    if (entry.opens) {
      check('/opens/branch', shown.branch, entry.opens.branch);
      check('/opens/applicant/id', shown.opener, entry.opens.applicant.id);
    }
    if (!source) continue;
    if (source.kind === 'push' && !shown.hasPushes) {
      count.pushes += 1;
      continue;
    }
    const fact = known.get(`${source.kind}:${source.id}`);
    if (!fact) {
      findings.push(registerFinding('forge-missing', { ...place, received: `${source.kind} ${source.id}` }));
      continue;
    }
    count.compared += 1;
    check('/at', fact.at, entry.at);
    check('/source/order', fact.order, source.order);
    if (fact.actor.id === 0) count.ghosts += 1;
    else check('/who/id', fact.actor.id, entry.who?.id);
    checkKind(fact, entry, check);
    if (fact.kind === 'review' && entry.kind !== 'refused') {
      if (isEdited(facts, fact.id)) count.edited += 1;
      else if (entry.kind === 'accepted') checkWords(fact, entry, check);
      else if (entry.kind === 'answered') check('/note', answerIn(fact.body)?.note, entry.note);
      else if (entry.kind === 'corrected') checkCorrection(fact, entry, check);
      else if (entry.kind === 'filed') checkFiling(fact, entry, check);
    }
    if (entry.kind === 'rejected') count.edited += checkReason(fact, facts, entry, check);
    if (entry.head && shown.hasPushes) {
      const opener = { id: shown.opener, login: '', kind: 'user' as const };
      const pushes = { facts, opening: { opener } };
      const push = countingPush(pushes, state, fact);
      // After a rewriting of the history, the forge shows the commit that replaced the one in the journal (R50).
      const isReplaced = rewritten !== undefined && entry.at < rewritten && push?.order === entry.head.push;
      if (!isReplaced) check('/head/oid', push?.head, entry.head.oid);
    }
  }
  findings.push(...leftOutOf(entries, shown, caseId));
  return { findings, compared: count };
}

type Check = (path: string, expected: unknown, received: unknown) => void;

function checkKind(fact: Fact, entry: Entry, check: Check): void {
  if (fact.kind === 'review') check('/gesture', fact.verdict, entry.gesture ?? 'comment');
  if (fact.kind === 'close') check('/kind', fact.merged, isMerge(entry));
  if (fact.kind === 'label' && fact.what === 'labeled') check('/source', SUBMIT_LABEL, fact.label);
  if (fact.kind === 'notice') check('/kind', `review-${fact.what}`, entry.kind);
}

/** Compares all words of an accepted act. */
function checkWords(fact: ReviewFact, entry: Entry, check: Check): void {
  const review = splitReview(fact.body);
  check('/words', sha256(`${fact.verdict}\n${fact.body}`), entry.words);
  check('/note', review.note, entry.note ?? '');
  checkDocuments(review, entry, check);
  const reading = review.result === undefined ? undefined : readYaml(review.result, 'hasil');
  const result = reading?.ok ? canonicalJson(reading.value) : undefined;
  check('/result', result, entry.result && canonicalJson(entry.result));
}

/** Compares the field, the new value and the reason of a correction (R49). */
function checkCorrection({ body }: ReviewFact, { corrected, note }: Entry, check: Check): void {
  const wanted = correctionIn(body);
  const read = wanted && 'field' in wanted ? wanted : undefined;
  check('/note', wanted && 'note' in wanted ? wanted.note : undefined, note);
  check('/corrected/field', read?.field, corrected?.field);
  check('/corrected/after', read?.value, corrected?.after);
}

/** Compares the paper, its entry, the files and the note of a filing (R47). */
function checkFiling({ body }: ReviewFact, entry: Entry, check: Check): void {
  const wanted = filingIn(body);
  const read = wanted && 'paper' in wanted ? wanted : undefined;
  check('/note', read?.note, entry.note ?? '');
  check('/filed/paper', read?.paper, entry.filed?.paper);
  check('/filed/entry', read?.entry, entry.filed?.entry);
  checkDocuments({ documents: read?.documents ?? [] }, entry, check);
}

/** Checks that an entry has the documents that the words name, and no others (R47). */
const checkDocuments = ({ documents }: Pick<Review, 'documents'>, { signed = [] }: Entry, check: Check): void =>
  check('/signed', documents.map(printSignedLine).join('\n'), signed.map(printSignedLine).join('\n'));

/**
 * Compares the reason of a rejection, which is the same person's last comment-only review before the rejection (R1).
 * @returns 1 if that review was edited later, otherwise 0
 */
function checkReason(fact: Fact, facts: readonly Fact[], entry: Entry, check: Check): 0 | 1 {
  const comment = facts.findLast(
    (each): each is ReviewFact =>
      isOtherComment(each) && each.actor.id === fact.actor.id && compareFacts(each, fact) < 0,
  );
  if (comment && isEdited(facts, comment.id)) return 1;
  const review = comment && splitReview(comment.body);
  check('/note', review?.note, entry.note);
  if (review) checkDocuments(review, entry, check);
  return 0;
}

const isEdited = (facts: readonly Fact[], review: string): boolean =>
  facts.some((fact) => fact.kind === 'notice' && fact.what === 'edited' && fact.about === review);

/** Finds reviews with a verdict but without an entry, between the first and the last fact that the journal names. */
function leftOutOf(entries: readonly Entry[], { number, facts }: Shown, caseId: string | undefined): RegisterFinding[] {
  const [first] = entries;
  const last = entries.findLast(({ source }) => source);
  if (!first?.source || !last?.source) return [];
  const [from, to] = [first, last].map(({ at, source }) => ({
    at,
    kind: source?.kind ?? 'push',
    order: source?.order ?? 0,
  }));
  const shown = new Set(entries.flatMap(({ source }) => (source ? [`${source.kind}:${source.id}`] : [])));
  return facts.flatMap((fact) => {
    const isAct = fact.kind === 'review' && fact.verdict !== 'comment';
    if (!isAct || !from || !to || compareFacts(fact, from) <= 0 || compareFacts(fact, to) >= 0) return [];
    if (shown.has(`${fact.kind}:${fact.id}`)) return [];
    const expected = `${fact.verdict} ${fact.at} ${fact.actor.login} (review ${fact.id})`;
    return registerFinding('forge-left-out', {
      file: journalPath(number),
      expected,
      ...(caseId === undefined ? {} : { case: caseId }),
    });
  });
}

const shownAs = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? shorten(value, 120) : String(value);
