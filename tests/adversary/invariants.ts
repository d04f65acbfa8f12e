/** Checks the rules that must hold after any history of acts. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Octokit } from 'octokit';
import { parse } from 'yaml';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { isNote } from '#domain/words/entry-remarks.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { type Office, PEOPLE } from '../support/office.ts';
import { informedAt, type Opened, type Sent } from './attacks.ts';

/** A broken rule, by a short name. */
export interface Breach {
  readonly rule:
    'main' | 'register' | 'moved' | 'words' | 'answered' | 'settled' | 'fault' | 'merged' | 'signed' | 'room' | 'said';
  readonly what: string;
}

const breach = (rule: Breach['rule'], what: string): Breach => ({ rule, what });

const git = (office: Office, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });

/** Checks that main has received the files of completed cases, as their journals list them, and nothing else (R34). */
export async function breachesOfMain(office: Office, seed: string, numbers: readonly number[]): Promise<Breach[]> {
  const breaches: Breach[] = [];
  const lines = git(office, 'diff-tree', '-r', '-z', '--no-renames', seed, 'main').split('\0');
  const changed = new Map<string, { status: string; mode: string; oid: string }>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [, mode = '', , oid = '', status = ''] = (lines[at] ?? '').split(' ');
    changed.set(lines[at + 1] ?? '', { status, mode, oid });
  }
  for (const number of numbers) {
    const state = await office.state(number);
    if (state?.end?.kind !== 'completed') continue;
    for (const { path, oid } of state.files ?? []) {
      const file = changed.get(path);
      if (!file) breaches.push(breach('merged', `case ${number} is completed, and main has no ${path}`));
      else if (file.status !== 'A' || file.mode !== '100644' || file.oid !== oid)
        breaches.push(breach('main', `${path} on main is not what the journal of case ${number} holds`));
      else if (path === state.document?.path && !isRequest(office, oid, state.request))
        breaches.push(breach('main', `${path} on main is another request than case ${number} attests`));
      changed.delete(path);
    }
  }
  for (const [path, { status, mode }] of changed)
    breaches.push(
      breach('main', `${status} ${mode} ${path} came to main, and no journal of a completed case holds it`),
    );
  return breaches;
}

function isRequest(office: Office, blob: string, request: unknown): boolean {
  try {
    return canonicalJson(parse(git(office, 'cat-file', 'blob', blob))) === canonicalJson(request);
  } catch {
    return false;
  }
}

/** Checks that each entry is an act of its person on this case, in a role that this person had (R16, R26). */
export function breachesOfJournal(
  journal: readonly Entry[],
  { number, opener }: Opened,
  { sent, unfit }: { readonly sent: readonly Sent[]; readonly unfit: ReadonlySet<string> },
): Breach[] {
  const breaches: Breach[] = [];
  breaches.push(...breachesOfTime(journal, number), ...breachesOfSaid(journal, { number, opener }, sent));
  for (const entry of journal) {
    const reported = `entry ${entry.seq} of case ${number} (${entry.kind})`;
    if (entry.source?.kind === 'review' && !isNote(entry.kind)) {
      const act = sent.find(({ id }) => String(id) === entry.source?.id);
      if (!act || act.number !== number || act.by !== entry.who?.login)
        breaches.push(breach('moved', `${reported}: nobody of that name sent it there`));
      else if (entry.kind === 'accepted' && act.event !== (entry.gesture === 'changes' ? 'REQUEST_CHANGES' : 'APPROVE'))
        breaches.push(breach('moved', `${reported}: it was sent as ${act.event}`));
    }
    for (const { name, oid, sha256 } of entry.signed ?? []) {
      // A rejection names its documents in a comment by the same person (R1). Any other act names them itself (R47).
      const own = sent.filter(
        ({ id, by, event, number: on }) =>
          on === number &&
          by === entry.who?.login &&
          (entry.kind === 'rejected' ? event === 'COMMENT' : String(id) === entry.source?.id),
      );
      const isNamed = own.some(({ documents }) =>
        documents.some((each) => each.name === name && each.oid === oid && each.sha256 === sha256),
      );
      if (!isNamed || unfit.has(sha256))
        breaches.push(breach('signed', `${reported}: keeps ${name}, which its author has not handed back so`));
    }
    if ((entry.kind === 'accepted' || entry.kind === 'rejected') && entry.who?.role === undefined)
      breaches.push(breach('moved', `${reported}: without a role`));
    if (entry.kind === 'submitted' && entry.who?.login !== opener)
      breaches.push(breach('moved', `${reported}: submitted by ${entry.who?.login}`));
    if (entry.kind === 'accepted' && entry.who?.id === PEOPLE['contoh-opd'])
      breaches.push(breach('moved', `${reported}: by an applicant`));
  }
  return breaches;
}

/**
 * Checks that a case is postponed only before the time begins, at most three times, and keeps its room (R53). Checks
 * that offers are at most three valid slots (R24).
 */
function breachesOfTime(journal: readonly Entry[], number: number): Breach[] {
  const breaches: Breach[] = [];
  let asked = 0;
  let visit: Entry['next'];
  for (const { seq, at, postpones, supersedes, releases, offered = [], next } of journal) {
    if (postpones) {
      asked += 1;
      const isEarly = visit?.step === 'pelaksanaan' && at < visit.begins;
      if (!isEarly || asked > 3 || supersedes || releases || next?.step !== 'pengecekan')
        breaches.push(breach('said', `entry ${seq} of case ${number} asks for another time, and could not`));
    }
    if (offered.length > 3 || offered.some(({ start, end, room }) => start <= at || end <= start || room !== 'tcm'))
      breaches.push(breach('said', `entry ${seq} of case ${number} offers what cannot be had`));
    visit = next ?? visit;
  }
  return breaches;
}

/** Checks that each answer is a comment of a person whom the visit informed, once, and without effect (R52). */
function breachesOfSaid(
  journal: readonly Entry[],
  { number, opener }: Pick<Opened, 'number' | 'opener'>,
  sent: readonly Sent[],
): Breach[] {
  const breaches: Breach[] = [];
  const said = new Set<string>();
  for (const { seq, kind, step = '', visit, who, source, ...entry } of journal) {
    if (kind !== 'answered') continue;
    const named = journal.flatMap(({ informed, ...each }) =>
      each.step === step && each.visit === visit ? (informed?.accounts ?? []).map(({ id }) => id) : [],
    );
    const key = `${who?.id} ${step}#${visit}`;
    const isTheirs = informedAt(step, { opener }).includes(who?.login ?? '') || named.includes(who?.id ?? 0);
    const isComment = sent.some(({ id, event }) => String(id) === source?.id && event === 'COMMENT');
    if (!isTheirs || !isComment || said.has(key) || entry.next || entry.end || entry.booking || entry.releases)
      breaches.push(breach('said', `entry ${seq} of case ${number}: ${key} answers, and may not, or more comes of it`));
    said.add(key);
  }
  return breaches;
}

interface Held {
  readonly room: string;
  readonly start: string;
  readonly end: string;
}

/** Returns the rooms that a case has now, by its journal: its booking, and its offers that are still reserved (R24). */
function heldBy(journal: readonly Entry[], now: string): Held[] {
  let booking: Held | undefined;
  let offers: NonNullable<Entry['offered']> = [];
  for (const entry of journal) {
    if (entry.end) [booking, offers] = [entry.holds ? booking : undefined, []];
    if (entry.releases) [booking, offers] = [undefined, []];
    if (entry.supersedes) offers = [];
    if (entry.booking) [booking, offers] = [entry.booking, []];
    if (entry.offered) offers = entry.offered;
    else if (entry.kind === 'submitted')
      offers = offers.filter(({ start, end }) => entry.slot?.start === start && entry.slot.end === end);
  }
  return [...(booking ? [booking] : []), ...offers.filter(({ until }) => until > now)];
}

/** Checks that no two cases have one room at one time, as a booking, as an offer, or after completion (R24). */
export async function breachesOfRooms({
  office,
  opened,
}: {
  readonly office: Office;
  readonly opened: readonly Opened[];
}): Promise<Breach[]> {
  const held: (Held & { readonly number: number })[] = [];
  const breaches: Breach[] = [];
  for (const { number } of opened)
    for (const one of heldBy(await office.journal(number), office.now())) {
      const other = held.find(
        (each) => each.number !== number && each.room === one.room && each.start < one.end && one.start < each.end,
      );
      if (other) breaches.push(breach('room', `cases ${other.number} and ${number} hold ${one.room} at ${one.start}`));
      held.push({ ...one, number });
    }
  return breaches;
}

/** Checks that a case’s content is what its opener pushed, also after pushes by others (R48). */
export async function breachesOfWords(
  office: Office,
  journals: ReadonlyMap<number, readonly Entry[]>,
  opened: readonly Opened[],
): Promise<Breach[]> {
  const client = await office.as('contoh-tu');
  const breaches: Breach[] = [];
  for (const { number, branch, opener } of opened) {
    const { data } = await client.request('GET /repos/{owner}/{repo}/activity', {
      owner: office.local.owner,
      repo: office.local.repo,
      ...{ ref: `refs/heads/${branch}`, actor: opener, per_page: 100 },
    });
    const own = new Set(data.map(({ after }) => after));
    for (const { kind, seq, head } of journals.get(number) ?? [])
      if ((kind === 'submitted' || kind === 'superseded') && head && !own.has(head.oid))
        breaches.push(breach('words', `entry ${seq} of case ${number} (${kind}) takes a push that is not ${opener}’s`));
  }
  return breaches;
}

/** Checks that every act is journaled or dismissed, and that a refused act is dismissed (R16). */
export async function breachesOfAnswers(
  office: Office,
  journals: ReadonlyMap<number, readonly Entry[]>,
  sent: readonly Sent[],
): Promise<Breach[]> {
  const client = await office.as('contoh-tu');
  const breaches: Breach[] = [];
  for (const number of journals.keys()) {
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      owner: office.local.owner,
      repo: office.local.repo,
      pull_number: number,
      per_page: 100,
    });
    // The process does not reply to reviews of a pull request that changes nothing under requests/ (R8).
    if (!journals.get(number)?.length && !(await isRequestOfCase(client, office, number))) continue;
    const dismissed = new Set(data.filter(({ state }) => state === 'DISMISSED').map(({ id }) => Number(id)));
    for (const { id, event, by } of sent.filter((each) => each.number === number && each.event !== 'COMMENT')) {
      const entry = journals
        .get(number)
        ?.find(({ kind, source }) => source?.kind === 'review' && source.id === String(id) && !isNote(kind));
      if (!entry && !dismissed.has(id))
        breaches.push(breach('answered', `${event} ${id} of ${by} on #${number} got no reply`));
      if (entry?.kind === 'refused' && !dismissed.has(id))
        breaches.push(breach('answered', `${event} ${id} of ${by} on #${number} is refused, and stands`));
    }
  }
  return breaches;
}

async function isRequestOfCase(client: Octokit, office: Office, number: number): Promise<boolean> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
  });
  return data.some(({ filename }) => filename.startsWith('requests/'));
}

/** Checks that `verify` has no finding in the register (R26, R29). */
export async function breachesOfRegister(office: Office): Promise<Breach[]> {
  const hasRegister = git(office, 'for-each-ref', 'refs/heads/register') !== '';
  if (!hasRegister) return [];
  const { findings } = await verifyClone(join(office.folder, 'repo.git'));
  return findings.map((finding) => breach('register', JSON.stringify(finding)));
}
