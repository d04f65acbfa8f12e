// For maintainers: walks one case through all rows in a scratch repository on GitHub, which proves that the process
// works there. Then it asks the questions of docs/decisions/questions-to-github.md. The repository is a new copy of the
// template, on which `setup` ran. One official holds all roles.
//
//   TRY_APPLICANT=… TRY_OFFICIAL=… node scripts/entry/try-on-github/main.ts OWNER/NAME
//
// The tokens belong to two people: the applicant opens the request, and the official acts. The applicant's token may
// also write workflows. Nothing is deleted afterwards, so delete the repository yourself.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UserError } from '#domain/user-error.ts';
import { forgeAsPerson } from '#entry/cli/connect.ts';
import { personOf } from '#embedded/office/person.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { askAll } from './questions.ts';
import { refuseUnlessScratch } from './scratch.ts';
import { shortened, walkCase } from './walk-case.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

async function main([name = '']: readonly string[]): Promise<void> {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  const { TRY_APPLICANT: applicant, TRY_OFFICIAL: official, GITHUB_API_URL: api } = process.env;
  if (!owner || !repo || !applicant || !official)
    throw new UserError({
      id: 'Perlu: OWNER/NAME, dan token dua orang di TRY_APPLICANT dan TRY_OFFICIAL.',
      en: 'Needed: OWNER/NAME, and the tokens of two people in TRY_APPLICANT and TRY_OFFICIAL.',
    });
  const at = { owner, repo, ...(api ? { baseUrl: api } : {}) };
  const client = createClient({ ...at, token: applicant });
  const forge = forgeAsPerson({ ...at, token: official });
  await refuseUnlessScratch(client, forge);
  const start = shifted(now(), 'PT20M');
  const { login } = (await client.octokit.request('GET /user')).data;
  const sample = shortened(await readSample(ROOT, 'rapat-koordinasi-banjir', login, start), start);
  const people = { applicant: personOf({ ...at, token: applicant }), official: personOf({ ...at, token: official }) };
  const pause = (seconds: number) => sleep(seconds * 1000);
  const trial = { forge, ...people, now, pause, patience: 600, out: (line: string) => console.log(line) };
  const merged = await walkCase(trial, sample);
  await askAll({ trial, client, sample, merged });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(`${error.text.id}\n${error.text.en}`);
  process.exitCode = 1;
}
