import type { Variant, When } from '#domain/generated/document.ts';
import type { Text } from '#domain/problem.ts';
import { filingProblem } from '#domain/request/filing-block.ts';
import { filingIn } from '#domain/request/read-filing.ts';
import { isPhotoName, type NamedDocument } from '#domain/request/signed-line.ts';
import { given } from '#domain/request/given.ts';
import type { Config } from '../state/config.ts';
import type { RefusedComment } from '../state/corrections.ts';
import { filerOf, hasPhotos, signatoriesOf } from '../people/filers.ts';
import { doneBy, sourceOf, type Unnumbered } from '../state/entry.ts';
import type { ReviewFact } from '../state/facts.ts';
import { whoIn } from '../state/roles.ts';
import { checkSigned } from '../state/signed.ts';
import type { CaseState } from '../state/state.ts';
import { isApplicant, type Rules, type World } from '../state/world.ts';

/** Returns main's procedure of a case, and the papers that main's templates make of its cases. */
function papersOf({ procedures, documents }: Config, { procedure: { value } }: Rules) {
  const procedure = procedures.get(value.id)?.value;
  const templates = [...documents.values()].map((each) => each.value);
  return {
    procedure,
    papers: procedure ? templates.filter((each) => each.procedure === value.id && (each.of ?? 'case') === 'case') : [],
  };
}

/** Checks whether a comment-only review is meant as a filing by somebody who may file a paper of the procedure. */
export function isFiling(
  { config }: Pick<World, 'config'>,
  rules: Rules,
  { actor, at, body, editedByOther }: ReviewFact,
): boolean {
  if (actor.kind !== 'user' || editedByOther || filingIn(body) === undefined) return false;
  const { procedure, papers } = papersOf(config, rules);
  const by = { account: actor.id, at };
  return procedure !== undefined && papers.some((paper) => filerOf(config.roles, procedure, paper, by) !== undefined);
}

/**
 * Judges a comment-only review as the filing of a signed document or of a report's photographs (R47), while the case
 * runs or after its end. Roles and papers are those of main.
 * @returns undefined if the review is no filing, its author may not file, or it was refused before
 * @throws UnreadDocuments if the document was not read yet
 */
export function judgeFiling(
  world: World,
  rules: Rules,
  state: CaseState,
  fact: ReviewFact,
): Unnumbered | RefusedComment | undefined {
  if (!isFiling(world, rules, fact) || world.answered(fact)) return undefined;
  if (isApplicant(state, fact.actor)) return undefined;
  const wanted = filingIn(fact.body);
  if (!wanted) return undefined;
  if ('problems' in wanted) return { fact, problems: wanted.problems };
  const { procedure, papers } = papersOf(world.config, rules);
  const { paper: id, entry, documents, note } = wanted;
  const arePhotos = documents.some(({ name }) => isPhotoName(name));
  const paper = papers.find((each) => each.id === id);
  const refused = (code: string, text: { message: Text; fix: Text }) => ({
    fact,
    problems: [filingProblem(code, text)],
  });
  if (!procedure || !paper) return refused('no-such-paper', NO_PAPER);
  if (signatoriesOf(paper).length === 0) return refused('paper-unsigned', UNSIGNED);
  if (arePhotos && !hasPhotos(paper)) return refused('paper-without-photos', NO_PLACE);
  const by = { account: fact.actor.id, at: fact.at };
  const as = filerOf(world.config.roles, procedure, paper, by);
  if (!as) return refused('not-the-signer', NOT_THEIRS);
  if (entry < 1 || entry > state.seq || !paper.variants.some((each) => hasBeen(each, state)))
    return refused('paper-to-come', TO_COME);
  const before = state.filings.findLast(
    (each) => each.paper === id && each.entry === entry && each.arePhotos === arePhotos,
  );
  if (before && shownIn(before.files) === shownIn(documents)) return refused('filed-already', FILED);
  const checked = checkSigned(world.documents, documents);
  if ('problems' in checked) return { fact, problems: checked.problems };
  const { title, audience } = paper;
  return {
    ...doneBy(state, fact),
    ...{ kind: 'filed', who: whoIn(fact.actor, as), source: sourceOf(fact), note: note || undefined, ...checked },
    filed: {
      ...{ paper: id, entry, title: { id: title.id, en: title.en } },
      ...given({ photos: arePhotos ? documents.length : undefined }),
      ...given({ public: audience === 'public' || undefined, replaces: before?.seq }),
    },
  };
}

/** Returns what a reader sees of files: the contents, and the captions of photographs. */
const shownIn = (files: readonly NamedDocument[]): string =>
  JSON.stringify(files.map(({ sha256, caption = '' }) => [sha256, caption]));

/** Checks whether the case has been in the state in which a variant of a paper is made. It may have gone on since. */
function hasBeen({ when }: Variant, { end, visit, visits }: CaseState): boolean {
  const { accepted = [], acted = [], waiting = [], ended = [] }: When = when;
  const isLeft = (step: string, isLast: boolean): boolean => {
    const count = visits[step] ?? 0;
    return count > 1 || (count === 1 && (isLast || visit.step !== step));
  };
  return (
    when.submitted === true ||
    accepted.some((step) => isLeft(step, end?.kind === 'completed')) ||
    acted.some((step) => isLeft(step, end !== undefined)) ||
    waiting.some((step) => visits[step] !== undefined) ||
    (end !== undefined && ended.some((each) => each === end.kind))
  );
}

const NO_PAPER = {
  message: {
    id: 'Surat dengan nama ini tidak ada pada SOP berkas',
    en: 'The SOP of the case has no paper of this name',
  },
  fix: { id: 'Sebut id templatnya pada sops/documents/', en: 'Name the id of its template in sops/documents/' },
};
const UNSIGNED = {
  message: { id: 'Menurut templatnya, surat ini tidak ditandatangani', en: 'By its template, nobody signs this paper' },
  fix: { id: 'Tidak ada yang perlu diarsipkan', en: 'There is nothing to file' },
};
const NO_PLACE = {
  message: {
    id: 'Menurut templatnya, surat ini tidak memuat foto',
    en: 'By its template, this paper has no photographs',
  },
  fix: { id: 'Sebut laporan yang memuat foto', en: 'Name the report that has photographs' },
};
const NOT_THEIRS = {
  message: { id: 'Surat ini tidak Anda tandatangani', en: 'You do not sign this paper' },
  fix: {
    id: 'Yang dapat mengarsipkannya: penerima surat (TU) dan penanda tangannya',
    en: 'It is filed by the office that receives letters, or by a signer',
  },
};
const TO_COME = {
  message: {
    id: 'Surat ini belum ada pada berkas, atau entri itu belum ada',
    en: 'The case does not have this paper yet, or not this entry',
  },
  fix: { id: 'Arsipkan setelah surat itu dapat dibuat', en: 'File it once the paper can be made' },
};
const FILED = {
  message: { id: 'File yang sama sudah diarsipkan untuk surat itu', en: 'The same is filed for that paper already' },
  fix: { id: 'Tidak ada yang perlu dilakukan', en: 'Nothing needs to be done' },
};
