import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { same } from '#domain/words/language.ts';
import type { FormNames, PublicNames } from '#public/export/names.ts';
import type { PageProps, Props } from '#public/site/page-props.ts';
import type { PageContent } from '#public/site/renderer.ts';
import { roleName } from '#public/export/summary.ts';
import { type OfficeHead, officeHead } from './office.ts';

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
