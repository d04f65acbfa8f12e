import { findAccount } from '../accounts.ts';
import { invalid } from '../refusal.ts';
import type { Context } from './context.ts';
import type { Pull } from './pulls.ts';

/**
 * Finds the pull requests that match the words and qualifiers of a search, newest first.
 * @throws HttpRefusal 422 for a qualifier that this forge does not know
 */
export function searchPulls({ store, site, actor }: Context, text: string): Pull[] {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: (string | number)[]) => {
    where.push(condition);
    values.push(...given);
  };
  const terms = [...text.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([term]) => term);
  const places = terms.filter((term) => term.startsWith('in:')).flatMap((term) => term.slice(3).split(','));
  const searched = PLACES[[...new Set(places)].sort().join()] ?? refuse(`in:${places.join()}`);
  const accountOf = (login: string) => (login === '@me' ? actor.id : (findAccount(store, login)?.id ?? -1));
  for (const term of terms) {
    const colon = term.indexOf(':');
    const [key, value] = colon < 0 ? ['', term] : [term.slice(0, colon), term.slice(colon + 1)];
    const wanted = value.replaceAll('"', '');
    switch (colon < 0 ? '' : `${key}:`) {
      case '':
        add(`instr(lower(${searched}), ?) > 0`, wanted.toLowerCase());
        break;
      case 'in:':
        break;
      case 'repo:':
        if (wanted.toLowerCase() !== `${site.owner}/${site.repo}`.toLowerCase()) add('0');
        break;
      case 'author:':
        add('author_id = ?', accountOf(wanted));
        break;
      case 'review-requested:':
        add('number IN (SELECT pull FROM review_requests WHERE account_id = ?)', accountOf(wanted));
        break;
      case 'assignee:':
        // This forge has no assignees.
        add('0');
        break;
      case 'draft:':
        add('draft = ?', wanted === 'true' ? 1 : 0);
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

/**
 * The SQL text in which words are searched. The key is the sorted values of `in:`. Without `in:`, title and body are
 * searched, as on GitHub.
 */
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
