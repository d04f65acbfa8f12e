import type { PublicData } from '../../../scripts/export/export-register.ts';
import { type Naming, situationOf } from '../../../scripts/export/situation.ts';
import type { Procedure } from '../../../scripts/generated/procedure.ts';
import type { PublicCase } from '../../../scripts/generated/public-case.ts';
import type { Text } from '../../../scripts/problem.ts';
import { same } from '../../../scripts/words/language.ts';
import type { Situation } from '../../../scripts/words/situation.ts';

/** The public data as pages ask for them. */
export interface View {
  readonly data: PublicData;
  readonly case: (id: string) => PublicCase | undefined;
  readonly procedure: (id: string) => Procedure | undefined;
  readonly roleName: (id: string) => Text;
  readonly roomName: (id: string) => Text;
  readonly situation: (one: PublicCase) => Situation;
}

/** Makes the lookups once for all pages. An id without a name is shown as it is. */
export function viewOf(data: PublicData): View {
  const cases = new Map(data.cases.map((each) => [each.id, each]));
  const procedures = new Map(data.procedures.map((each) => [each.id, each]));
  const rooms = new Map(data.rooms.map(({ id, name }) => [id, name]));
  const applicant = { id: 'Pemohon', en: 'Applicant' };
  const roleName = (id: string): Text => (id === 'applicant' ? applicant : (data.roles[id] ?? same(id)));
  const naming = ({ procedure }: PublicCase): Naming => ({ procedure: procedures.get(procedure.id), roleName });
  return {
    data,
    case: (id) => cases.get(id),
    procedure: (id) => procedures.get(id),
    roleName,
    roomName: (id) => rooms.get(id) ?? same(id),
    situation: (one) => situationOf(one, naming(one)),
  };
}

export const isOpen = ({ status }: PublicCase): boolean => status === 'running' || status === 'applicant';
