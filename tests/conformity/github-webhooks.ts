// Copies from GitHub's official description of its webhooks only the events that the embedded forge sends, and the end
// of a run. So the tests need not read the 36 MB of the description.
//
//   npm pack @octokit/openapi-webhooks && tar xzf octokit-openapi-webhooks-*.tgz package/generated/api.github.com.json
//   node tests/conformity/github-webhooks.ts package/generated/api.github.com.json
//
// This program is no part of `npm run generate`, because the description is no dependency. A test fails if an event is
// missing.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { at, type Node, Subset } from './subset.ts';

const TARGET = new URL('../workflows/generated/github-webhooks.json', import.meta.url);

/** The schemas of the events that the embedded forge sends (tests/support/forge-webhooks.ts), and of a run's end. */
const WANTED = [
  'webhook-issue-comment-created',
  'webhook-issue-comment-deleted',
  'webhook-issue-comment-edited',
  'webhook-pull-request-closed',
  'webhook-pull-request-converted-to-draft',
  'webhook-pull-request-edited',
  'webhook-pull-request-labeled',
  'webhook-pull-request-opened',
  'webhook-pull-request-ready-for-review',
  'webhook-pull-request-reopened',
  'webhook-pull-request-review-dismissed',
  'webhook-pull-request-review-edited',
  'webhook-pull-request-review-request-removed',
  'webhook-pull-request-review-requested',
  'webhook-pull-request-review-submitted',
  'webhook-pull-request-synchronize',
  'webhook-pull-request-unlabeled',
  'webhook-push',
  'webhook-repository-dispatch-sample',
  'webhook-status',
  'webhook-workflow-dispatch',
  'webhook-workflow-run-completed',
];

const [source] = process.argv.slice(2);
if (source === undefined)
  throw new Error('usage: node tests/conformity/github-webhooks.ts path/to/api.github.com.json');
const description = JSON.parse(await readFile(source, 'utf8')) as Node;
const subset = new Subset(description);
for (const name of WANTED) subset.take(name);
const $defs = subset.defs();
const taken = {
  source: `GitHub's description of its webhooks ${String(at(description, 'info', 'version') ?? '')}, taken by tests/conformity/github-webhooks.ts`,
  $defs,
};
await mkdir(new URL('.', TARGET), { recursive: true });
await writeFile(TARGET, `${JSON.stringify(taken, null, 1)}\n`);
console.log(`${Object.keys($defs).length} schemas.`);
