import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text, Language } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import type { FormNames, PublicNames } from '#public/export/names.ts';
import type { PageProps, Props } from '#public/site/page-props.ts';
import type { PageContent } from '#public/site/renderer.ts';
import { roleName } from '#public/export/summary.ts';

/** What everything is called, as pages ask for it. An id without a name is shown as it is. */
export interface View {
  readonly names: PublicNames;
  readonly office: OfficeHead;
  readonly procedure: (id: string) => Procedure | undefined;
  /** The SOP that a line names, where the office has several; with one it goes without saying. */
  readonly sopOf: (id: string) => Text | undefined;
  readonly roleName: (id: string) => Text;
  readonly roomName: (id: string) => Text;
  readonly form: (path: string | undefined) => FormNames;
}

const views = new WeakMap<PublicNames, View>();

/** The names of a page; made once for all pages of a publication. */
export function viewOf({ page: { names } }: { readonly page: PageContent }): View {
  const known = views.get(names);
  if (known) return known;
  const procedures = new Map(names.procedures.map((each) => [each.id, each]));
  const rooms = new Map(names.rooms.map(({ id, name }) => [id, name]));
  const view: View = {
    names,
    office: officeHead(names.procedures),
    procedure: (id) => procedures.get(id),
    sopOf: (id) => (procedures.size > 1 ? procedures.get(id)?.title : undefined),
    roleName: roleName(names),
    roomName: (id) => rooms.get(id) ?? same(id),
    form: (path) => names.forms[path ?? ''] ?? {},
  };
  views.set(names, view);
  return view;
}

/** What a page of this kind is made of. @throws if the renderer was given something else */
export function propsOf<P extends PageProps['page']>({ page: { props } }: { page: PageContent }, kind: P): Props<P> {
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

interface Links {
  /** Address of a page in a language: Indonesian at the root, English below `/en`. @param path begins with `/` */
  readonly href: (path: string, language: Language) => string;
  /** Address of a file that is the same in every language. */
  readonly file: (path: string) => string;
}

/** Addresses on a site that is served below a path. */
export const linksOf = ({ prefix }: Pick<App.Locals, 'prefix'>): Links => ({
  href: (path, language) => `${prefix}${language === 'en' ? '/en' : ''}${path}`,
  file: (path) => `${prefix}${path}`,
});

/** The language that an address says. @param lang what stands in the place of `[...lang]` */
export const languageOf = (lang: string | undefined): Language => (lang === 'en' ? 'en' : 'id');
