import { SAMPLE_MARK } from '#public/export/sample-mark.ts';
import type { Office } from './open-office.ts';

const WORDS = `# Kantor contoh

Data dan akun di kantor ini rekaan, dan halaman publik yang dibuat dari repositori ini mengatakannya.

The data and accounts of this office are made up, and public pages made of this repository say so.
`;

/** Says on main, once, that what this office holds is made up: before the first sample case is opened. */
export async function markSample({ forge, as }: Pick<Office, 'forge' | 'as'>, applicant: string): Promise<void> {
  const person = await as(applicant);
  if (!(await person.hasPath(SAMPLE_MARK))) await forge.seed({ [SAMPLE_MARK]: WORDS }, 'Kantor contoh');
}
