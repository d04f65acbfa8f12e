import type { Desk, DeskLine, EndedCase } from './desk-list.ts';
import type { ListedPull } from './queries.ts';

/** The filter of the list of waiting cases. */
export interface DeskFilter {
  /** Id of the procedure; undefined for all procedures. */
  readonly procedure: string | undefined;
  /** Id of the role in which the viewer would act; undefined for all roles. */
  readonly role: string | undefined;
  readonly late: boolean;
  /** Words that number, title or sender of a line contain. An empty text is no condition. */
  readonly words: string;
}

export const EVERYTHING: DeskFilter = { procedure: undefined, role: undefined, late: false, words: '' };

export const isFiltering = ({ procedure, role, late, words }: DeskFilter): boolean =>
  Boolean(procedure || role || late || words.trim());

/** A line of any group of the list. */
export type DeskItem = DeskLine | ListedPull | { readonly pull: ListedPull; readonly ended: EndedCase };

/** Returns a function that checks whether number, title and sender of a line contain all words. */
export function finder({ words }: DeskFilter): (item: DeskItem) => boolean {
  const wanted = words.toLowerCase().split(/\s+/);
  return (item) => {
    // An ended case has its number in its id, and a draft has no id.
    const { id, number, title, sender }: Named = 'ended' in item ? item.ended : item;
    const text = [id, number, title, sender].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
interface Named {
  readonly id?: string;
  readonly number?: number;
  readonly title?: string | undefined;
  readonly sender?: string | undefined;
}

/**
 * The number of lines that people read at a glance. A list with at most this number of lines has no search, and has the
 * filter for late cases only if it has another filter too.
 */
export const GLANCE = 7;

/**
 * Returns the desk with the lines that match the filter. A case whose act was sent has no role. The filter for late
 * cases shows only cases that are late and wait for the viewer.
 */
export function filterDesk(desk: Desk, filter: DeskFilter): Desk {
  const { procedure, role, late } = filter;
  const found = finder(filter);
  const fits = (line: DeskLine): boolean =>
    (!procedure || line.procedure?.id === procedure) && (!role || line.role?.id === role) && found(line);
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
 * Returns the choices of the filter. Each choice says how many lines the list has with this choice, while the other
 * parts of the filter stay the same.
 * @returns `procedures` and `roles`: choices, empty if there is only one choice or one line; `late`: number of overdue
 * lines, undefined if all or none are overdue, or if the list is short and has no other choice; `all`: numbers of lines
 * for all procedures and for all roles
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
