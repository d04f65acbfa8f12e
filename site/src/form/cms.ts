/** What of Decap's global objects the form uses. Decap is loaded as it is shipped; these are its documented names. */

/** An element as Decap's own React makes it. */
export type Element = { readonly element: unique symbol } | string | null | false | undefined;
export type Child = Element | readonly Child[];

/** `React.createElement`. */
export type H = (
  tag: string | object,
  props: Readonly<Record<string, unknown>> | null,
  ...children: Child[]
) => Element;

/** An Immutable map or list, of which the form needs no more than this. */
export interface Immutable {
  get(key: string | number): unknown;
  getIn(path: readonly (string | number)[]): unknown;
  setIn(path: readonly (string | number)[], value: unknown): Immutable;
  deleteIn(path: readonly (string | number)[]): Immutable;
  set(key: string | number, value: unknown): Immutable;
  clear(): Immutable;
  toList(): Immutable;
  push(value: unknown): Immutable;
  toJS(): unknown;
}

/** What a component of `createClass` finds in `this`. */
interface Self<P, S> {
  readonly props: P;
  readonly state: S;
  setState(state: Partial<S>): void;
  forceUpdate(): void;
}

type ClassSpec<P, S, M> = M & ThisType<Self<P, S> & M> & { render(): Element };

export interface ControlProps {
  readonly value: unknown;
  readonly field: Immutable;
  /** What stands in the form now. */
  getEntry(): Immutable;
  readonly forID: string;
  readonly classNameWrapper: string;
  readonly isDisabled?: boolean;
  /** Ids of the groups that the field is in. */
  readonly parentIds?: readonly string[];
  onChange(value: unknown): void;
  setActiveStyle(): void;
  setInactiveStyle(): void;
  onPersistMedia(file: File, options: { readonly field: Immutable }): Promise<unknown>;
}

export interface PreviewProps {
  readonly entry: Immutable;
}

export interface PreSaveEvent {
  readonly entry: Immutable;
  readonly author: { readonly login: string; readonly name: string };
}

/** An account as the forge names it, and its token. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly token: string;
}

/** Decap's own client of the forge, made anew at every signing in; its methods call each other. */
export interface Api {
  token: string;
  createBranch(branch: string, sha: string): Promise<unknown>;
  createRef(type: 'heads', branch: string, sha: string): Promise<unknown>;
  createPR(title: string, head: string): Promise<unknown>;
  patchBranch(branch: string, sha: string, options?: { readonly force?: boolean }): Promise<unknown>;
  /** @param base of the commit that it is made upon @param files all that is different */
  updateTree(base: string, files: readonly TreeFile[], ...more: unknown[]): Promise<unknown>;
}

/** A file of a commit that is made. */
export interface TreeFile {
  readonly path: string;
  /** Null: it is there no more. */
  readonly sha?: string | null;
}

/** A request on a branch of its own, as Decap finds it. */
interface OnBranch {
  readonly status: string;
}

/** A request on main. */
export interface Entry {
  readonly file: { readonly path: string };
  readonly data: string;
}

/** What is written by a save. */
export interface Persisting {
  readonly dataFiles: readonly { readonly path: string; readonly slug: string; readonly raw: string }[];
  readonly assets: readonly Asset[];
}

/** How it is written. */
export interface PersistOptions {
  readonly collectionName: string;
  /** It is on a branch already. */
  readonly unpublished?: boolean;
}

/** A file on its way into a commit. */
export interface Asset {
  readonly path: string;
  toBase64?(): Promise<string>;
}

/** What the form uses of a backend's object. */
export interface Backend {
  status(): Promise<unknown>;
  authenticate(state: { readonly token: string }): Promise<{ readonly login: string; readonly token: string }>;
  currentUser(user: { readonly token: string }): Promise<{ readonly id: number; readonly login: string }>;
  getDeployPreview(collection: string, slug: string): Promise<{ readonly url: string; readonly status: string } | null>;
  /** Signs in with what was stored in an earlier visit. */
  restoreUser(stored: { readonly token: string }): Promise<unknown>;
  logout(): unknown;
  persistEntry(entry: Persisting, options: PersistOptions): Promise<unknown>;
  /** @throws where it is on no branch, an error that Decap knows by its name */
  unpublishedEntry(asked: {
    readonly id?: string;
    readonly collection?: string;
    readonly slug?: string;
  }): Promise<OnBranch>;
  /** Ids: `<collection>/<slug>`. */
  unpublishedEntries(): Promise<readonly string[]>;
  updateUnpublishedEntryStatus(collection: string, slug: string, status: string): Promise<unknown>;
  deleteUnpublishedEntry(collection: string, slug: string): Promise<unknown>;
  entriesByFolder(folder: string, extension: string, depth: number): Promise<readonly Entry[]>;
  allEntriesByFolder(folder: string, extension: string, depth: number): Promise<readonly Entry[]>;
  getEntry(path: string): Promise<Entry>;
  /** @param folder none: of the media library */
  getMedia(folder?: string): Promise<readonly unknown[]>;
  token: string | null;
  api: Api | null;
}

/** A kind of field, as Decap has it. */
interface Widget {
  readonly control: object;
  readonly preview?: unknown;
  readonly schema?: unknown;
}

interface Cms {
  init(options: { readonly config: unknown }): void;
  registerLocale(name: string, phrases: unknown): void;
  registerWidget(name: string, control: unknown, preview?: unknown, schema?: unknown): void;
  registerPreviewTemplate(name: string, component: unknown): void;
  registerPreviewStyle(style: string, options?: { readonly raw: boolean }): void;
  registerEventListener(listener: { readonly name: 'preSave'; handler(event: PreSaveEvent): unknown }): void;
  getWidget(name: string): Widget;
  registerBackend(name: string, backend: unknown): void;
  getBackend(name: string): { init(config: unknown, options: unknown): Backend };
}

declare global {
  interface Window {
    CMS?: Cms;
    h?: H;
    createClass?: (spec: object) => object;
    /** Decap starts when it is told to. */
    CMS_MANUAL_INIT?: boolean;
  }
}

/** Decap's globals, once its script has run. @throws if it has not */
export function decap(): { readonly cms: Cms; readonly h: H; readonly createClass: (spec: object) => object } {
  const { CMS: cms, h, createClass } = window;
  if (!cms || !h || !createClass) throw new Error('Decap CMS has not loaded.');
  return { cms, h, createClass };
}

/** A component of Decap's React, its methods typed. */
export const component = <P, S extends object = Record<never, never>, M extends object = Record<never, never>>(
  spec: ClassSpec<P, S, M>,
): object => decap().createClass(spec);

/** Immutable data as plain data; what is plain stays so. */
export function plain(value: unknown): unknown {
  const has = typeof value === 'object' && value !== null && 'toJS' in value;
  return has ? (value as Immutable).toJS() : value;
}
