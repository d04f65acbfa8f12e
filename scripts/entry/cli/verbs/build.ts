import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type Io, needed, remark, printText } from '#entry/command.ts';
import { beginBefore, seedSamples, storiesFor } from '#embedded/office/seed-samples.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { officeRoot } from '#engine/config/root.ts';
import { readArgs } from '../read-args.ts';
import { readOffice } from '../read-office.ts';
import { sitePlace, writeSite } from '../write-site.ts';

const DIST = 'dist';

/** Writes the static site, by default to `dist/`, from the register in a clone or from a sample office (R32, R33). */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    clone: { type: 'string' },
    out: { type: 'string' },
    address: { type: 'string' },
  });
  const out = needed(values.out ?? DIST, '--out');
  const place = await sitePlace(out, values.address, io);
  if (values.clone === undefined) await fromSamples((repository) => writeSite(repository, place, io), io);
  else await writeSite(needed(values.clone, '--clone'), place, io);
  const path = place.address === undefined ? '/' : `${new URL(place.address).pathname}/`.replace(/^\/\//, '/');
  printText(io, {
    id: `Berikutnya: letakkan isi ${out} di jalur ${path} sebuah server web statis. Situs untuk jalur lain: --address URL.\nMeja kerja dan formulir hanya berfungsi di kantor yang berjalan: npm start, atau GitHub.`,
    en: `Next: copy the contents of ${out} to the path ${path} of a static web server. For another path: --address URL.\nThe desk and the form only work in a running office: npm start, or GitHub.`,
  });
  return 0;
};

/**
 * Makes the sample office in a folder that is removed at the end, and calls a function with the office's repository.
 * @throws UserError if the configuration in this folder is not sound
 */
async function fromSamples(read: (repository: string) => Promise<void>, io: Io): Promise<void> {
  const root = officeRoot(io.cwd);
  const stories = await storiesFor(await readOffice(root));
  remark(io, {
    id: 'Membuat kantor contoh; permohonan contoh dijalankan melalui langkah-langkahnya. Kantor lain: --clone FOLDER …',
    en: 'Making the sample office; sample requests go through its steps. For another office: --clone DIR …',
  });
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-build-'));
  try {
    beginBefore(folder, stories);
    const office = await openOffice({ folder, root, port: 0, log: () => undefined });
    try {
      await seedSamples(office, stories, io.now(), {
        progress: (done, of) => io.err(`  ${done}/${of}`),
        stopped: (why) => remark(io, why),
      });
      await office.idle();
    } finally {
      await office.close();
    }
    await read(join(folder, 'repo.git'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
