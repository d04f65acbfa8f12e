/** What a procedure may well mean otherwise than it says. It is used all the same. */
import type { Problem } from '#domain/problem.ts';
import { placed, placedSteps, procedureFinding } from './finding.ts';
import { locate, type ProcedureFile } from './verify.ts';

/**
 * Fields that the opener's own step asks for outside its sections (R40): filling them in there would be another request, which supersedes
 * every act (R18).
 */
export const procedureWarnings = ({ file, procedure, lines }: ProcedureFile): Problem[] =>
  placedSteps(procedure).flatMap(({ value: { requires, sections = [] }, path }) =>
    placed(requires?.fields, `${path}/requires/fields`)
      .filter(({ value }) => !sections.some((section) => value === section || value.startsWith(`${section}/`)))
      .map(({ value, path: at }) => {
        const message = [
          'Isian ini di luar bagian langkahnya: mengisinya menggugurkan semua persetujuan',
          'This field is outside the step’s sections: filling it in supersedes every act',
        ] as const;
        const fix = [`Tambahkan ${value} pada sections`, `Add ${value} to sections`] as const;
        return locate(procedureFinding(at, 'outside-sections', message, { received: value, fix }), file, lines);
      }),
  );
