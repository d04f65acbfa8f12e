import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text, Language } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import type { FormNames, PublicNames } from '#public/export/names.ts';
import type { PageProps, Props } from '#public/site/pages/page-props.ts';
import { roleName } from '#public/export/summary.ts';

/** What a page and its parts are rendered with: their language, where things are, and what they are called. */
export type View = ReturnType<typeof viewOf>;

/** What the parts of a page ask for. */
export const viewOf = ({ page, prefix, language }: App.Locals) => ({
  ...namesOf(page.names),
  language,
  /** Address of a page: Indonesian at the root, English below `/en`. @param path begins with `/` */
  href: (path: string, to: Language = language): string => `${prefix}${to === 'en' ? '/en' : ''}${path}`,
  /** Address of a file that is the same in every language. */
  file: (path: string): string => `${prefix}${path}`,
});

const known = new WeakMap<PublicNames, ReturnType<typeof namesIn>>();

/** Made once for all pages of a publication. */
function namesOf(names: PublicNames) {
  const made = known.get(names) ?? namesIn(names);
  known.set(names, made);
  return made;
}

/** What everything is called. An id without a name is shown as it is. */
function namesIn(names: PublicNames) {
  const procedures = new Map(names.procedures.map((each) => [each.id, each]));
  const rooms = new Map(names.rooms.map(({ id, name }) => [id, name]));
  return {
    names,
    office: officeHead(names.procedures),
    procedure: (id: string): Procedure | undefined => procedures.get(id),
    /** The SOP that a line names, where the office has several; with one it goes without saying. */
    sopOf: (id: string): Text | undefined => (procedures.size > 1 ? procedures.get(id)?.title : undefined),
    roleName: roleName(names),
    roomName: (id: string): Text => rooms.get(id) ?? same(id),
    form: (path: string | undefined): FormNames => names.forms[path ?? ''] ?? {},
  };
}

/** What a page of this kind is made of. @throws if the renderer was given something else */
export function propsOf<P extends PageProps['page']>({ page: { props } }: App.Locals, kind: P): Props<P> {
  if (props.page !== kind) throw new Error(`Expected what page "${kind}" is made of; received "${props.page}".`);
  return props as Props<P>;
}

/** Whose office this is, as its SOPs have it word for word. */
export interface OfficeHead {
  /** Agency and what it belongs to, one a line; none where the SOPs agree in nothing. */
  readonly lines: readonly string[];
  /** The unit; absent where the SOPs are of several, or name none. */
  readonly division?: string;
}

/**
 * The office of these procedures: what the identity of every one of them says (R4). Nothing else is known of an office, so
 * that a page never names one that an SOP does not.
 */
export function officeHead(procedures: readonly Pick<Procedure, 'identity'>[]): OfficeHead {
  const [first, ...others] = procedures.map(({ identity }) => identity);
  if (!first) return { lines: [] };
  const lines = first.office.filter((line) => line !== '' && others.every(({ office }) => office.includes(line)));
  const isOfAll = first.division !== '' && others.every(({ division }) => division === first.division);
  return { lines, ...(isOfAll ? { division: first.division } : {}) };
}
