import type { Config } from '#domain/case/state/config.ts';
import type { Procedure } from '#domain/generated/procedure.ts';

/** All of an office's configuration that the form of the CMS is made of: no role, no account. */
export interface FormOffice {
  readonly procedures: readonly Procedure[];
}

/** Takes from a sound configuration what the form is made of. */
export const formOfficeOf = ({ procedures }: Pick<Config, 'procedures'>): FormOffice => ({
  procedures: [...procedures.values()].map(({ value }) => value),
});
