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

/** The register as it stands: its head, and the files that a case needs. */
export interface RegisterView {
  /** undefined: the branch does not exist yet. */
  readonly head: string | undefined;
  /** Text of `index.json`; undefined where there is none. */
  readonly index: string | undefined;
  /** Text of the case's journal; undefined where there is none. */
  readonly journal: string | undefined;
}

/** All that one run needs of one case, but for the contents of commits. */
export interface CaseView {
  readonly pull: PullView;
  /** In the order of R14; what the process itself did is not among them. */
  readonly facts: readonly Fact[];
  readonly register: RegisterView;
  /** Head of the base branch. */
  readonly main: string;
  /** Files of `sops/` and `schemas/` on the base branch (R17). */
  readonly config: readonly FileView[];
  /** As {@link PullLine.mark}: what the cheap listing shows while nothing has happened since. */
  readonly mark: string;
  /** Where reading began, in a long history of which the index says that it has been read before (R31). */
  readonly tail: Tail | undefined;
  /** The history is longer than a page. */
  readonly isLong: boolean;
  readonly process: number;
}

/** One line of the cheap listing of open pull requests. */
export interface PullLine {
  readonly number: number;
  readonly branch: string;
  /** From another repository (a fork): never a case. */
  readonly foreign: boolean;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly updatedAt: Instant;
  /** One of its newest reviews has a verdict and is not dismissed. */
  readonly acted: boolean;
  readonly status: PullView['status'];
  /**
   * Changes when a fact is added that could matter: by head, last review or edit, and last event not of the process.
   */
  readonly mark: string;
}

/** A file to write to the register. */
export type Addition = TextFile | { readonly path: string; readonly bytes: Uint8Array };

/** A file to write, of text. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A signed document as it was found; with its bytes where it may be kept. */
export interface ReadSigned {
  readonly oid: string;
  readonly found: FoundDocument;
  readonly bytes?: Uint8Array;
}

/** A file as a listing names it, with the bytes that it has. */
export interface ListedBlob extends FileId {
  readonly size: number;
}

/** A write of an effect that the forge refused for good, with its reason. */
export interface EffectRefusal {
  readonly effect: Effect;
  readonly status: number;
  readonly message: string;
}

/**
 * What the engine needs from a forge. One implementation: GitHub's API through Octokit, which the embedded forge
 * answers as well. Reads throw `ForgeError` where something cannot be read whole (R31).
 */
export interface Forge {
  /** Two reads: one query for pull request, register and configuration, one for the activity log; more of a long history. */
  readCase(number: number): Promise<CaseView>;
  /** One query per 100 open pull requests; the first also brings the register and the configuration's revision. */
  listOpen(): Promise<{
    readonly pulls: readonly PullLine[];
    readonly register: RegisterView;
    readonly configRevision: string;
    /** Head of the base branch. */
    readonly main: string;
  }>;
  /**
   * The contents of commits, by commit: one query for all, and one read more for each head but the present one and for
   * each attachment whose blob id is not in `known`.
   * @param known attachments that were read before, by blob id
   * @param openDocuments paths of the request documents of other open cases (R8)
   */
  readContents(
    pull: PullView,
    heads: readonly string[],
    known: ReadonlyMap<string, { readonly sha256: string; readonly type: string; readonly size: number }>,
    schemaFor: SchemaFor,
    openDocuments?: readonly string[],
  ): Promise<ReadonlyMap<string, Content>>;
  /**
   * What commits change against main, by commit, without reading it: one query for all, and one read more for each head but the
   * present one. What is no regular file has an empty blob id.
   */
  changedFiles(pull: PullView, heads: readonly string[]): Promise<ReadonlyMap<string, readonly FileId[]>>;
  /** The signed documents that acts name, by their blobs: one query for all, and one read more for each that may be kept (R47). */
  readSigned(named: readonly NamedDocument[]): Promise<readonly ReadSigned[]>;
  /** The number of a person's account; undefined: nobody has one of this name. One read. */
  readAccount(login: string): Promise<number | undefined>;
  /** The files of one folder at each of some commits, or branches: one query (R34). */
  readFolder(commits: readonly string[], folder: string): Promise<readonly (readonly FileId[])[]>;
  /** The regular files of some folders at a commit, without what lies below them or is in them: one query. */
  listFolders(commit: string, folders: readonly string[]): Promise<readonly ListedBlob[]>;
  /** Text of blobs by their id, for what a case is pinned to (R7). */
  readBlobs(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Every journal at a commit of the register, by case number: for what happens once, since it costs more the more there are. */
  readJournals(head: string): Promise<ReadonlyMap<number, string>>;
  /** Texts of files of the register by path, all of one head; a file that is not there is left out. */
  readRegister(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Makes one commit on the register.
   * @returns 'moved' where its head is no longer `expectedHead`: nothing was written
   */
  appendRegister(
    expectedHead: string | undefined,
    message: string,
    additions: readonly Addition[],
  ): Promise<{ readonly head: string } | 'moved'>;
  /** Applies effects in order; one that the forge refuses for good does not stop the rest. */
  applyEffects(pull: PullView, effects: readonly Effect[]): Promise<readonly EffectRefusal[]>;
}

/** The schema that a request must meet, by the procedure that it names; undefined: that procedure is unknown. */
export type SchemaFor = (request: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> | undefined;
