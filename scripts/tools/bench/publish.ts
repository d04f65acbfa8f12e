import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_PERMISSIONS } from '#entry/setup/names.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { personOf } from '#embedded/office/person.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { EMBEDDED } from '#public/form/target.ts';
import { writeShared } from '#public/site/local-site.ts';
import { runAction } from '#tests/action/support/run-action.ts';
import { Bytes } from '#tests/workflows/support/bytes.ts';
import { renamed } from '#tools/renamed-sample.ts';
import { type Archive, makeArchives } from './archive.ts';
import { type Figure, type Bench, middle, officeRows, secondsOf } from './measured.ts';

const SITE = 'https://kantor.example';
const ACTS = ['contoh-tu', 'contoh-kepala-dinas', 'contoh-kepala-dinas', 'contoh-walikota'];

/**
 * Measures a publication on GitHub: the bundled action with the embedded forge. The times include the work of the
 * forge, which runs on the same machine. The bytes are all that are sent to and from the forge, also by git.
 */
export const publish: Bench = async (place, sizes) => {
  const offices: Office[] = [];
  try {
    const shared = join(place, 'shared');
    await writeShared({ root: PROGRAM, out: shared });
    for (const archive of await makeArchives(place, sizes)) offices.push(await openOffice(archive, shared));
    // The offices act in turn, so that other work of the machine affects all of them equally.
    for (const login of ACTS) for (const office of offices) await office.act(login);
  } finally {
    for (const office of offices) await office.close();
  }
  return officeRows(offices);
};

type Office = Awaited<ReturnType<typeof openOffice>>;

/** Opens an office on the embedded forge, with one open case. The action has published all its pages. */
async function openOffice({ folder }: Archive, shared: string) {
  // The clock of the forge is moved ahead, because an act is valid only if the visit began in an earlier second.
  let ahead = 0;
  const now = (): string => `${new Date(Date.now() + ahead * 1000).toISOString().slice(0, 19)}Z`;
  const forge = await startForge({ folder, now });
  const { owner, repo, apiUrl, url, accounts } = forge;
  await forge.seed({ 'site/forge.json': JSON.stringify(EMBEDDED) }, 'Site');
  const app = await forge.installApp({ slug: 'disposisi', permissions: APP_PERMISSIONS });
  const logKey = (await readFile(join(folder, 'log.key'), 'utf8')).trim();
  const personIn = async (login: string) =>
    personOf({ owner, repo, baseUrl: apiUrl, token: await accounts.token(login) });

  const run = async (inputs: Readonly<Record<string, string>>): Promise<string> => {
    const { code, log } = await runAction({
      clock: now(),
      inputs: { 'app-id': String(app.id), 'private-key': app.privateKey, ...inputs },
      env: { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: url, GITHUB_REPOSITORY: `${owner}/${repo}` },
    });
    if (code !== 0) throw new Error(log);
    return log;
  };
  const process = () => run({ command: 'sweep', 'log-key': logKey });
  const bytes = new Bytes();
  const publish = async (more: Readonly<Record<string, string>> = {}) => {
    const token = await accounts.token('contoh-tu');
    bytes.begin();
    const s = await secondsOf(async () => {
      const log = await run({ command: 'publish', token, site: SITE, ...more });
      if (!log.includes('Situs terbit')) throw new Error(log);
    });
    return { s, MB: bytes.end() / 1e6 };
  };

  const sample = await readSample(PROGRAM, 'rapat-koordinasi-banjir', 'contoh-bpbd', shifted(now(), 'PT200H'));
  // The walked case of the archive has the name of the sample already.
  const { files } = renamed(sample, 'ukur', {});
  const applicant = await personIn('contoh-bpbd');
  const number = await applicant.open({ branch: 'permohonan/ukur', title: 'Ukur', files, draft: false });
  await process();
  const acts: Awaited<ReturnType<typeof publish>>[] = [];
  const measured: Record<string, Figure> = { 'all pages anew': await publish({ shared }) };
  return {
    measured,
    /** Does one act and runs the process, and then measures the publication. */
    act: async (login: string): Promise<void> => {
      ahead += 60;
      await (await personIn(login)).review(number, 'APPROVE', 'Tindak lanjuti.');
      await process();
      acts.push(await publish());
      measured['an act’s publication, median'] = { s: middle(acts.map(({ s }) => s)) };
      measured['over the wire for it, median'] = { MB: middle(acts.map(({ MB }) => MB)) };
    },
    close: async (): Promise<void> => {
      bytes.close();
      await forge.close();
    },
  };
}
