/**
 * Makes the register of an office with many open cases. The judge judges them as people act. Some acts are late, some
 * are refused, some cases are returned, and some rooms are taken. Runs come after one act or after two. No forge runs.
 */
import type { Config } from '#domain/case/state/config.ts';
import { fold } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { emptyIndex, indexAfter, type RegisterIndex } from '#domain/journal/index-file.ts';
import { Random } from '../naive-judge/random.ts';
import { newConfig, type RegisterStep } from './forged-register.ts';
import { after, edited, History, request, results, run, WAY, type Words } from './world.ts';

const BEGINS = '2026-12-01T01:00:00Z';
const HOUR = 3600;
/** The number of entries after which an applicant withdraws. */
const PATIENCE = 24;

/** A simulated case, with its history and its journal so far. */
interface Open {
  readonly history: History;
  readonly start: string;
  readonly end: string;
  readonly room: boolean;
  journal: readonly Entry[];
  /** The number of acts until the next run. */
  waiting: number;
}

/**
 * Simulates an office.
 * @param cases the number of cases
 * @param seed the same seed always makes the same register
 * @param config the configuration of all cases
 * @returns what each commit of the register adds, in order
 */
export function busyRegister(cases: number, seed = 1, config: Config = newConfig): RegisterStep[] {
  const random = new Random(seed);
  const steps: RegisterStep[] = [{ adopts: config }];
  const queue: { at: string; does: (at: string) => void }[] = [];
  const plan = (at: string, does: (at: string) => void): void => {
    const place = queue.findLastIndex((each) => each.at <= at);
    queue.splice(place + 1, 0, { at, does });
  };
  let index: RegisterIndex = emptyIndex;

  const look = (open: Open, now: string): void => {
    const { history, journal } = open;
    const mine = Object.values(index.cases).filter(({ applicant }) => applicant === history.opener.id).length;
    const openCases = { 'protokol-manajemen-krisis': mine - (journal.length > 0 ? 1 : 0) };
    const others = { bookings: index.bookings, agenda: index.agenda, openCases };
    const { entries, journal: grown, state } = run(history, journal, now, { others, config });
    open.journal = grown;
    if (entries.length === 0 || !state) return;
    index = indexAfter(index, state, { mark: 'm', config: 'c' });
    steps.push({ number: history.number, entries });
  };

  const act = (open: Open, at: string): void => {
    const state = fold(open.journal);
    if (!state) return;
    if (state.end) return;
    if (state.visit.begins > at) return plan(after(state.visit.begins, 60), (later) => act(open, later));
    // In a case with too many entries, the applicant withdraws.
    if (open.journal.length > PATIENCE) open.history.close(at, open.history.opener);
    else actAs(random, open, state.visit.step, state.approvals.length, at);
    open.waiting -= 1;
    if (open.waiting <= 0) {
      look(open, after(at, 1));
      open.waiting = random.chance(0.9) ? 1 : 2;
    }
    const last = open.journal.at(-1)?.next?.step === 'pelaksanaan' || state.visit.step === 'persiapan-teknis';
    const delay = random.chance(0.1) ? random.below(8 * HOUR) : 60 + random.below(40 * 60);
    const next = after(at, delay);
    plan(last && next < open.end ? after(open.end, 60 + random.below(HOUR)) : next, (later) => act(open, later));
  };

  for (let number = 1; number <= cases; number += 1)
    plan(after(BEGINS, number * 2 * HOUR + random.below(4 * HOUR)), (at) => {
      const open = begin(random, number, at, config);
      look(open, after(at, 1));
      plan(after(at, 30 + random.below(10 * 60)), (later) => act(open, later));
    });
  for (let next = queue.shift(); next; next = queue.shift()) next.does(next.at);
  return steps;
}

const hour = (at: string, later: number): string =>
  `${new Date(Math.ceil(Date.parse(at) / 3_600_000 + later) * 3_600_000).toISOString().slice(0, 19)}Z`;

function begin(random: Random, number: number, at: string, config: Config): Open {
  const id = 3000 + (random.chance(0.1) ? random.below(5) : 100 + number);
  const opener = { id, login: `contoh-pemohon-${id}`, kind: 'user' as const };
  const history = new History({ number, branch: `cms/contoh-${number}`, opener, config });
  const start = hour(at, 16 + random.below(40));
  const end = hour(start, 1 + random.below(3));
  const room = random.chance(0.5);
  const asked = {
    '/pemohon/akun': opener.login,
    '/lampiran': ['surat.pdf'],
    '/pelaksanaan/mulai': start,
    '/pelaksanaan/selesai': end,
    ...(room ? {} : { '/pelaksanaan/ruang': undefined, '/pelaksanaan/tempat': 'Halaman' }),
  };
  history.push(after(at, -10), request(asked), { attachments: ['surat.pdf'] });
  history.label(after(at, -5), 'opened');
  history.sign(at);
  return { history, start, end, room, journal: [], waiting: 1 };
}

/** Makes one act in a step: usually the act for which the case waits, sometimes another one. */
function actAs(random: Random, open: Open, step: string, given: number, at: string): void {
  const { history, start, end, room } = open;
  if (step === 'perbaikan' || step === 'pertimbangan-alternatif') {
    if (random.chance(0.05)) history.close(at, history.opener);
    else history.sign(at);
    return;
  }
  const way = WAY.filter(([id]) => id === step);
  const [, login, words] = way[Math.min(given, way.length - 1)] ?? [step, 'contoh-subkor-ile', {}];
  const chance = random.next();
  if (chance < 0.04) history.approve(at, 'contoh-kabid-ikp', 'Setuju.');
  else if (chance < 0.08) history.approve(at, login, '');
  else if (chance < 0.11) history.changes(at, login, 'Perbaiki.');
  else if (chance < 0.12) {
    history.comment(at, login, 'Bukan keadaan krisis.');
    history.close(after(at, 1), login);
  } else history.approve(at, login, wordsFor(random, step, words, { start, end, room, at }));
}

function wordsFor(
  random: Random,
  step: string,
  words: Words,
  { start, end, room, at }: { start: string; end: string; room: boolean; at: string },
): Words {
  const make = results[step];
  const note = words.note ?? '';
  if (!make || (words.result === undefined && step !== 'pemberitahuan-alternatif')) return { note };
  const times = { '/mulai': start, '/selesai': step === 'pelaksanaan' && at < end ? start : end };
  if (step === 'pengecekan') {
    const test = { '/uji_koneksi/hasil': random.chance(0.06) ? 'gagal' : 'baik' };
    const place = room ? {} : { '/ruang': undefined, '/tempat': 'Halaman' };
    return { note, result: edited(make(), { ...times, ...test, ...place }) };
  }
  const isTimed = step === 'persiapan-teknis' || step === 'pelaksanaan';
  return { note, result: make(isTimed ? times : {}) };
}
