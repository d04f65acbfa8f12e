import { filingRoles } from '#domain/case/people/filers.ts';
import type { DocumentCase, DocumentEntry } from '#domain/documents/reading.ts';
import type { DocumentTemplate, Variant } from '#domain/generated/document.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { rowOf } from '#domain/procedure/steps.ts';
import { STATUS_WORDS } from '#domain/words/case-status.ts';
import { listed } from '#domain/words/language.ts';
import { type DocumentOffice, type MadeSheet, templatesOf } from '#public/documents/office-documents.ts';

/** A file that came with an act or was filed (R47), with its entry. */
export interface HandedBack {
  readonly name: string;
  readonly sha256: string;
  /** The letter for which it was filed; absent if it came with an act. */
  readonly paper?: string | undefined;
  readonly entry: Pick<Entry, 'seq' | 'at' | 'who'>;
}

/** What the register knows of a letter of a case. */
export interface ListedLetter {
  readonly id: string;
  readonly title: Text;
  /** The documents that can be made, the newest first. */
  readonly sheets: readonly MadeSheet[];
  /** When the document can be made; absent if it can be made already, or if the case has ended. */
  readonly awaits?: Text;
  /** Whether the current step owes the letter: the step makes it, or follows from the entry on which it is based. */
  readonly isOwed: boolean;
  /** The signed files that were filed for this letter, the newest first. */
  readonly signed: readonly HandedBack[];
  /** The roles that may file the newest document signed; none if nobody signs it, or if it cannot be made yet. */
  readonly filers: readonly string[];
}

/** A case, with the procedure of main, whose roles sign. */
type Current = Pick<DocumentCase, 'procedure' | 'entries'> & { readonly step: string; readonly main: Procedure };

/**
 * Lists the letters of a case, those first that the current step owes.
 * @param made documents that can be made
 * @returns `letters`, and `others`: signed files that came with an act
 */
export function caseLetters(
  office: DocumentOffice,
  { procedure, entries, step, main }: Current,
  made: readonly MadeSheet[],
): { readonly letters: readonly ListedLetter[]; readonly others: readonly HandedBack[] } {
  const templates = templatesOf(office, procedure.id).map(({ value }) => value);
  const files = entries.flatMap((entry) => handedBackWith(entry)).toReversed();
  const turned = entries.findLast((entry) => 'next' in entry || 'end' in entry);
  const hasEnded = turned?.end !== undefined;
  const letters = templates.map((template): ListedLetter => {
    const sheets = made.filter(({ id }) => id === template.id).toReversed();
    const signed = files.filter(({ paper }) => paper === template.id);
    const isNew = sheets[0] !== undefined && sheets[0].seq === turned?.seq;
    const isOwed = template.variants.some(({ when }) => isOf(when, step)) || (isNew && isSent(template));
    return {
      ...{ id: template.id, title: template.title, sheets, signed },
      ...(sheets.length === 0 && !hasEnded ? { awaits: awaited(template.variants, procedure) } : {}),
      isOwed: isOwed && !hasEnded && sheets[0]?.signed === undefined,
      filers: sheets[0] ? filingRoles(main, template) : [],
    };
  });
  return {
    letters: [...letters.filter(({ isOwed }) => isOwed), ...letters.filter(({ isOwed }) => !isOwed)],
    others: files.filter(({ paper }) => paper === undefined),
  };
}

const handedBackWith = (entry: DocumentEntry): HandedBack[] =>
  // Photographs stand in their report.
  typeof entry.signed !== 'object' || entry.filed?.photos
    ? []
    : entry.signed.map(({ name, sha256 }) => ({
        ...{ name, sha256, paper: entry.filed?.paper, entry: entry as HandedBack['entry'] },
      }));

/** Whether a step makes the letter, or waits while the letter is sent. */
const isOf = ({ accepted = [], acted = [], waiting = [] }: Variant['when'], step: string): boolean =>
  [accepted, acted, waiting].flat().includes(step);

/** Whether a letter leaves the office: its recipients keep what it said before. */
const isSent = ({ earlier }: DocumentTemplate): boolean => earlier === true;

/** Writes when a document can be made: after which steps, and with which ends of the case. */
function awaited(variants: readonly Variant[], procedure: Procedure): Text {
  const rowsOf = (ids: readonly string[] = []): string[] =>
    procedure.steps.flatMap((step) => (ids.includes(step.id) ? [String(rowOf(step))] : []));
  const rows = (pick: (when: Variant['when']) => readonly string[] | undefined): Text[] =>
    [...new Set(variants.flatMap(({ when }) => rowsOf(pick(when))))].map((row) => ({ id: row, en: row }));
  const [approved, acted, waits] = [
    rows((when) => when.accepted),
    rows((when) => when.acted),
    rows((when) => when.waiting),
  ];
  const ends = [...new Set(variants.flatMap(({ when }) => when.ended ?? []))].map((end) => STATUS_WORDS[end]);
  const conditions: Text[] = [
    ...(approved.length > 0 ? [of('setelah langkah', 'disetujui', 'after step', 'is approved', approved)] : []),
    ...(acted.length > 0 ? [of('setelah tindakan pada langkah', '', 'after an act at step', '', acted)] : []),
    ...(waits.length > 0 ? [of('selama berkas pada langkah', '', 'while the case is at step', '', waits)] : []),
    ...(ends.length > 0 ? [of('bila berkas ditutup:', '', 'if the case ends:', '', ends)] : []),
  ];
  const when = listed(conditions, 'or');
  return { id: `Dapat dibuat ${when.id}.`, en: `It can be made ${when.en}.` };
}

function of(idBefore: string, idAfter: string, enBefore: string, enAfter: string, names: readonly Text[]): Text {
  const all = listed(names, 'or');
  return { id: `${idBefore} ${all.id} ${idAfter}`.trim(), en: `${enBefore} ${all.en} ${enAfter}`.trim() };
}
