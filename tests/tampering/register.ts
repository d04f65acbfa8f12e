/** Makes a register of many walked cases, as commits, without a forge. */
import type { ReviewFact } from '#domain/case/state/facts.ts';
import type { World } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { emptyIndex, indexAfter, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import { documentPath, INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import type { Disclosure } from '#domain/journal/parts.ts';
import { sha256 } from '#domain/request/digest.ts';
import { composeReview, splitReview } from '#domain/request/review.ts';
import { blobId } from '#engine/config/folder.ts';
import { Random } from '../naive-judge/random.ts';
import { after, caseAt, type History, office, request, run } from '../support/world.ts';

/** The files of a register that each of its commits changed. */
export type Commits = readonly { readonly files: Readonly<Record<string, string | null>> }[];

const [procedure] = office.procedures.values();

const disclosure: Disclosure = {
  request: procedure && office.schemas.get(procedure.value.request.schema)?.value,
  result: (step) => {
    const path = procedure?.value.steps.find(({ id }) => id === step)?.requires?.result;
    return path === undefined ? undefined : office.schemas.get(path)?.value;
  },
  hasNature: true,
};

const STEPS = ['penerimaan', 'disposisi', 'arahan-walikota', 'koordinasi', 'pengecekan', 'persiapan-teknis', 'end'];

/**
 * Returns the commits of a register. Each case is walked to a random step. In some cases an act out of turn or a
 * changed request follows.
 * @param cases the number of cases
 * @param more further text in each document
 */
export function registerOf(seed: number, cases: number, more = ''): Commits {
  const random = new Random(seed);
  let index: RegisterIndex = emptyIndex;
  const agenda: Record<number, number> = {};
  const commits: { files: Record<string, string> }[] = [];
  for (let number = 1; number <= cases; number += 1) {
    const step = random.pick(STEPS);
    const place = { '/pelaksanaan/ruang': undefined, '/pelaksanaan/tempat': 'Halaman' };
    const history = caseAt(step, { number, request: request({ ...place, '/kegiatan/judul': `Kegiatan ${number}` }) });
    const end = history.facts.at(-1)?.at ?? '';
    const papers = number % 2 === 0 ? new Map() : handBack(history, more);
    if (random.chance(0.4)) history.approve(after(end, 30), 'contoh-kabid-ikp', 'Setuju.');
    if (random.chance(0.3)) history.push(after(end, 60), request({ ...place, '/kegiatan/judul': `Lain ${number}` }));
    const { journal } = run(history, [], after(end, 90), {
      others: { agenda, bookings: index.bookings },
      documents: papers,
    });
    for (const entry of journal) if (entry.agenda) agenda[entry.agenda.year] = entry.agenda.number;
    let sealed = openJournal(number, undefined);
    for (const some of inParts(random, journal)) {
      sealed = seal(sealed, some, disclosure, () => random.salt());
      if (!sealed.state) continue;
      index = indexAfter(index, sealed.state, { mark: 'm', config: office.revision });
      const signed = some.flatMap((entry) => entry.signed ?? []);
      const documents = signed.map(({ sha256: digest }) => [documentPath(number, digest), paperOf(number, more)]);
      commits.push({
        files: {
          [journalPath(number)]: sealed.text,
          [INDEX_PATH]: printIndex(index),
          ...Object.fromEntries(documents),
        },
      });
    }
  }
  return commits;
}

/** Returns the text of the document that comes with an act of a case. */
const paperOf = (number: number, more: string): string => `%PDF-1.4 Contoh ${number}\n${more}%%EOF\n`;

/**
 * Makes the head of the office send a document with their act, if the case has reached that step.
 * @returns what is read of the document
 */
function handBack(history: History, more: string): World['documents'] {
  const act = history.facts.find(
    (fact): fact is ReviewFact => fact.kind === 'review' && fact.actor.login === 'contoh-kepala-dinas',
  );
  if (!act) return new Map();
  const bytes = Buffer.from(paperOf(history.number, more));
  const document = { name: 'nota-dinas.pdf', oid: blobId(bytes), sha256: sha256(bytes) };
  history.shows(act, { body: composeReview({ note: splitReview(act.body).note, documents: [document] }) });
  return new Map([[document.oid, { sha256: document.sha256, size: bytes.length }]]);
}

/** Returns the entries in parts, as several runs would have written them. */
function inParts(random: Random, entries: readonly Entry[]): (readonly Entry[])[] {
  const parts: Entry[][] = [];
  for (const entry of entries) {
    const last = parts.at(-1);
    if (last && random.chance(0.4)) last.push(entry);
    else parts.push([entry]);
  }
  return parts;
}
