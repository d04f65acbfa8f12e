import type { Config } from '#domain/case/state/config.ts';
import type { Procedure } from '#domain/generated/procedure.ts';

/** The part of an office's configuration that the form needs: no role, no account. */
export interface FormOffice {
  readonly procedures: readonly Procedure[];
}

/** Selects the form's part of a sound configuration. */
export const formOfficeOf = ({ procedures }: Pick<Config, 'procedures'>): FormOffice => ({
  procedures: [...procedures.values()].map(({ value }) => value),
});
