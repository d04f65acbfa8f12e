import type { Desk, DeskLine } from './desk-list.ts';

/** Which of the cases that wait are shown. */
export interface DeskFilter {
  /** Id of the procedure; undefined: of all. */
  readonly procedure: string | undefined;
  /** Id of the role in which the viewer would act; undefined: in any. */
  readonly role: string | undefined;
  readonly late: boolean;
}

export const EVERYTHING: DeskFilter = { procedure: undefined, role: undefined, late: false };

export const isFiltering = ({ procedure, role, late }: DeskFilter): boolean =>
  procedure !== undefined || role !== undefined || late;

/** As many lines as are read at a glance: only a longer list is filtered by lateness. */
const GLANCE = 7;

/** The desk with those lines only that fit. What was sent waits in no role any more, and for nobody to be late. */
export function filterDesk(desk: Desk, { procedure, role, late }: DeskFilter): Desk {
  const fits = (line: DeskLine): boolean =>
    (procedure === undefined || line.procedure?.id === procedure) && (role === undefined || line.role?.id === role);
  const [rest, last] = late ? [[], []] : [desk.today, desk.next].map((lines) => lines.filter(fits));
  return {
    roles: desk.roles,
    late: desk.late.filter(fits),
    today: rest ?? [],
    next: last ?? [],
    sent: late ? [] : desk.sent.filter(fits),
    consulted: late ? [] : desk.consulted.filter(fits),
    informed: late ? [] : desk.informed.filter(fits),
  };
}

export const deskSize = ({ late, today, next, sent }: Desk): number =>
  late.length + today.length + next.length + sent.length;

/**
 * What there is to choose among: two procedures, two roles, or a list that is not read at a glance. Each option shows how many lines
 * would be shown with it, everything else as it is filtered now.
 * @returns no procedures or roles where there is nothing to choose; `late`: overdue lines, undefined where all or none are; `all`:
 *   lines of all procedures, and in all roles, as the rest of the filter leaves them
 */
export function filterChoices(desk: Desk, filter: DeskFilter) {
  const count = (more: Partial<DeskFilter>): number => deskSize(filterDesk(desk, { ...filter, ...more }));
  const lines = [...desk.late, ...desk.today, ...desk.next, ...desk.sent];
  const found = new Map(lines.flatMap(({ procedure }) => (procedure ? [[procedure.id, procedure] as const] : [])));
  const many = <T>(all: readonly T[]): readonly T[] => (all.length > 1 && lines.length > 1 ? all : []);
  const procedures = many([...found.values()]).map((one) => ({ ...one, count: count({ procedure: one.id }) }));
  const roles = many(desk.roles).map((one) => ({ ...one, count: count({ role: one.id }) }));
  const isLong = lines.length > GLANCE || procedures.length > 0 || roles.length > 0;
  const isMixed = desk.late.length > 0 && desk.late.length < lines.length;
  return {
    ...{ procedures, roles },
    late: isLong && isMixed ? count({ late: true }) : undefined,
    all: { procedures: count({ procedure: undefined }), roles: count({ role: undefined }) },
  };
}
