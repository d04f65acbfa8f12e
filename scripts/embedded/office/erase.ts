import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '#domain/clock/instant.ts';
import { UserError } from '#domain/user-error.ts';
import {
  countTexts,
  type ErasedPull,
  eraseInStore,
  isOfStore,
  namedCommits,
  openCommits,
  NEW_REPOSITORY_FOLDER,
  settleRepositories,
  storedPulls,
} from '#embedded/forge/erase-store.ts';
import { removeCopies } from '#embedded/forge/send-store.ts';
import { Store } from '#embedded/forge/store.ts';
import { type ErasePlan, planErasure } from '#engine/erase/plan.ts';
import { type ChosenCase, refuseFindings, refuseUnfinished, unfinished } from '#engine/erase/refusals.ts';
import { rewriteHistory } from '#engine/erase/rewrite.ts';
import { Statements } from '#engine/statements.ts';
import { copyStore } from './make-backup.ts';

/** What may be erased in an office on one machine and is still there. */
export interface OfficeErasure {
  readonly plan: ErasePlan;
  /** The number of rows of the database whose texts go. */
  readonly rows: number;
}

/** A part of an erasure, for reports of its progress. */
export type ErasureStep = 'verify' | 'rewrite' | 'verify-new' | 'exchange';

interface EraseOptions {
  /** The time by the office's clock. */
  readonly at: Instant;
  /** The cases to erase; without any, all that may be erased. */
  readonly chosen?: readonly ChosenCase[];
  /** @param commits the number of commits that were rewritten so far, during the step `rewrite` */
  readonly progress?: (step: ErasureStep, commits: number) => void;
}

/** The files and folders that an office makes again when it starts, and which show what was public until now. */
const MADE_AGAIN = ['site', ...['', '-wal', '-shm', '-journal'].map((ending) => `site.sqlite${ending}`)];

/**
 * Finds what may be erased in the office in a folder, whether the office runs or not (R50). Changes nothing.
 * @param chosen the cases to erase; without any, all that may be erased
 * @throws UserError if there is no office, if it does not reply, or if a chosen case may not be erased
 * @throws StoreFault if the database cannot be opened
 * @throws NoClone if the office has no register yet
 */
export async function readErasure(folder: string, chosen: readonly ChosenCase[] = []): Promise<OfficeErasure> {
  refuseWithoutOffice(folder);
  // A start removes such copies.
  const copy = join(folder, `forge.sqlite-copy-${randomBytes(6).toString('hex')}`);
  try {
    await copyStore(folder, copy);
    const database = new DatabaseSync(copy, { readOnly: true });
    try {
      const rows = new Statements(database);
      const plan = await planErasure(join(folder, 'repo.git'), { pulls: storedPulls(rows), chosen });
      return { plan, rows: countTexts(rows, pullsOf(plan)) };
    } finally {
      database.close();
    }
  } finally {
    await rm(copy, { force: true });
  }
}

/**
 * Erases from the office in a folder what its register allows (R50). The office must not run. The repository is made
 * anew next to the old one; the commit of the database decides which of both is the office's. So after a kill at any
 * moment, the next start finds the old office or the new one.
 * @returns what was erased
 * @throws UserError if a chosen case may not be erased, if the office is not finished with its work, or if its register has
 *   findings
 * @throws StoreFault if the office runs, or if its database is damaged
 */
export async function eraseInOffice(
  folder: string,
  { at, chosen = [], progress = () => undefined }: EraseOptions,
): Promise<OfficeErasure> {
  refuseWithoutOffice(folder);
  const repository = join(folder, 'repo.git');
  const fresh = join(folder, NEW_REPOSITORY_FOLDER);
  const store = new Store(join(folder, 'forge.sqlite'));
  try {
    await settleRepositories(store, folder);
    await removeCopies(folder);
    if (!(await isOfStore(store, repository))) throw unfinished(folder);
    const plan = await planErasure(repository, { pulls: storedPulls(store), chosen });
    const erased = pullsOf(plan);
    const rows = countTexts(store, erased);
    if (plan.cases.length === 0) return { plan, rows };
    await refuseUnfinished(folder, repository, plan.head);
    progress('verify', 0);
    await refuseFindings(repository);
    progress('rewrite', 0);
    const rewritten = await rewriteHistory(repository, fresh, plan, {
      at,
      keep: namedCommits(store, erased, plan.refs),
      named: openCommits(store),
      progress: (commits) => progress('rewrite', commits),
    });
    progress('verify-new', 0);
    await refuseFindings(fresh, repository);
    progress('exchange', 0);
    for (const name of MADE_AGAIN) await rm(join(folder, name), { recursive: true, force: true });
    store.overwriteDeleted();
    store.begin();
    try {
      eraseInStore(store, rewritten, erased);
      store.commit();
    } catch (error) {
      store.rollback();
      throw error;
    }
    await settleRepositories(store, folder);
    return { plan, rows };
  } catch (error) {
    // If the database was not changed, the new repository is not the office's.
    await settleRepositories(store, folder).catch(() => undefined);
    throw error;
  } finally {
    store.close();
  }
}

/** Lists the pull requests of the cases, each with the id of its case as its title. */
const pullsOf = ({ cases }: ErasePlan): ErasedPull[] =>
  cases.flatMap(({ pulls, id, branch }) => pulls.map((number) => ({ number, title: id, branch })));

function refuseWithoutOffice(folder: string): void {
  if (existsSync(join(folder, 'forge.sqlite')) && existsSync(folder)) return;
  throw new UserError({
    id: `${folder} — Di folder ini tidak ada kantor. Sebut foldernya dengan --folder. Tidak ada yang diubah.`,
    en: `${folder} — There is no office in this folder. Name its folder with --folder. Nothing was changed.`,
  });
}
