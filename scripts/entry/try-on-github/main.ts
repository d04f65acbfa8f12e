// For maintainers: asks GitHub what only GitHub can prove, in a scratch repository: a new copy of the template, on which
// `setup` ran. One official holds all roles. The trial walks one case through all rows, checks rulesets, environment,
// Pages, commits, minutes, a concurrency group and a variable, and asks the questions of
// docs/decisions/questions-to-github.md. It ends with one table, and removes what it made.
//
//   TRY_APPLICANT=… TRY_OFFICIAL=… node scripts/entry/try-on-github/main.ts OWNER/NAME
//
// The tokens belong to two people: the applicant opens requests and writes branches, and the official acts. The exit
// code is 0 if every check was asked and held.
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '#domain/user-error.ts';
import { forgeAsPerson } from '#entry/cli/connect.ts';
import { personOf } from '#embedded/office/person.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { wordsOfError } from './github.ts';
import { refuseUnlessScratch } from './scratch.ts';
import { exitCodeOf, trialTable } from './table.ts';
import { runTrial } from './trial.ts';
import { samplesAt } from './walk-case.ts';

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

async function main([name = '']: readonly string[]): Promise<number> {
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
  const { login } = (await client.octokit.request('GET /user')).data;
  const people = { applicant: personOf({ ...at, token: applicant }), official: personOf({ ...at, token: official }) };
  const pause = (seconds: number) => sleep(seconds * 1000);
  const out = (line: string) => console.log(line);
  const { rows, remains } = await runTrial({
    trial: { forge, ...people, now, pause, patience: 600, out },
    applicant: client,
    official: createClient({ ...at, token: official }),
    ...(await samplesAt(now(), login)),
    fetch,
  });
  for (const line of trialTable(rows, remains)) out(line);
  return exitCodeOf(rows);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const words = wordsOfError(error);
  if (words === undefined) throw error;
  console.error(`${words.id}\n${words.en}`);
  process.exitCode = 1;
}
