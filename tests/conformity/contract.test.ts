import { describe, expect, test } from 'vitest';
import { READ_CASE } from '#engine/forge/queries.ts';
import { type Call, faultsOf } from './contract.ts';
import subset from './generated/github-api.json' with { type: 'json' };
import { faultsOfGraphql } from './graphql.ts';
import { OPERATIONS } from './operations.ts';

const R = '/repos/kantor/disposisi';
const call = (method: string, path: string, body?: unknown, query = ''): Call => ({
  method,
  path,
  body,
  query: new URLSearchParams(query),
});
const label = { id: 1, node_id: 'x', url: 'https://x.example', name: 'baris/2', color: 'aaaaaa', default: false };

describe('the contract that GitHub publishes', () => {
  test('the committed subset has the operations that are used, and no others', () => {
    expect(Object.keys(subset.operations)).toEqual([...OPERATIONS].sort());
  });

  test('a correct HTTP request and a correct response have no fault', () => {
    const answer = { ...label, description: null };
    expect(faultsOf(call('GET', `${R}/labels/baris%2F2`), { status: 200, body: answer })).toEqual([]);
  });

  test('a field of a response that is missing or of a wrong type is found', () => {
    const [missing] = faultsOf(call('GET', `${R}/labels/x`), { status: 200, body: label });
    expect(missing).toContain("must have required property 'description'");
    const odd = { ...label, description: null, id: 'satu' };
    expect(faultsOf(call('GET', `${R}/labels/x`), { status: 200, body: odd })[0]).toContain('/id must be integer');
  });

  test('a misspelt field of an HTTP request is found, and so is a value that GitHub does not know', () => {
    const status = { id: 1 };
    const sent = { state: 'done', contxt: 'disposisi' };
    const faults = faultsOf(call('POST', `${R}/statuses/abc`, sent), { status: 201, body: status }).join('\n');
    expect(faults).toContain('additionalProperty":"contxt"');
    expect(faults).toContain('request/state must be equal to one of the allowed values');
  });

  test('a parameter that GitHub does not have, or has in another form, is found', () => {
    const answer = { status: 200, body: [] };
    expect(faultsOf(call('GET', `${R}/labels`, undefined, 'per_side=5'), answer)[0]).toContain('per_side');
    expect(faultsOf(call('GET', `${R}/labels`, undefined, 'per_page=many'), answer)[0]).toContain('per_page');
  });

  test('an operation that is not in the subset is found, and so is a status that GitHub never returns', () => {
    expect(faultsOf(call('GET', `${R}/stargazers`), { status: 200, body: [] })[0]).toContain(
      'not among the operations',
    );
    const merge = call('PUT', `${R}/pulls/1/merge`, { sha: 'abc' });
    expect(faultsOf(merge, { status: 418, body: { message: 'x' } })[0]).toContain('does not answer with 418');
    expect(faultsOf(merge, { status: 405, body: undefined })).not.toEqual([]);
  });

  test('a GraphQL response with a value of a wrong type, or with a field that the query lacks, is found', () => {
    const variables = { owner: 'kantor', repo: 'disposisi', number: 1, journalPath: 'x' };
    const none = { pullRequest: null, base: null, register: null, sops: null, schemas: null };
    const viewer = { login: 'disposisi[bot]', databaseId: 900 };
    const ask = (repository: unknown) =>
      faultsOfGraphql({ query: READ_CASE, variables }, { data: { viewer, repository } });
    expect(ask(none)).toEqual([]);
    expect(ask({ ...none, surplus: 1 })[0]).toContain('not asked for');
    expect(ask({ ...none, sops: { entries: 'banyak' } })[0]).toContain('Expected Iterable');
    expect(faultsOfGraphql({ query: READ_CASE.replace('headRefOid', 'headOid'), variables }, {})).not.toEqual([]);
  });
});
