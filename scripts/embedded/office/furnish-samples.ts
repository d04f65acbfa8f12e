import type { Instant } from '#domain/clock/instant.ts';
import { PROGRAM } from '#engine/config/root.ts';
import type { Office } from './open-office.ts';
import { readSample, shifted } from './samples.ts';
import { goTo, type Move, openSample, STRAIGHT_WAY, walk } from './walk.ts';

/** A sample case: when it was submitted, for when, and how far it went, counted back from the present. */
interface Story {
  readonly name: string;
  readonly applicant: string;
  readonly submitted: string;
  readonly event: string;
  readonly moves: readonly Move[];
}

const RETURNED: Move = {
  row: 2,
  login: 'contoh-tu',
  after: 'PT3M',
  gesture: 'return',
  note: 'Surat permohonan belum ditandatangani; mohon unggah yang sudah ditandatangani.',
};

/** In the order of time: one completed, one waiting for its second approval, one late, one with its applicant. */
export const STORIES: readonly Story[] = [
  story('rapat-koordinasi-banjir', 'contoh-bpbd', '-PT50H', '-PT26H', STRAIGHT_WAY),
  story('rapat-insiden-keamanan-informasi', 'contoh-opd', '-PT6H', 'PT30H', STRAIGHT_WAY.slice(0, 6)),
  story('konferensi-pers-gangguan-layanan', 'contoh-opd', '-PT100M', 'PT50H', STRAIGHT_WAY.slice(0, 1)),
  story('siaran-langsung-peringatan-dini', 'contoh-bpbd', '-PT40M', 'PT75H', [RETURNED]),
  story('rapat-evakuasi-warga', 'contoh-bpbd', '-PT25M', 'PT98H', STRAIGHT_WAY.slice(0, 3)),
];

function story(name: string, applicant: string, submitted: string, event: string, moves: readonly Move[]): Story {
  return { name, applicant, submitted, event, moves };
}

/**
 * Walks the sample cases through the real path: people act through the API, the process answers. The office's clock
 * begins two days back and ends in the present, so that the trail looks as a trail does.
 * @param present now, by the machine
 */
export async function furnishSamples(office: Office, present: Instant, tell: (done: number, of: number) => void) {
  // An office with people of its own is left as it is, before anything of it is called a sample.
  for (const { applicant, moves } of STORIES)
    for (const login of [applicant, ...moves.map((move) => move.login)]) await office.as(login);
  for (const [at, each] of STORIES.entries()) {
    tell(at, STORIES.length);
    goTo(office, shifted(present, each.submitted));
    const sample = await readSample(PROGRAM, each.name, each.applicant, onTheHour(shifted(present, each.event)));
    const walker = { office, passed: () => undefined };
    const number = await openSample(walker, sample, each.applicant);
    await walk(walker, number, sample, each.moves);
  }
  goTo(office, present);
  tell(STORIES.length, STORIES.length);
}

export const EARLIEST = STORIES[0]?.submitted ?? 'PT0S';

const onTheHour = (instant: Instant): Instant => `${instant.slice(0, 13)}:00:00Z`;
