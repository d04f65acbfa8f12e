import { schema as github } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import * as queries from './queries.ts';

// GitHub’s schema has duplicate fields, which a schema may not have. `assumeValidSDL` accepts them.
const schema = buildSchema(github.idl, { assumeValidSDL: true });

const OPERATIONS = {
  READ_CASE: queries.READ_CASE,
  ...queries.MORE,
  LIST_OPEN: queries.LIST_OPEN,
  READ_STATUS: queries.READ_STATUS,
  sizes: queries.severalQuery('ReadSizes', 2),
  happened: queries.severalQuery('ReadHappened', 2),
  listing: queries.severalQuery('ListFolders', 1),
  APPEND: queries.APPEND,
  MARK_READY: queries.MARK_READY,
  folders: queries.severalQuery('ReadFolders', 3),
  blobs: queries.severalQuery('ReadBlobs', 1),
  register: queries.registerQuery(2),
};

describe('the queries to GraphQL', () => {
  test.each(Object.entries(OPERATIONS))('the query %s is valid by the schema that GitHub publishes', (_name, text) => {
    expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
  });

  test('a query with a field that GitHub does not have is invalid', () => {
    const wrong = queries.READ_CASE.replace('headRefOid', 'headRefOidd');
    expect(validate(schema, parse(wrong))).not.toEqual([]);
  });

  test('R31: a reply that reports only a register file as not found is whole; with any other error it is not', () => {
    const journal = { type: 'NOT_FOUND', path: ['repository', 'register', 'target', 'journal'] };
    expect(queries.isWhole([journal])).toBe(true);
    expect(queries.isWhole([{ ...journal, type: 'SERVICE_UNAVAILABLE' }])).toBe(false);
    expect(queries.isWhole([{ type: 'NOT_FOUND', path: ['repository', 'pullRequest'] }])).toBe(false);
    expect(queries.isWhole([journal, { type: 'NOT_FOUND', path: ['repository'] }])).toBe(false);
    expect(queries.isWhole([{ message: 'timeout' }])).toBe(false);
  });
});
