import { describe, expect, test } from 'vitest';
import { type Answer, json, scripted } from '#tests/support/forge-answers.ts';
import { appendRegister } from './append-register.ts';

const HEAD = 'a'.repeat(40);
const NEXT = 'b'.repeat(40);
const FILES = [{ path: 'journals/0/7.jsonl', text: '{"seq":1}\n' }];
const written = json({ data: { createCommitOnBranch: { commit: { oid: NEXT } } } });
const stale = json({
  data: { createCommitOnBranch: null },
  errors: [{ type: 'STALE_DATA', message: 'Expected branch to point to …', path: ['createCommitOnBranch'] }],
});

describe('R26: the register is extended only from the head that was read', () => {
  test('R26: the commit has the read head as its parent, and the files and the message', async () => {
    const { client, asked } = scripted([written]);
    expect(await appendRegister(client, HEAD, 'Berkas 7: diajukan\n\nSatu entri.', FILES)).toEqual({ head: NEXT });
    expect(JSON.parse(asked[0]?.body ?? '').variables.input).toEqual({
      branch: { repositoryNameWithOwner: 'kantor/berkas', branchName: 'register' },
      expectedHeadOid: HEAD,
      message: { headline: 'Berkas 7: diajukan', body: 'Satu entri.' },
      fileChanges: { additions: [{ path: 'journals/0/7.jsonl', contents: 'eyJzZXEiOjF9Cg==' }] },
    });
  });

  test('R26: a head that moved is reported as moved', async () => {
    const { client, asked } = scripted([stale]);
    expect(await appendRegister(client, HEAD, 'x', FILES)).toBe('moved');
    expect(asked).toHaveLength(1);
  });

  test('R28: if the reply to a commit was lost, the next attempt is reported as moved, and the commit is not made twice', async () => {
    const { client, asked } = scripted([json({ message: 'Bad Gateway' }, 502), stale]);
    expect(await appendRegister(client, HEAD, 'x', FILES)).toBe('moved');
    expect(asked.map((request) => request.operation)).toEqual(['Append', 'Append']);
  });

  test('R26: a refusal for another reason than a moved head is an error', async () => {
    const forbidden = json({ data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible' }] });
    await expect(appendRegister(scripted([forbidden]).client, HEAD, 'x', FILES)).rejects.toThrow(/not accessible/);
  });

  test('R26: more files than one commit can have are refused before anything is sent', async () => {
    const { client, asked } = scripted([written]);
    const many = Array.from({ length: 101 }, (_, n) => ({ path: `f${n}`, text: '' }));
    await expect(appendRegister(client, HEAD, 'x', many)).rejects.toThrow(/100/);
    expect(asked).toEqual([]);
  });
});

describe('a register that does not exist yet', () => {
  const begin: Answer[] = [json({ sha: 't' }, 201), json({ sha: HEAD }, 201)];

  test('the first commit of a register has no parent and the README, and a second commit adds the journal', async () => {
    const { client, asked } = scripted([...begin, json({ ref: 'refs/heads/register' }, 201), written]);
    expect(await appendRegister(client, undefined, 'x', FILES)).toEqual({ head: NEXT });
    expect(asked.map((request) => request.path.replace('/api/v3/repos/kantor/berkas', ''))).toEqual([
      '/git/trees',
      '/git/commits',
      '/git/refs',
      '/api/graphql',
    ]);
    expect(JSON.parse(asked[0]?.body ?? '').tree[0].content).toMatch(/^# Register\n/);
    expect(JSON.parse(asked[1]?.body ?? '').parents).toEqual([]);
    expect(JSON.parse(asked[3]?.body ?? '').variables.input.expectedHeadOid).toBe(HEAD);
  });

  test('a register that another run began meanwhile is reported as moved', async () => {
    const { client, asked } = scripted([...begin, json({ message: 'Reference already exists' }, 422)]);
    expect(await appendRegister(client, undefined, 'x', FILES)).toBe('moved');
    expect(asked).toHaveLength(3);
  });
});
