/** The parts of Decap's global objects that the form uses, by their documented names (Decap CMS 3.16). */

/** An Immutable map, of which the form needs no more than this. */
export interface Immutable {
  get(key: string): unknown;
  set(key: string, value: unknown): Immutable;
  clear(): Immutable;
}

export interface ControlProps {
  getEntry(): Immutable;
  readonly classNameWrapper: string;
  onChange(value: unknown): void;
}

interface Self {
  readonly props: ControlProps;
}

export type ControlSpec<M> = M & ThisType<Self & M> & { render(): unknown };

export interface Unpublished {
  readonly collection: string;
  readonly slug: string;
  readonly status: string;
  readonly updatedAt: string;
  readonly diffs: readonly { readonly path: string; readonly newFile: boolean; readonly id: string }[];
}

export interface Entry {
  readonly file: { readonly path: string; readonly id: string };
  readonly data: string;
}

/** Whom Decap has signed in; it keeps all of it in this browser. */
export interface User {
  readonly token: string;
  readonly login: string;
  readonly name: string;
}

/** What Decap asks of a backend, as far as its configuration lets it ask. */
export interface Backend {
  authComponent(): unknown;
  isGitBackend(): boolean;
  status(): Promise<unknown>;
  authenticate(state: { readonly token: string }): Promise<User>;
  /** Signs in with what was stored in an earlier visit. */
  restoreUser(stored: { readonly token: string }): Promise<User>;
  logout(): unknown;
  getToken(): Promise<string | null>;
  persistEntry(
    entry: { readonly dataFiles: readonly [{ readonly slug: string }] },
    options: { readonly collectionName: string },
  ): Promise<unknown>;
  /** Ids: `<collection>/<slug>`. */
  unpublishedEntries(): Promise<readonly string[]>;
  /** @throws where it is on no branch, an error that Decap knows by its name */
  unpublishedEntry(asked: {
    readonly id?: string;
    readonly collection?: string;
    readonly slug?: string;
  }): Promise<Unpublished>;
  unpublishedEntryDataFile(collection: string, slug: string): Promise<string>;
  updateUnpublishedEntryStatus(collection: string, slug: string, status: string): Promise<unknown>;
  deleteUnpublishedEntry(collection: string, slug: string): Promise<unknown>;
  getDeployPreview(collection: string, slug: string): Promise<{ readonly url: string; readonly status: string } | null>;
  entriesByFolder(): Promise<readonly Entry[]>;
  allEntriesByFolder(): Promise<readonly Entry[]>;
  getEntry(path: string): Promise<Entry>;
  getMedia(): Promise<readonly unknown[]>;
  persistMedia(): Promise<unknown>;
}

interface Cms {
  init(options: { readonly config: unknown }): void;
  registerLocale(name: string, phrases: unknown): void;
  registerWidget(name: string, control: unknown): void;
  registerBackend(name: string, backend: unknown): void;
  getBackend(name: string): { init(config: unknown, options: unknown): Backend };
}

declare global {
  interface Window {
    CMS?: Cms;
    h?: (tag: string, props: Readonly<Record<string, unknown>>) => unknown;
    createClass?: (spec: object) => object;
    /** Decap starts when `init` is called. */
    CMS_MANUAL_INIT?: boolean;
  }
}

/** Decap's globals, once its script has run. @throws if it has not */
export function decap() {
  const { CMS: cms, h, createClass } = window;
  if (!cms || !h || !createClass) throw new Error('Decap CMS has not loaded.');
  return { cms, h, createClass };
}
