import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '#tests/support/folders.ts';
import { type Timing, timing } from './startup.ts';

/** From a person's act on the embedded forge, beside many open cases, until the case's public page shows it. */
export async function eventToPage(cases: number, acts: number, log: (line: string) => void): Promise<Timing> {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-bench-'));
  const office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined });
  try {
    const start = shifted(office.now(), 'PT72H');
    const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', start);
    const applicant = await office.as('contoh-bpbd');
    for (let n = 1; n <= cases; n += 1) {
      const files = sample.files.map(({ path, bytes }) => ({ path: path.replace(sample.name, `rapat-${n}`), bytes }));
      await applicant.open({ branch: `permohonan/rapat-${n}`, title: `Rapat ${n}`, files, draft: false });
      await office.idle();
      if (n % 10 === 0) log(`  ${n} of ${cases} cases are open`);
    }
    await office.showSite();
    await office.idle();
    const tu = await office.as('contoh-tu');
    const times: number[] = [];
    for (let number = 1; number <= acts; number += 1) {
      const id = (await readCurrentCase(office.deps.forge, number)).journal.state?.opens.case ?? '';
      const page = join(office.site, 'berkas', id, 'index.html');
      const shown = await readFile(page, 'utf8');
      const before = performance.now();
      await tu.review(number, 'APPROVE', '');
      await office.idle();
      times.push(performance.now() - before);
      if ((await readFile(page, 'utf8')) === shown) throw new Error(`The page of ${id} does not show the act.`);
    }
    return timing(`event → page, ${cases} open cases`, times);
  } finally {
    await office.close();
    await rm(folder, { recursive: true, force: true });
  }
}
