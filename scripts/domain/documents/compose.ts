import type { Instant } from '#domain/clock/instant.ts';
import type { Block, DocumentTemplate, Fact, Table } from '#domain/generated/document.ts';
import { labelOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';
import { checkpointWords, type CheckpointMark, logPlaceWords } from '#domain/words/checkpoint.ts';
import { factWords, fieldPairs, gapWords, itemsAt, type RowFacts } from './facts.ts';
import { BLANK, factsNamed, filledIn, type Filled } from './fill.ts';
import { documentLacks, type Lack } from './lacks.ts';
import {
  type CurrentVariant,
  type DocumentCase,
  type DocumentEntry,
  type DocumentNames,
  type DocumentReading,
  readingUpTo,
  recordsAt,
  requestOf,
  resultAt,
  variantsOf,
} from './reading.ts';
import { letterheadLines } from './letterhead-lines.ts';
import type { Pair, Sheet, SheetHead, SheetPart } from './sheet.ts';
import { signatureColumn } from './signature.ts';
import { signersOf } from './signer.ts';

/** The facts by which a reader can check a document of a case. The journal does not contain these facts. */
export interface DocumentPlace {
  readonly address: string;
  /** Returns the id of the entry with this number, its place in the log, and the first checkpoint that covers it. */
  readonly entry: (seq: number) => {
    readonly id: string;
    readonly leaf?: number;
    readonly checkpoint?: CheckpointMark;
  };
}

export interface PinnedTemplate {
  /** Git's id of the blob with the template, which shows from which revision of the template the document was made. */
  readonly blob: string;
  readonly value: DocumentTemplate;
}

const PUBLIC_COPY = 'Salinan untuk umum: isian yang bukan untuk umum tidak ditampilkan.';

/** A document of a case, with the variant of the template from which it was made. */
export interface ComposedSheet extends CurrentVariant {
  readonly sheet: Sheet;
  readonly lacks: readonly Lack[];
}

/**
 * Makes the documents of a case by a template. They depend only on the parameters, so equal parameters give equal
 * documents.
 * @returns the documents in the order of the entries on which they are based; none if the case has no such document, or
 *   if the public may not see it
 */
export function composedOf(template: PinnedTemplate, one: DocumentCase, place: DocumentPlace): ComposedSheet[] {
  if (one.isPublic && template.value.audience !== 'public') return [];
  return variantsOf(template.value, one).map((current) => ({
    ...current,
    sheet: sheetOf(template, current, one, place),
    lacks: documentLacks(template.value, current.variant, one.names, one.day),
  }));
}

function sheetOf(
  template: PinnedTemplate,
  { variant, seq }: CurrentVariant,
  one: DocumentCase,
  place: DocumentPlace,
): Sheet {
  return {
    ...bodyOf(template.value, variant.blocks, readingUpTo(one, seq)),
    about: caseIdOf(one),
    ...(one.isPublic ? { notice: PUBLIC_COPY } : {}),
    ...(signersOf([variant]).length > 0 ? { keepsNote: true } : {}),
    proof: {
      address: place.address,
      lines: proofLines(template, one, place, seq),
    },
  };
}

const caseIdOf = ({ entries }: DocumentCase): string => entries[0]?.opens?.case ?? '';

/** Composes head and parts of a document, without its foot. */
function bodyOf(template: DocumentTemplate, blocks: readonly Block[], reading: DocumentReading): Sheet {
  const say = sayIn(reading);
  return {
    ...frameOf(template, reading.names, say),
    made: reading.rests.at,
    parts: blocks.flatMap((block) => partOf(block, reading, say)),
  };
}

/** The parts of an office that the applicant's own letter needs. */
export interface LetterOffice extends Pick<DocumentCase, 'procedure' | 'requestSchema' | 'names'> {
  /** The office's template of the letter (`of: request`). Without it, the letter lists the fields of the request. */
  readonly template?: DocumentTemplate;
}

/**
 * Makes the applicant's own letter from the fields of a request, before the letter is signed. It has no foot, because
 * it is no document of the register.
 * @param request the request; it may be incomplete
 * @param at when the letter is made
 * @param how `showsGaps`: for the screen, where the place of a missing field shows the field's title; `attachments`: how
 *   many files are attached to the letter, if there are any
 */
export function requestLetter(
  { template, ...office }: LetterOffice,
  request: NonNullable<DocumentEntry['request']>,
  at: Instant,
  { showsGaps = false, attachments = 0 }: { readonly showsGaps?: boolean; readonly attachments?: number } = {},
): Sheet {
  const rests = { seq: 0, kind: 'submitted', at, request, ...(attachments > 0 ? { attachments } : {}) } as const;
  const reading: DocumentReading = {
    ...office,
    ...{ entries: [rests], rests, passages: [], resultSchema: () => undefined, isPublic: false, showsGaps },
    day: at.slice(0, 10),
  };
  const written = template ?? listOfFields(office);
  return bodyOf(written, written.variants[0]?.blocks ?? [], reading);
}

/** Returns a template that lists the fields of a request, for a procedure without a template of its letter. */
function listOfFields({ procedure, requestSchema: root }: Omit<LetterOffice, 'template'>): DocumentTemplate {
  const title = labelOf(root) ?? procedure.title;
  const factsOf = (field: Schema, name: string, at: string, isNeeded: boolean): Fact[] => {
    if (field['const'] !== undefined || field['x-widget'] === 'hidden') return [];
    if (field['type'] === 'object') return fieldsOf(field, at).flatMap((each) => factsOf(...each));
    return [{ label: labelOf(field)?.id ?? name, text: `{request:${at}}`, ...(isNeeded ? {} : { optional: true }) }];
  };
  const fieldsOf = (group: Schema, at: string) =>
    propertiesOf(group).map(([name, property]) => {
      const isNeeded = [group['required']].flat().includes(name);
      return [resolve(root, property), name, below(at, name), isNeeded] as const;
    });
  const blocks = fieldsOf(resolve(root, root), '').flatMap(([field, name, at, isNeeded]): Block[] => {
    const facts = factsOf(field, name, at, isNeeded);
    if (facts.length === 0) return [];
    return [...(field['type'] === 'object' ? [{ section: labelOf(field)?.id ?? name }] : []), { facts }];
  });
  return {
    ...{ id: 'surat-permohonan', title, audience: 'staff', procedure: procedure.id },
    variants: [{ id: 'isian', when: { submitted: true }, blocks: [{ heading: [title.id, '{sop}'] }, ...blocks] }],
  };
}

/**
 * Makes the agenda book of a year (R13): one row of its table for each given case, in the given order.
 * @param cases the cases that got an agenda number in this year, in the order of the numbers
 * @param place address where the register can be checked, lines about its state, and time of its last entry
 */
export function bookOf(
  { value: template, blob }: PinnedTemplate,
  {
    year,
    cases,
    names,
  }: { readonly year: number; readonly cases: readonly DocumentCase[]; readonly names: DocumentNames },
  place: { readonly address: string; readonly lines: readonly string[]; readonly made: Instant },
): Sheet {
  const rows = cases.map((one) => sayIn(readingUpTo(one, one.entries.at(-1)?.seq ?? 0)));
  const say: Saying = (text) =>
    filledIn(text, ({ kind }) =>
      kind === 'year' ? String(year) : kind === 'place' ? names.letterhead?.place : undefined,
    );
  const parts = (template.variants[0]?.blocks ?? []).flatMap(({ heading, text, table }): SheetPart[] => {
    if (heading) return [{ is: 'heading', lines: heading.map((line) => say(line).text) }];
    if (text !== undefined) return [{ is: 'text', text: say(text).text }];
    return table ? [tableOf(table, rows)] : [];
  });
  return {
    ...frameOf(template, names, say),
    about: String(year),
    made: place.made,
    parts,
    proof: {
      address: place.address,
      lines: [...place.lines, templateLine(template, blob), notASignature('pemeriksaan'), place.address],
    },
  };
}

type Saying = (text: string) => Filled;

const sayIn =
  (reading: DocumentReading, row: RowFacts = {}): Saying =>
  (text) =>
    filledIn(
      text,
      (fact) => factWords(fact, reading, row),
      reading.showsGaps ? (fact) => gapWords(fact, reading) : undefined,
    );

function frameOf(
  { title, landscape = false, head }: DocumentTemplate,
  { letterhead }: DocumentNames,
  say: Saying,
): Pick<Sheet, 'title' | 'landscape' | 'head'> {
  const own: SheetHead | undefined =
    head === 'office'
      ? letterhead && letterheadLines(letterhead)
      : head && { lines: head.lines.map((line) => say(line).text), contact: [] };
  return { title: title.id, landscape, ...(own ? { head: own } : {}) };
}

function partOf(block: Block, reading: DocumentReading, say: Saying): SheetPart[] {
  const { heading, section, annex, reference, to, text, points, facts, panel, fields, table, optional } = block;
  const lines = (written: readonly string[]): string[] => written.map((line) => say(line).text);
  if (heading) return [{ is: 'heading', lines: lines(heading) }];
  if (section !== undefined) return [{ is: 'section', text: say(section).text }];
  if (annex) return [{ is: 'annex', to: say(annex.to).text, pairs: pairsIn(annex.facts, say) }];
  if (reference) return [{ is: 'reference', date: say(reference.date).text, pairs: pairsIn(reference.facts, say) }];
  if (to) return [{ is: 'to', lines: saidOnce(lines(to)) }];
  if (text !== undefined) {
    const filled = say(text);
    return filled.lacks && optional ? [] : [{ is: 'text', text: filled.text }];
  }
  if (points) return [{ is: 'points', lines: lines(points) }];
  if (panel) {
    const { left, right, below = [] } = panel;
    return [{ is: 'panel', left: pairsIn(left, say), right: pairsIn(right, say), below: pairsIn(below, say) }];
  }
  if (facts) {
    const pairs = pairsIn(facts, say);
    return pairs.length === 0 ? [] : [{ is: 'pairs', pairs }];
  }
  if (fields) {
    const pairs = allFields(fields, reading);
    return pairs.length === 0 && optional ? [] : [{ is: 'pairs', pairs, isForm: true }];
  }
  if (table) {
    const rows = rowsOfTable(table, reading);
    return rows.length === 0 && optional
      ? []
      : [
          tableOf(
            table,
            rows.map((row) => sayIn(reading, row)),
          ),
        ];
  }
  return closingOf(block, reading, say);
}

function closingOf(
  { space, photos, signatures, signature, copies }: Block,
  reading: DocumentReading,
  say: Saying,
): SheetPart[] {
  const plain = (text: string): string => say(text).text;
  if (space !== undefined) return [{ is: 'space', text: plain(space) }];
  if (photos !== undefined) return [{ is: 'photos', text: plain(photos), pictures: [] }];
  if (signatures) return [{ is: 'signatures', columns: signatures.map((each) => signatureColumn(each, reading, say)) }];
  if (signature) return [{ is: 'signature', lines: signature.map(plain) }];
  return copies ? [{ is: 'copies', lines: copies.map(plain) }] : [];
}

/** Removes a line if an earlier line ends with the same words: "Kepala Dinas Contoh" already names "Dinas Contoh". */
const saidOnce = (lines: readonly string[]): string[] =>
  lines.filter((line, at) => !lines.slice(0, at).some((each) => each.toLowerCase().endsWith(` ${line.toLowerCase()}`)));

const pairsIn = (facts: readonly Fact[], say: Saying): Pair[] =>
  facts.flatMap(({ label, text, optional }): Pair[] => {
    const filled = say(text);
    return filled.lacks && optional ? [] : [[label, filled.text]];
  });

function allFields({ result, request }: NonNullable<Block['fields']>, reading: DocumentReading): Pair[] {
  if (result === undefined) return fieldPairs(requestOf(reading), reading.requestSchema, request ?? '', reading);
  const schema = reading.resultSchema(result);
  return schema ? fieldPairs(resultAt(reading, result), schema, '', reading) : [];
}

function rowsOfTable({ acts, list }: Table, reading: DocumentReading): RowFacts[] {
  if (acts) return recordsAt(reading, acts).map((act, at) => ({ act, nth: at + 1 }));
  const [fact] = factsNamed(list ?? '');
  return fact ? itemsAt(fact, reading).map((item) => ({ item })) : [];
}

/** @param rows functions that fill in a text with the facts of one row */
const tableOf = ({ columns }: Table, rows: readonly Saying[]): SheetPart => ({
  is: 'table',
  heads: columns.map(({ head }) => head),
  widths: columns.map(({ width = 1 }) => width),
  // A missing fact leaves a dash in its cell. The line of dots is for letters only.
  rows: rows.map((say) => columns.map((column) => shortened(say(column.text).text.replaceAll(BLANK, '–'), column))),
});

/** Shortens a cell at the end of a word to the length that its column allows, and adds where the rest can be read. */
function shortened(text: string, { most, more = '' }: Table['columns'][number]): string {
  const characters = [...text];
  if (most === undefined || characters.length <= most) return text;
  const beginning = characters.slice(0, most).join('');
  return `${beginning.replace(/\s+\S*$/, '')} … ${more}`.trimEnd();
}

/** Writes the lines about the basis of a document, in the words that the page of verification reads (R37). */
function proofLines(template: PinnedTemplate, one: DocumentCase, place: DocumentPlace, seq: number): string[] {
  const { id, leaf, checkpoint } = place.entry(seq);
  const caseId = caseIdOf(one);
  return [
    `Dibuat dari register, berkas ${caseId}, entri ${seq}.`,
    leaf === undefined ? `Id entri ${id}` : logPlaceWords({ caseId, leaf, id }).id,
    ...(checkpoint ? [checkpointWords(checkpoint).id] : []),
    templateLine(template.value, template.blob),
    notASignature('berkas'),
    place.address,
  ];
}

/** Without this sentence, people who scan the code could think that the code is an electronic signature. */
const notASignature = (page: string): string => `Kode QR ini menuju halaman ${page} dan bukan tanda tangan elektronik.`;

const templateLine = ({ id }: DocumentTemplate, blob: string): string => `Templat ${id}, revisi ${blob.slice(0, 12)}`;
