import type { Content, FileId } from '#domain/case/state/content.ts';
import type { Effect } from '#domain/case/plan/effects.ts';
import type { Fact } from '#domain/case/state/facts.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import type { FoundDocument } from '#domain/case/state/signed.ts';
import type { Tail } from '#domain/case/tail.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';

export type { PullView } from '#domain/case/state/pull.ts';

/** A file with its git blob id. */
export interface FileView {
  readonly path: string;
  readonly blob: string;
  readonly text: string;
}

/** The head of the register, and the files that a case needs. */
export interface RegisterView {
  /** The head; `undefined` if the branch does not exist yet. */
  readonly head: string | undefined;
  /** The text of `index.json`; `undefined` if there is none. */
  readonly index: string | undefined;
  /** The text of the case's journal; `undefined` if there is none. */
  readonly journal: string | undefined;
}

/** Everything that a run needs to know about a case, except the contents of commits. */
export interface CaseView {
  readonly pull: PullView;
  /** The facts in the order of R14. Acts of the process are no facts. */
  readonly facts: readonly Fact[];
  readonly register: RegisterView;
  /** The commit that main had when the case was read. */
  readonly main: string;
  /** The files of `sops/` and `schemas/` on the base branch (R17). */
  readonly config: readonly FileView[];
  /** The mark that the list of open pull requests shows while nothing new happens (see {@link PullLine.mark}). */
  readonly mark: string;
  /** The place up to which the run before this one had read; `undefined` for a short history (R31). */
  readonly tail: Tail | undefined;
  /** Whether the history is longer than a page. */
  readonly isLong: boolean;
  /** The number of the process's account; 0 if a person reads the case. */
  readonly process: number;
}

/** One line of the list of open pull requests. */
export interface PullLine {
  readonly number: number;
  /** The account that opened it; 0 if that account was deleted. */
  readonly opener: number;
  readonly branch: string;
  /** Whether the branch is in another repository (a fork); such a pull request is never a case. */
  readonly foreign: boolean;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly updatedAt: Instant;
  /** Whether one of the newest reviews has a verdict and is not dismissed. */
  readonly acted: boolean;
  readonly status: PullView['status'];
  /** A short text that changes when a fact is added that could matter: see `markOf`. */
  readonly mark: string;
}

/** A file to write to the register. */
export type Addition = TextFile | { readonly path: string; readonly bytes: Uint8Array };

/** A text file to write. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A signed document that was read. `bytes` is present if the register may store the document. */
export interface ReadSigned {
  readonly oid: string;
  readonly found: FoundDocument;
  readonly bytes?: Uint8Array;
}

/** A file in a listing, with its size in bytes. */
export interface ListedBlob extends FileId {
  readonly size: number;
}

/** An effect that the forge refused for good, with the reason. */
export interface EffectRefusal {
  readonly effect: Effect;
  readonly status: number;
  readonly message: string;
}

/**
 * The calls that the engine needs from a forge. There is one implementation: GitHub's API through Octokit, which the
 * embedded forge offers as well. Reads throw `ForgeError` if something cannot be read completely (R31).
 */
export interface Forge {
  /** Reads a case with one query and one read of the activity log. A long history takes more reads. */
  readCase(number: number): Promise<CaseView>;
  /** Lists open pull requests, register and configuration revision, with one query for each hundred pull requests. */
  listOpen(): Promise<{
    readonly pulls: readonly PullLine[];
    readonly register: RegisterView;
    /** The files of the configuration on the base branch, by path. */
    readonly configFiles: readonly FileId[];
    readonly configRevision: string;
    /** The head of the base branch. */
    readonly main: string;
  }>;
  /**
   * Reads the contents of commits, by commit. This takes one query for all commits, one read for each commit except the
   * present head, and one read for each attachment whose blob id is not in `known`.
   * @param known the attachments that were read before, by blob id
   * @param openDocuments the paths of the request documents of other open cases (R8)
   */
  readContents(
    pull: PullView,
    heads: readonly string[],
    known: ReadonlyMap<string, { readonly sha256: string; readonly type: string; readonly size: number }>,
    schemaFor: SchemaFor,
    openDocuments?: readonly string[],
  ): Promise<ReadonlyMap<string, Content>>;
  /**
   * Lists the files that commits change compared with main, by commit, without their contents. This takes one query for
   * all commits, and one read for each commit except the present head. A file that is not regular has an empty blob id.
   */
  changedFiles(pull: PullView, heads: readonly string[]): Promise<ReadonlyMap<string, readonly FileId[]>>;
  /**
   * Reads the signed documents that acts name, with one query for all sizes and one read for each document that is not
   * too large (R47).
   */
  readSigned(named: readonly NamedDocument[]): Promise<readonly ReadSigned[]>;
  /** Reads the number of a person's account; `undefined` if no person has this login. */
  readAccount(login: string): Promise<number | undefined>;
  /** Lists the names in one folder, of files and of subfolders, at several commits or branches, in one query (R34). */
  readFolder(commits: readonly string[], folder: string): Promise<readonly (readonly FileId[])[]>;
  /** Lists the regular files of several folders, without their subfolders, at a commit, in one query. */
  listFolders(commit: string, folders: readonly string[]): Promise<readonly ListedBlob[]>;
  /** Reads the texts of blobs by their ids, for the files to which a case is pinned (R7). */
  readBlobs(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Reads every journal at a commit of the register, by case number. The cost grows with the number of cases. */
  readJournals(head: string): Promise<ReadonlyMap<number, string>>;
  /** Reads the texts of files of the register by path, all from one head. Paths without a file are left out. */
  readRegister(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Adds one commit to the register.
   * @returns the new head, or 'moved' if the head is no longer `expectedHead` and nothing was written
   */
  appendRegister(
    expectedHead: string | undefined,
    message: string,
    additions: readonly Addition[],
  ): Promise<{ readonly head: string } | 'moved'>;
  /** Applies effects in order. An effect that the forge refuses for good does not stop the others. */
  applyEffects(pull: PullView, effects: readonly Effect[]): Promise<readonly EffectRefusal[]>;
}

/** Returns the schema of the procedure that a request names; `undefined` if the procedure is unknown. */
export type SchemaFor = (request: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> | undefined;
