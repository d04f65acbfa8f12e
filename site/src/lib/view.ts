import type { Corrected } from '#domain/case/state/corrections.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text, Language } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import type { FormNames, PublicNames } from '#public/export/names.ts';
import type { CaseLine, PageProps, Props } from '#public/site/pages/page-props.ts';
import { roleName } from '#public/export/summary.ts';

/**
 * The language, the addresses and the names (of procedures, rooms, roles and fields) that a page and its components
 * use.
 */
export type PageView = ReturnType<typeof viewOf>;

/** Makes the view of a page from the values that the renderer received. */
export const viewOf = ({ page, prefix, language }: App.Locals) => ({
  ...namesOf(page.names),
  ...proceduresOf(page),
  language,
  /**
   * Returns the address of a page. Indonesian pages are at the root, English pages below `/en`.
   * @param path path of the page; begins with `/`
   */
  href: (path: string, to: Language = language): string => `${prefix}${to === 'en' ? '/en' : ''}${path}`,
  /** Returns the address of a file that is the same in every language. */
  file: (path: string): string => `${prefix}${path}`,
});

/** Returns the functions that look up procedures. The page of a case finds the version that the case keeps (R7). */
function proceduresOf({ names, props }: App.Locals['page']) {
  const { procedure: present, form } = namesOf(names);
  const own = props.page === 'case' ? props.other?.procedure : undefined;
  const procedure = (id: string): Procedure | undefined => (own?.id === id ? own : present(id));
  return {
    procedure,
    /** Returns the procedure of a case in a list; undefined if the case keeps an earlier version. */
    presentOf: ({ procedure: id, revision }: Pick<CaseLine, 'procedure' | 'revision'>): Procedure | undefined =>
      names.revisions[id] === revision ? present(id) : undefined,
    /** Returns the label of a corrected field of a case (R49). */
    correctedField:
      ({ procedure: { id } }: PublicCase) =>
      ({ step, field }: Corrected): Text | undefined => {
        const of = procedure(id)?.steps.find((each) => each.id === step);
        const labels = form(step === undefined ? procedure(id)?.request.schema : of?.requires?.result);
        return labels[field.replace(/\/\d+(?=\/|$)/g, '/*')]?.label;
      },
  };
}

const known = new WeakMap<PublicNames, ReturnType<typeof namesIn>>();

/** Returns names and the functions that look them up. They are made once, and all pages of a publication share them. */
function namesOf(names: PublicNames) {
  const made = known.get(names) ?? namesIn(names);
  known.set(names, made);
  return made;
}

/**
 * Makes the functions that look up procedures, and the names of rooms, roles and fields. A room or role without a name
 * has its id as name.
 */
function namesIn(names: PublicNames) {
  const procedures = new Map(names.procedures.map((each) => [each.id, each]));
  const rooms = new Map(names.rooms.map(({ id, name }) => [id, name]));
  const form = (path: string | undefined): FormNames => names.forms[path ?? ''] ?? {};
  return {
    names,
    office: officeHead(names.procedures),
    procedure: (id: string): Procedure | undefined => procedures.get(id),
    /** Returns an SOP's title for a line of a list; undefined if the office has only one SOP, or lacks this SOP. */
    sopOf: (id: string): Text | undefined => (procedures.size > 1 ? procedures.get(id)?.title : undefined),
    roleName: roleName(names),
    roomName: (id: string): Text => rooms.get(id) ?? same(id),
    form,
  };
}

/**
 * Returns the properties of the page that is rendered.
 * @throws Error if the renderer was given the properties of another kind of page
 */
export function propsOf<P extends PageProps['page']>({ page: { props } }: App.Locals, kind: P): Props<P> {
  if (props.page !== kind)
    throw new Error(`Expected the properties of page "${kind}"; received those of "${props.page}".`);
  return props as Props<P>;
}

/** The name of the office, in the words of its SOPs. */
export interface OfficeHead {
  /** Lines that name the agency and the government that the agency is part of; empty if the SOPs share no line. */
  readonly lines: readonly string[];
  /** The unit; absent if the SOPs name several units or none. */
  readonly division?: string;
}

/**
 * Returns the name of the office that has these procedures: the lines that the identity block of every procedure
 * contains (R4). The SOPs are the only source, so that a page never names an office that no SOP names.
 */
export function officeHead(procedures: readonly Pick<Procedure, 'identity'>[]): OfficeHead {
  const [first, ...others] = procedures.map(({ identity }) => identity);
  if (!first) return { lines: [] };
  const lines = first.office.filter((line) => line !== '' && others.every(({ office }) => office.includes(line)));
  const isOfAll = first.division !== '' && others.every(({ division }) => division === first.division);
  return { lines, ...(isOfAll ? { division: first.division } : {}) };
}
