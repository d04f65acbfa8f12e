import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { sendReview } from '#site/src/desk/acts.ts';
import { push, requestFiles, review, sampleRequest, sentAt } from '../../support/office.ts';
import { later, straightWalk } from '../../support/walk.ts';
import { Bytes } from './bytes.ts';
import { deskOf } from './desk.ts';
import type { Hub } from './open.ts';
import type { Job, Run } from './run.ts';
import { jobsOf } from './tell.ts';

/** The rows whose acts are made on the forge’s own pages. The other acts are made at the desk. */
export const ON_THE_FORGE: readonly number[] = [2, 10];

/** An act, the runs that it started, and the number of bytes between these runs and the forge. */
interface WalkedAct {
  readonly row: number;
  readonly runs: readonly Run[];
  readonly bytes: number;
}

export interface WalkedCase {
  readonly number: number;
  /** The first publication of the site, with all pages. */
  readonly first: readonly Run[];
  /** The request as the form saves it as a draft and submits it. */
  readonly opening: readonly Run[];
  readonly acts: readonly WalkedAct[];
}

/** Publishes the site of a hub with the whole project, then leads a case through all rows. Every job is run. */
export async function walkStraightCase(hub: Hub): Promise<WalkedCase> {
  const at = { owner: hub.office.local.owner, repo: hub.office.local.repo };
  const drain = (): Promise<readonly Run[]> => hub.drain({ decideOnly: () => false });
  const maintainer = await hub.maintainer();
  await maintainer.rest.actions.createWorkflowDispatch({ ...at, workflow_id: 'publish.yml', ref: 'main' });
  const first = await drain();
  const bytes = new Bytes();
  try {
    bytes.begin();
    const number = await openByForm(hub);
    const saved = await drain();
    await setLabels(hub, number, SUBMIT_LABEL);
    const opening = [...saved, ...(await drain())];
    const acts: WalkedAct[] = [];
    for (const { row, who, body } of straightWalk()) {
      // The act of row 10 comes once the event has begun.
      hub.office.setNow(row === 10 ? '2026-12-05T05:00:00Z' : later(hub.office.now(), 60));
      bytes.begin();
      if (ON_THE_FORGE.includes(row)) await review(hub.office, who, number, 'APPROVE', body);
      else {
        const desk = await deskOf(hub, who);
        await sendReview(desk.forge, await desk.read(number), 'approve', sentAt(body, hub.office.now()));
      }
      acts.push({ row, runs: await drain(), bytes: bytes.end() });
    }
    return { number, first, opening, acts };
  } finally {
    bytes.close();
  }
}

/**
 * Saves a draft as the form does.
 * @returns the draft’s number
 */
async function openByForm(hub: Hub): Promise<number> {
  const head = 'cms/protokol-manajemen-krisis/2026/satu/request';
  await push(hub.office, 'contoh-opd', head, requestFiles('satu', sampleRequest()));
  const client = await hub.office.as('contoh-opd');
  const { owner, repo } = hub.office.local;
  const { data } = await client.rest.pulls.create({ owner, repo, title: 'satu', head, base: 'main' });
  await setLabels(hub, data.number, DRAFT_LABEL);
  return data.number;
}

async function setLabels({ office }: Hub, number: number, label: string): Promise<void> {
  const client = await office.as('contoh-opd');
  const { owner, repo } = office.local;
  await client.rest.issues.setLabels({ owner, repo, issue_number: number, labels: [label] });
}

/** Returns the jobs that ran. GitHub bills each minute that such a job has begun, and bills no skipped job. */
export const billed = (runs: readonly Run[]): readonly Job[] => jobsOf(runs).filter(({ executed }) => executed);
