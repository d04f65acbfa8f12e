import { findAccount } from '../accounts.ts';
import type { Context } from '../model/context.ts';
import { labelsOfPull } from '../model/labels.ts';
import type { Pull } from '../model/pulls.ts';
import { nodeId } from '../node-id.ts';
import { allows } from '../permissions.ts';
import { invalid, notFound } from '../refusal.ts';
import { pullHtml, repoApi } from '../urls.ts';
import { labelObject } from './labels.ts';
import { paginate } from './paging.ts';
import { pullOf, type RestRequest } from './request.ts';
import { route } from './router.ts';
import { association, userById } from './users.ts';

export const searchRoutes = [
  route('GET /search/issues', (request) => {
    const { context } = request;
    if (!allows(context.actor.permission, 'read')) throw notFound();
    const found = search(request);
    return {
      total_count: found.length,
      incomplete_results: false,
      search_type: 'lexical' as const,
      items: paginate(request, found).map((pull) => ({ ...issueObject(context, pull), score: 1 })),
    };
  }),
  route('GET /repos/{owner}/{repo}/issues/{issue_number}', (request) =>
    issueObject(request.context, pullOf(request, 'issue_number')),
  ),
];

/** Words and the qualifiers that the form uses; others are refused, not passed over. @throws HttpRefusal 422 */
function search({ context, query }: RestRequest): Pull[] {
  const { store, site } = context;
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: (string | number)[]) => {
    where.push(condition);
    values.push(...given);
  };
  const terms = [...(query.get('q') ?? '').matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([term]) => term);
  const places = terms.filter((term) => term.startsWith('in:')).flatMap((term) => term.slice(3).split(','));
  const text = PLACES[[...new Set(places)].sort().join()] ?? refuse(`in:${places.join()}`);
  for (const term of terms) {
    const colon = term.indexOf(':');
    const [key, value] = colon < 0 ? ['', term] : [term.slice(0, colon), term.slice(colon + 1)];
    const wanted = value.replaceAll('"', '');
    switch (colon < 0 ? '' : `${key}:`) {
      case '':
        add(`instr(lower(${text}), ?) > 0`, wanted.toLowerCase());
        break;
      case 'in:':
        break;
      case 'repo:':
        if (wanted.toLowerCase() !== `${site.owner}/${site.repo}`.toLowerCase()) add('0');
        break;
      case 'author:':
        add('author_id = ?', findAccount(store, wanted)?.id ?? -1);
        break;
      case 'label:':
        add('number IN (SELECT pull FROM pull_labels JOIN labels ON labels.id = label_id WHERE name = ?)', wanted);
        break;
      case 'head:':
        add('head_ref = ?', wanted);
        break;
      case 'base:':
        add('base_ref = ?', wanted);
        break;
      case 'is:':
      case 'type:':
      case 'state:':
        add(STATE_CONDITIONS[wanted] ?? refuse(term));
        break;
      default:
        refuse(term);
    }
  }
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  return store.all<Pull>(`SELECT * FROM pulls ${condition} ORDER BY number DESC`, ...values);
}

/** Where words are looked for, by the sorted values of `in:`; without any, in title and body, as on GitHub. */
const PLACES: Readonly<Record<string, string>> = {
  '': "title || ' ' || coalesce(body, '')",
  title: 'title',
  body: "coalesce(body, '')",
  'body,title': "title || ' ' || coalesce(body, '')",
};

const STATE_CONDITIONS: Readonly<Record<string, string>> = {
  pr: '1',
  issue: '0',
  open: "state = 'open'",
  closed: "state = 'closed'",
  merged: 'merged_at IS NOT NULL',
  unmerged: 'merged_at IS NULL',
  draft: 'draft = 1',
};

function refuse(term: string): never {
  throw invalid('Search', 'q', `${term.slice(0, 60)} is not implemented by this forge`);
}

export function issueObject(context: Context, pull: Pull) {
  const { site, store } = context;
  const url = `${repoApi(site)}/issues/${pull.number}`;
  const html = pullHtml(site, pull.number);
  return {
    url,
    repository_url: repoApi(site),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    id: pull.issue_id,
    node_id: nodeId('PR', pull.id),
    number: pull.number,
    title: pull.title,
    user: userById(context, pull.author_id),
    labels: labelsOfPull(context, pull.number).map((label) => labelObject(context, label)),
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: store.get<{ n: number }>('SELECT count(*) AS n FROM comments WHERE pull = ?', pull.number)?.n ?? 0,
    created_at: pull.created_at,
    updated_at: pull.updated_at,
    closed_at: pull.closed_at,
    author_association: association(context, pull.author_id),
    active_lock_reason: null,
    draft: pull.draft === 1,
    pull_request: {
      url: `${repoApi(site)}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.merged_at,
    },
    body: pull.body ?? '',
  };
}
