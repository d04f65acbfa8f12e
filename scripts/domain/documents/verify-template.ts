/** Verifies templates of documents before they are used, as procedures are verified (R7): every name must exist. */
import type { Block, DocumentTemplate, Fact } from '#domain/generated/document.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { APPLICANT } from '#domain/procedure/steps.ts';
import { locate } from '#domain/procedure/verify.ts';
import {
  duplicates,
  type Located,
  oneOf,
  placed,
  procedureFinding,
  type ProcedureFinding,
  repeated,
  unknownField,
} from '#domain/procedure/finding.ts';
import { fieldAt, itemsOf, type Schema } from '#domain/request/annotations.ts';
import type { Lines } from '#domain/request/yaml.ts';
import { FACTS, NEEDS_POINTER, NEEDS_ROLE, NEEDS_STEP, OF_ACTS, OF_REQUESTS, TIMES } from './facts.ts';
import { type FactName, factsNamed, looseBraces, QUOTED } from './fill.ts';

export interface TemplateFile {
  readonly file: string;
  readonly template: DocumentTemplate;
  readonly lines?: Lines | undefined;
}

export interface TemplateWorld {
  readonly procedures: readonly Procedure[];
  /** Schemas by path (`schemas/….schema.json`). */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly roles: readonly string[];
  readonly hasLetterhead: boolean;
}

interface Subject extends TemplateWorld {
  readonly template: DocumentTemplate;
  readonly procedure: Procedure;
}

/** A text of a template with its place, and the facts of a table's row that it may name. */
interface Mention extends Located<string> {
  readonly row?: 'act' | { readonly root: Schema; readonly at: string } | undefined;
}

/**
 * Verifies templates whose shape is valid.
 * @returns every problem found
 */
export const verifyTemplates = (files: readonly TemplateFile[], world: TemplateWorld): Problem[] => [
  ...files.flatMap((file) => verifyTemplate(file, world)),
  ...recordsAreMadeOnce(files),
];

/** Returns the findings that exist under every procedure. A cell of an agenda book may fit one procedure only. */
function ofAll([first = [], ...others]: readonly ProcedureFinding[][]): ProcedureFinding[] {
  const isIn = (found: readonly ProcedureFinding[], { path, code }: ProcedureFinding): boolean =>
    found.some((each) => each.path === path && each.code === code);
  return first.filter((each) => others.every((found) => isIn(found, each)));
}

function verifyTemplate({ file, template, lines }: TemplateFile, world: TemplateWorld): Problem[] {
  const isOfAll = template.procedure === undefined && template.of === 'year';
  const own = world.procedures.filter(({ id }) => isOfAll || id === template.procedure);
  const found =
    own.length === 0
      ? [unknownProcedure(template, world)]
      : ofAll(own.map((procedure) => findingsOf({ ...world, template, procedure })));
  return [...fileIsNamedSo(file, template), ...found].map((each) => locate(each, file, lines));
}

/** Checks that no two templates make the same record of one procedure. */
const recordsAreMadeOnce = (files: readonly TemplateFile[]): Problem[] =>
  repeated(
    files.filter(({ template }) => template.record !== undefined),
    ({ template: { procedure, record } }) => `${procedure} ${record}`,
  ).map(({ file, template, lines }) => {
    const message = {
      id: 'Templat lain sudah membuat catatan ini',
      en: 'Another template already makes this record',
    };
    return locate(procedureFinding('/record', 'duplicate', { message, received: template.record }), file, lines);
  });

const RULES: readonly ((subject: Subject) => ProcedureFinding[])[] = [
  recordIsTheProcedures,
  headIsThere,
  variantsAreUnique,
  stepsAreThere,
  blocksAreOne,
  signersAreThere,
  booksAreForStaff,
  booksFitManyCases,
  lettersNameFields,
  fieldsAreThere,
  bracesNameFacts,
];

const findingsOf = (subject: Subject): ProcedureFinding[] => RULES.flatMap((rule) => rule(subject));

function fileIsNamedSo(file: string, { id }: DocumentTemplate): ProcedureFinding[] {
  const name = /([^/]*)\.yaml$/.exec(file)?.[1];
  return name === id ? [] : [procedureFinding('/id', 'file-name', { expected: name ?? '', received: id })];
}

function unknownProcedure({ procedure }: DocumentTemplate, { procedures }: TemplateWorld): ProcedureFinding {
  const expected = oneOf(procedures.map(({ id }) => id));
  return procedureFinding('/procedure', 'unknown-procedure', { expected, received: procedure ?? '' });
}

function recordIsTheProcedures({ template: { record }, procedure: { identity } }: Subject): ProcedureFinding[] {
  if (record === undefined || identity.records.includes(record)) return [];
  return [procedureFinding('/record', 'unknown-record', { expected: oneOf(identity.records), received: record })];
}

function headIsThere({ template: { head }, hasLetterhead }: Subject): ProcedureFinding[] {
  if (head !== 'office' || hasLetterhead) return [];
  return [procedureFinding('/head', 'no-letterhead', { expected: 'sops/letterhead.yaml', received: head })];
}

function variantsAreUnique({ template: { variants } }: Subject): ProcedureFinding[] {
  return duplicates(placed(variants, '/variants'), 'id');
}

function stepsAreThere(subject: Subject): ProcedureFinding[] {
  const { template, procedure } = subject;
  const known = procedure.steps.map(({ id }) => id);
  const conditions = placed(template.variants, '/variants').flatMap(({ value: { when }, path }) => [
    ...placed(when.accepted, `${path}/when/accepted`),
    ...placed(when.acted, `${path}/when/acted`),
    ...placed(when.waiting, `${path}/when/waiting`),
  ]);
  const tables = blocksOf(template).flatMap(({ value, path }) => placed(value.table?.acts, `${path}/table/acts`));
  return [...conditions, ...tables].flatMap(({ value, path }) =>
    known.includes(value) ? [] : [unknownStep(path, value, known)],
  );
}

const unknownStep = (path: string, received: string, known: readonly string[]): ProcedureFinding =>
  procedureFinding(path, 'unknown-step', { expected: oneOf(known), received });

const PARTS = [
  ...(['heading', 'section', 'annex', 'reference', 'to', 'text', 'points', 'facts', 'panel', 'fields'] as const),
  ...(['table', 'space', 'photos', 'signatures', 'signature', 'copies'] as const),
];

function blocksAreOne({ template }: Subject): ProcedureFinding[] {
  return blocksOf(template).flatMap(({ value, path }) => {
    const parts = PARTS.filter((part) => value[part] !== undefined);
    if (parts.length === 1) return [];
    const received = parts.join(', ') || Object.keys(value).join(', ');
    return [procedureFinding(path, 'block-not-one', { expected: oneOf(PARTS), received })];
  });
}

/** Checks that each signature names a role, except the applicant's role, a step whose actor signs, or a written name. */
function signersAreThere({ template, procedure, roles }: Subject): ProcedureFinding[] {
  const known = procedure.steps.map(({ id }) => id);
  const able = roles.filter((role) => role !== APPLICANT);
  return blocksOf(template).flatMap((block) =>
    placed(block.value.signatures, `${block.path}/signatures`).flatMap(({ value: { signer, acted, named }, path }) => {
      if ([signer, acted, named].filter((each) => each !== undefined).length !== 1)
        return [procedureFinding(path, 'signer-not-one', { expected: 'signer | acted | named' })];
      if (named !== undefined) return [];
      if (acted !== undefined) return known.includes(acted) ? [] : [unknownStep(`${path}/acted`, acted, known)];
      if (able.includes(signer ?? '')) return [];
      return [procedureFinding(`${path}/signer`, 'unknown-role', { expected: oneOf(able), received: signer ?? '' })];
    }),
  );
}

/** Checks that an agenda book is for staff only, since the book lists every case, also restricted cases (R11). */
function booksAreForStaff({ template: { of, audience } }: Subject): ProcedureFinding[] {
  if (of !== 'year' || audience === 'staff') return [];
  const message = { id: 'Buku setahun untuk kantor saja', en: 'A book of a year is for the office only' };
  return [procedureFinding('/audience', 'book-of-year', { message, expected: 'staff', received: audience })];
}

/**
 * Checks that an agenda book contains only headings, texts and tables of cases. Its headings and texts may name only
 * the facts year and place. No other template may have a table of cases.
 */
function booksFitManyCases({ template }: Subject): ProcedureFinding[] {
  const isBook = template.of === 'year';
  return blocksOf(template).flatMap(({ value: { heading, text, table }, path }): ProcedureFinding[] => {
    if (table && (table.cases ?? false) !== isBook)
      return [procedureFinding(`${path}/table`, 'book-of-year', isBook ? { expected: 'cases: true' } : ONLY_BOOKS)];
    if (!isBook || table) return [];
    if (!heading && text === undefined)
      return [procedureFinding(path, 'book-of-year', { expected: 'heading | text | table' })];
    return [heading ?? [], text ?? []]
      .flat()
      .flatMap(factsNamed)
      .filter(({ kind }) => !['year', 'place'].includes(kind))
      .map(({ written }) =>
        procedureFinding(path, 'book-of-year', { expected: '{year} | {place}', received: `{${written}}` }),
      );
  });
}

/**
 * Checks that the applicant's own letter contains only what a request has before it is a case, and is signed by a name
 * of the request. It is for staff only, since it contains fields that are not public (R11).
 */
function lettersNameFields({ template }: Subject): ProcedureFinding[] {
  if (template.of !== 'request') return [];
  const wrong = (path: string, expected: string, received?: string): ProcedureFinding =>
    procedureFinding(path, 'letter-of-request', { expected, ...(received === undefined ? {} : { received }) });
  return [
    ...(template.audience === 'staff' ? [] : [wrong('/audience', 'staff', template.audience)]),
    ...(template.record === undefined ? [] : [wrong('/record', '–', template.record)]),
    ...blocksOf(template).flatMap(({ value: { fields, table, signatures }, path }) => [
      ...(fields?.result === undefined ? [] : [wrong(`${path}/fields`, 'request')]),
      ...(table?.acts ? [wrong(`${path}/table`, 'list')] : []),
      ...placed(signatures, `${path}/signatures`).flatMap((each) =>
        each.value.named === undefined ? [wrong(each.path, 'named')] : [],
      ),
    ]),
  ];
}

const ONLY_BOOKS = {
  message: { id: 'Hanya buku setahun yang memuat semua berkas', en: 'Only a book of a year has all cases' },
  expected: 'of: year',
};

function fieldsAreThere(subject: Subject): ProcedureFinding[] {
  return blocksOf(subject.template).flatMap(({ value: { fields }, path }): ProcedureFinding[] => {
    if (fields?.request !== undefined)
      return fieldFindings(schemaOf(subject, undefined), fields.request, `${path}/fields/request`);
    return fields?.result === undefined ? [] : resultFindings(subject, fields.result, `${path}/fields/result`);
  });
}

function bracesNameFacts(subject: Subject): ProcedureFinding[] {
  return mentionsOf(subject).flatMap((mention) => {
    const { value, path } = mention;
    const found = factsNamed(value).flatMap((fact) => factFindings(fact, mention, subject));
    return looseBraces(value) ? [procedureFinding(path, 'loose-brace', { received: value }), ...found] : found;
  });
}

function factFindings(fact: FactName, mention: Mention, subject: Subject): ProcedureFinding[] {
  const { path, row } = mention;
  const { kind, step, pointer, written, form, until } = fact;
  if (kind === QUOTED) return [];
  const wrong = (id: string, en: string, expected: string): ProcedureFinding[] => [
    procedureFinding(path, 'unknown-fact', { message: { id, en }, expected, received: `{${written}}` }),
  ];
  if (!Object.hasOwn(FACTS, kind))
    return wrong('Tidak ada isian dengan nama ini', 'There is no fact of this name', oneOf(Object.keys(FACTS)));
  if (subject.template.of === 'request' && kind !== 'item' && !OF_REQUESTS.includes(kind))
    return wrong(
      'Isian ini baru ada dalam berkas',
      'Only a case has this fact',
      oneOf(OF_REQUESTS.map((each) => `{${each}}`)),
    );
  const isTime = TIMES.includes(form ?? '');
  const ofTimes = [fact, ...(until ? [until] : [])].every((each) => NEEDS_POINTER.includes(each.kind));
  if ((isTime && !ofTimes) || (until && (!isTime || until.form !== undefined || until.until)))
    return wrong(
      'Isian ini ditulis lain',
      'This must be written in another way',
      '{day:request:/ISIAN..request:/ISIAN} | {hours:request:/ISIAN}',
    );
  if (until) return [factWithout(fact), until].flatMap((each) => factFindings(each, mention, subject));
  const [needsStep, needsPointer] = [NEEDS_STEP.includes(kind), NEEDS_POINTER.includes(kind)];
  const needsName = needsStep || kind === NEEDS_ROLE;
  if (needsName !== (step !== undefined) || needsPointer !== (pointer !== undefined))
    return wrong(
      'Isian ini ditulis lain',
      'This must be written in another way',
      `{${[kind, ...(needsName ? [needsStep ? 'LANGKAH' : 'PELAKSANA'] : []), ...(needsPointer ? ['/ISIAN'] : [])].join(':')}}`,
    );
  if (OF_ACTS.test(kind) && row !== 'act')
    return wrong('Hanya dalam tabel tindakan', 'Only in a table of acts', 'table: acts');
  if (kind === 'item')
    return typeof row === 'object'
      ? fieldFindings(row.root, `${row.at}${pointer ?? ''}`, path)
      : wrong('Hanya dalam tabel daftar', 'Only in a table of a list', 'table: list');
  if (kind === NEEDS_ROLE && !subject.roles.includes(step ?? ''))
    return wrong('Pelaksana ini tidak ada', 'There is no such role', oneOf(subject.roles));
  const known = subject.procedure.steps.map(({ id }) => id);
  if (needsStep && !known.includes(step ?? '')) return [unknownStep(path, step ?? '', known)];
  if (kind === 'request') return fieldFindings(schemaOf(subject, undefined), pointer ?? '', path);
  return kind === 'result' ? resultFindings(subject, step ?? '', path, pointer) : [];
}

const factWithout = ({ until: _, ...fact }: FactName): FactName => fact;

function resultFindings(subject: Subject, step: string, path: string, pointer = ''): ProcedureFinding[] {
  const bringing = subject.procedure.steps.filter(({ requires }) => requires?.result).map(({ id }) => id);
  if (bringing.includes(step)) return fieldFindings(schemaOf(subject, step), pointer, path);
  return [procedureFinding(path, 'no-result', { expected: oneOf(bringing), received: step })];
}

const fieldFindings = (schema: Schema | undefined, value: string, path: string): ProcedureFinding[] =>
  unknownField({ value, path }, String(schema?.['$id'] ?? ''), schema);

/** Returns the schema of the request, or of a step's result. */
function schemaOf({ procedure, schemas }: Subject, step: string | undefined): Schema | undefined {
  const path =
    step === undefined ? procedure.request.schema : procedure.steps.find(({ id }) => id === step)?.requires?.result;
  return path === undefined ? undefined : schemas.get(path);
}

const blocksOf = ({ variants }: DocumentTemplate): Located<Block>[] =>
  placed(variants, '/variants').flatMap(({ value: { blocks }, path }) => placed(blocks, `${path}/blocks`));

function mentionsOf(subject: Subject): Mention[] {
  const { head } = subject.template;
  const lines = typeof head === 'object' ? placed(head.lines, '/head/lines') : [];
  return [...lines, ...blocksOf(subject.template).flatMap((block) => textsOf(block, subject))];
}

function textsOf({ value, path }: Located<Block>, subject: Subject): Mention[] {
  const { heading, section, annex, reference, to, text, points, facts, panel, table, space, signature, copies } = value;
  const said = (list: readonly Fact[] | undefined, at: string): Mention[] =>
    placed(list, at).map((each) => ({ value: each.value.text, path: `${each.path}/text` }));
  const one = (written: string | undefined, at: string): Mention[] =>
    written === undefined ? [] : [{ value: written, path: `${path}/${at}` }];
  return [
    ...placed(heading, `${path}/heading`),
    ...one(section, 'section'),
    ...one(annex?.to, 'annex/to'),
    ...said(annex?.facts, `${path}/annex/facts`),
    ...(reference ? [{ value: reference.date, path: `${path}/reference/date` }] : []),
    ...said(reference?.facts, `${path}/reference/facts`),
    ...placed(to, `${path}/to`),
    ...one(text, 'text'),
    ...placed(points, `${path}/points`),
    ...said(facts, `${path}/facts`),
    ...(['left', 'right', 'below'] as const).flatMap((side) => said(panel?.[side], `${path}/panel/${side}`)),
    ...(table?.list === undefined ? [] : [{ value: table.list, path: `${path}/table/list` }]),
    ...placed(table?.columns, `${path}/table/columns`).map((each) => ({
      value: each.value.text,
      path: `${each.path}/text`,
      row: table?.acts ? ('act' as const) : listOf(table?.list, subject),
    })),
    ...one(space, 'space'),
    ...one(value.photos, 'photos'),
    ...placed(value.signatures, `${path}/signatures`).flatMap((each) => [
      ...placed(each.value.above, `${each.path}/above`),
      ...(['office', 'behalf', 'named', 'nip'] as const).flatMap((name) =>
        each.value[name] === undefined ? [] : [{ value: each.value[name], path: `${each.path}/${name}` }],
      ),
    ]),
    ...placed(signature, `${path}/signature`),
    ...placed(copies, `${path}/copies`),
  ];
}

function listOf(text: string | undefined, subject: Subject): { root: Schema; at: string } | undefined {
  const [fact] = factsNamed(text ?? '');
  const root = fact && schemaOf(subject, fact.kind === 'request' ? undefined : fact.step);
  const field = root && fieldAt(root, fact.pointer ?? '');
  return root && field && itemsOf(field) ? { root, at: `${fact.pointer ?? ''}/*` } : undefined;
}
