/**
 * Types of the parts of Decap's global objects that the form uses. The names are the documented ones (Decap CMS
 * 3.16).
 */

/** The methods of an Immutable map that the form uses. */
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

/** The person whom Decap has signed in. Decap keeps these fields in this browser. */
export interface User {
  readonly token: string;
  readonly login: string;
  readonly name: string;
}

/** The methods of a backend that Decap calls with this configuration. */
export interface Backend {
  authComponent(): unknown;
  isGitBackend(): boolean;
  status(): Promise<unknown>;
  authenticate(state: { readonly token: string }): Promise<User>;
  /** Signs in with the token that was stored in an earlier visit. */
  restoreUser(stored: { readonly token: string }): Promise<User>;
  logout(): unknown;
  getToken(): Promise<string | null>;
  persistEntry(
    entry: { readonly dataFiles: readonly [{ readonly slug: string }] },
    options: { readonly collectionName: string },
  ): Promise<unknown>;
  /** Returns the ids of unpublished requests: `<collection>/<slug>`. */
  unpublishedEntries(): Promise<readonly string[]>;
  /**
   * Finds an unpublished request.
   * @throws an error that Decap knows by its name, if the request has no branch
   */
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
    /** If true, Decap starts only when `init` is called. */
    CMS_MANUAL_INIT?: boolean;
  }
}

/**
 * Returns Decap's global objects.
 * @throws Error if Decap's script has not run yet
 */
export function decap() {
  const { CMS: cms, h, createClass } = window;
  if (!cms || !h || !createClass) throw new Error('Decap CMS has not loaded.');
  return { cms, h, createClass };
}
