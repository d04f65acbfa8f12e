import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { Random } from '../naive-judge/random.ts';
import { openOffice, PEOPLE } from '../support/office.ts';
import { tick } from '../support/walk.ts';
import { APPLICANTS, OFFICIALS, People, READERS, WRITERS } from './attacks.ts';
import {
  type Breach,
  breachesOfAnswers,
  breachesOfJournal,
  breachesOfMain,
  breachesOfRegister,
  breachesOfRooms,
  breachesOfWords,
} from './invariants.ts';

/** The result of a history. */
export interface Outcome {
  readonly breaches: readonly Breach[];
  /** The acts of people, and the forge’s replies. */
  readonly lines: readonly string[];
  readonly completed: number;
  readonly entries: number;
  /** The number of signed documents that acts brought. */
  readonly signed: number;
  /** The number of entries that offer slots. */
  readonly offers: number;
  /** The number of entries that answer a record. */
  readonly answers: number;
  /** The number of entries that ask for another time. */
  readonly postponements: number;
}

/**
 * Plays one random history in an office of its own, with the process at work. Then it checks the rules of
 * `invariants.ts`.
 */
export async function attack(seed: number, acts: number): Promise<Outcome> {
  const random = new Random(seed);
  const people = {
    ...Object.fromEntries([...APPLICANTS, ...OFFICIALS].map((login) => [login, idOf(login)])),
    ...Object.fromEntries(WRITERS.map((login) => [login, 1201])),
  };
  const office = await openOffice({ people });
  try {
    for (const login of READERS) await office.local.accounts.add({ login, id: 1301, permission: 'read' });
    const beginning = execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'rev-parse', 'main'], {
      encoding: 'utf8',
    }).trim();
    const acting = new People(office, random, new Random(seed ^ 0x51a9ed), new Random(seed ^ 0x7e12));
    const breaches: Breach[] = [];
    for (let left = acts; left > 0; left -= 1) {
      // Sometimes days pass, so that offers end.
      tick(office, random.pick([0, 1, 60, 60, 60, 600, 600, 3600, random.chance(0.1) ? 4 * 86_400 : 60]));
      const number = await acting.act();
      await bell(acting, random, number);
      breaches.push(...(await breachesOfRooms(acting)));
    }
    await finish(acting);
    breaches.push(...(await breachesOfRooms(acting)));
    const outcome = await conclude(acting, beginning);
    return { ...outcome, breaches: [...breaches, ...outcome.breaches] };
  } finally {
    await office.close();
  }
}

const idOf = (login: string): number => Object.entries(PEOPLE).find(([name]) => name === login)?.[1] ?? 0;

/** Sends a trigger, loses it, sends it twice, or sends it for another case. */
async function bell(
  { office, opened, faults, lines }: People,
  random: Random,
  number: number | undefined,
): Promise<void> {
  const heard = random.weighted({ once: 6, lost: 3, twice: 1, sweep: 1, other: 1 });
  try {
    if (heard === 'sweep') await office.scheduledRun();
    else if (heard === 'other' && opened.length > 0) await office.run(random.pick(opened).number);
    else if (number !== undefined && heard !== 'lost') {
      await office.run(number);
      if (heard === 'twice') await office.run(number);
    }
  } catch (error) {
    faults.push(`the process: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  if (heard !== 'once') lines.push(`  trigger: ${heard}`);
}

/** Leads the first two cases to their end, if possible. Later checks show that no part of an attack is on main. */
async function finish(acting: People): Promise<void> {
  const { office, opened, lines, faults } = acting;
  for (const pull of opened.slice(0, 2)) {
    try {
      for (let left = 20; left > 0; left -= 1) {
        await office.run(pull.number);
        await acting.alongside(pull);
        tick(office);
        await office.run(pull.number);
        const state = await office.state(pull.number);
        if (!state || state.end) break;
        if (state.visit.begins > office.now()) office.setNow(state.visit.begins);
        tick(office);
        lines.push(`${office.now()} #${pull.number} goes on: ${await acting.right(pull)}`);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof Error && 'status' in error)
        lines.push(`${office.now()} #${pull.number} does not go on: ${reason}`);
      else faults.push(`#${pull.number}: ${reason}`);
    }
  }
}

async function conclude(acting: People, beginning: string): Promise<Outcome> {
  const { office, opened, sent, faults, lines } = acting;
  const breaches: Breach[] = [];
  const numbers = opened.map(({ number }) => number);
  for (const number of numbers) {
    try {
      await office.run(number);
      const { runError, refusals } = await office.run(number);
      if (runError !== undefined)
        breaches.push({ rule: 'settled', what: `#${number} keeps its run error: ${runError.split('\n')[0]}` });
      const again = await office.run(number);
      if (runError === undefined && again.entries.length + again.effects.length > 0)
        breaches.push({
          rule: 'settled',
          what: `#${number} is never done: ${JSON.stringify({ effects: again.effects, refusals })}`,
        });
    } catch (error) {
      faults.push(`the process: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  const journals = new Map<number, readonly Entry[]>();
  for (const number of numbers) journals.set(number, await office.journal(number));
  breaches.push(...(await breachesOfMain(office, beginning, numbers)));
  breaches.push(...(await breachesOfRegister(office)));
  for (const pull of opened) breaches.push(...breachesOfJournal(journals.get(pull.number) ?? [], pull, acting));
  breaches.push(...(await breachesOfWords(office, journals, opened)));
  breaches.push(...(await breachesOfAnswers(office, journals, sent)));
  breaches.push(...faults.map((what): Breach => ({ rule: 'fault', what })));
  const entries = [...journals.values()].flat();
  return {
    breaches,
    lines,
    completed: entries.filter(({ end }) => end === 'completed').length,
    entries: entries.length,
    signed: entries.flatMap(({ signed = [] }) => signed).length,
    offers: entries.filter(({ offered }) => offered).length,
    answers: entries.filter(({ kind }) => kind === 'answered').length,
    postponements: entries.filter(({ postpones }) => postpones).length,
  };
}
