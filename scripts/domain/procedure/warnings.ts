/** Warns about parts of a procedure that its author probably did not intend. The procedure is used as written. */
import type { Problem } from '#domain/problem.ts';
import { isRequiredAt, type Schema } from '#domain/request/annotations.ts';
import { placed, placedSteps, procedureFinding } from './finding.ts';
import { locate, type ProcedureFile } from './verify.ts';

/**
 * Returns the warnings about a procedure.
 * @param schemas schemas by path
 */
export const procedureWarnings = (source: ProcedureFile, schemas: ReadonlyMap<string, Schema>): Problem[] => [
  ...fieldsOutsideSections(source),
  ...correctionsThatEndSpans(source),
  ...accountsThatMustBe(source, schemas),
];

/** Warns if the applicant's account is required, but requests may be entered for people without an account (R41). */
function accountsThatMustBe(
  { file, procedure, lines }: ProcedureFile,
  schemas: ReadonlyMap<string, Schema>,
): Problem[] {
  const { schema: path, pointers, onBehalf } = procedure.request;
  const schema = schemas.get(path);
  const field = pointers.applicant;
  if (!onBehalf || !schema || field === undefined || !isRequiredAt(schema, field)) return [];
  const fix = {
    id: `Hapus isian itu dari "required" dalam ${path}`,
    en: `Remove the field from "required" in ${path}`,
  };
  const found = procedureFinding('/request/pointers/applicant', 'account-required', { received: field, fix });
  return [locate(found, file, lines)];
}

/** Warns of steps of the opener that end a span, since the span neither counts nor pauses in them (R44). */
const correctionsThatEndSpans = ({ file, procedure, lines }: ProcedureFile): Problem[] =>
  placed(procedure.spans, '/spans').flatMap(({ value: { over, pausedAt = [] }, path }) =>
    procedure.steps
      .filter(({ id, kind }) => kind === 'revise' && ![...over, ...pausedAt].includes(id))
      .filter(({ id }) => leadsFrom(procedure, over).has(id))
      .map(({ id }) => {
        const message = {
          id: `Waktu ini berakhir bila berkas kembali ke langkah ${id}, lalu mulai lagi dari awal`,
          en: `This time ends whenever the case goes to step ${id}, and then begins anew`,
        };
        const fix = { id: `Tambahkan ${id} pada pausedAt, atau pada over`, en: `Add ${id} to pausedAt, or to over` };
        return locate(procedureFinding(path, 'span-ends-there', { message, received: id, fix }), file, lines);
      }),
  );

const leadsFrom = ({ steps }: ProcedureFile['procedure'], from: readonly string[]): Set<string> =>
  new Set(
    steps
      .filter(({ id }) => from.includes(id))
      .flatMap(({ outcomes: { approve, changes, timeout } }) =>
        [...approve, changes, timeout].flatMap((target) => target?.to ?? []),
      ),
  );

/** Warns of fields that a step asks for outside its sections (R40). Filling them in supersedes every act (R18). */
const fieldsOutsideSections = ({ file, procedure, lines }: ProcedureFile): Problem[] =>
  placedSteps(procedure).flatMap(({ value: { requires, sections = [] }, path }) =>
    placed(requires?.fields, `${path}/requires/fields`)
      .filter(({ value }) => !sections.some((section) => value === section || value.startsWith(`${section}/`)))
      .map(({ value, path: at }) => {
        const fix = { id: `Tambahkan ${value} pada sections`, en: `Add ${value} to sections` };
        return locate(procedureFinding(at, 'outside-sections', { received: value, fix }), file, lines);
      }),
  );
