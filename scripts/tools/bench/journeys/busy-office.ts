import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { goTo, openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '#tests/support/folders.ts';
import { renamed } from '#tools/renamed-sample.ts';

/** So many cases run beside those that are acted on. */
const OTHERS = 20;

/** Titles of the cases that wait for somebody, by who acts on them. */
const TITLES = {
  report: 'Rapat contoh yang sudah berlangsung',
  check: 'Rapat contoh yang dicek',
  head: 'Rapat contoh untuk Kepala Dinas',
  keyboard: 'Rapat contoh dengan papan tombol',
  receipt: 'Rapat contoh yang baru',
} as const;

/** An office on an ordinary day. */
export interface BusyOffice {
  readonly office: Office;
  readonly titles: typeof TITLES;
  /** When what is reported took place, by the office's wall clock, as a field for it takes it. */
  readonly held: { readonly start: string; readonly end: string };
  close(): Promise<void>;
}

/** Opens it in a folder that is thrown away at the end. @param say hears how far it has come */
export async function openBusyOffice(say: (line: string) => void): Promise<BusyOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-bench-'));
  const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
  const begun = office.now();
  const open = async (slug: string, title: string, acts: number, inHours: number): Promise<Sample> => {
    const start = `${shifted(begun, `PT${inHours}H`).slice(0, 13)}:00:00Z`;
    const shipped = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    const sample = renamed(shipped, slug, { surat: { sifat: 'biasa' }, kegiatan: { judul: title } });
    const walker = { office, passed: () => undefined };
    await walk(walker, await openSample(walker, sample, 'contoh-bpbd'), sample, STRAIGHT_WAY.slice(0, acts));
    return sample;
  };
  const report = await open('contoh-berlangsung', TITLES.report, 8, 36);
  await open('contoh-dicek', TITLES.check, 5, 42);
  await open('contoh-kepala-dinas', TITLES.head, 1, 48);
  await open('contoh-papan-tombol', TITLES.keyboard, 1, 54);
  await open('contoh-baru', TITLES.receipt, 0, 60);
  for (let n = 1; n <= OTHERS; n += 1) {
    await open(`contoh-lain-${n}`, `Rapat contoh lain ${n}`, n % 4 === 0 ? 1 : 0, 72 + n * 6);
    if (n % 10 === 0) say(`  ${n} of ${OTHERS} other cases run`);
  }
  // What is reported has taken place.
  goTo(office, shifted(report.end, 'PT10M'));
  await office.showSite();
  await office.idle();
  return {
    ...{ office, titles: TITLES, held: { start: report.start.slice(0, 16), end: report.end.slice(0, 16) } },
    close: async () => {
      await office.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
