import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { type ChainLine, entryId, genesis } from '#domain/journal/chain.ts';
import { parseCheckpoint, printNote, printVkey, SIGNATURE_TYPES } from '#domain/log/note.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { checkpointWords, logPlaceWords } from '#domain/words/checkpoint.ts';
import { chainPath } from '#public/site/open-data/data-files.ts';
import {
  Browser,
  checkpointOf,
  cosigned,
  dataWithLeaves,
  type Files,
  idsOf,
  linesIn,
  publishedOf,
  putCase,
  putLines,
  putLog,
  readFrom,
  signer,
  claimsOf,
  unpackedLines,
  withLeaves,
} from '#tests/site/support/published.ts';
import { requestOf } from '#tests/site/support/cases.ts';
import { Walk } from '#tests/support/walked-case.ts';
import { checkGivenCheckpoint } from './checkpoints.ts';
import { Unreachable, publishedChain, publishedText, readOnce, readOver } from './published.ts';
import { LIMITS, PAGE_NOT_COMPARED, VERDICTS } from './words.ts';

const office = signer('kantor.example/disposisi');
const ID = 'PMK-2026-2';
const ACTING = { ...new Walk(9).holder('kepala-dinas'), acting: { kind: 'plh' as const, decree: 'CONTOH/PLH/1' } };
const walks = () => [
  new Walk(1).submit(requestOf('Rapat')).to('disposisi'),
  new Walk(2)
    .submit(requestOf('Konferensi pers'))
    .to('koordinasi')
    .refuse('out-of-turn', { detail: { role: 'kabid-aptika' }, who: ACTING })
    .reject('Bukan krisis.'),
  new Walk(3).submit(requestOf('Dibatasi')).approve().submit(requestOf('Dibatasi'), { nature: 'rahasia' }).approve(),
];

/** Makes an office’s site with its log. */
async function site(of = walks()) {
  const { files, data } = publishedOf(of);
  const ids = data.dossiers.flatMap(({ case: one }) => idsOf(linesIn(files, one.id)));
  await relog(files, ids);
  return { files, data, ids };
}

/** Replaces the log of a site by a log with these ids. The office can do this at any time with its key. */
async function relog(files: Files, ids: readonly string[], by = office): Promise<void> {
  for (const [path, content] of files) {
    if (path.startsWith('data/chains/')) putLines(files, path, withLeaves(unpackedLines(content as Uint8Array), ids));
    if (path.startsWith('data/cases/')) files.set(path, dataWithLeaves(String(content), ids));
  }
  await putLog(files, ids, by);
}

let whole: Awaited<ReturnType<typeof site>>;
beforeAll(async () => {
  whole = await site();
});
const copy = (): Files => new Map(whole.files);
const visit = (files: Files, id = ID) => new Browser().visit(files, id);
const caseOf = (files: Files, id = ID) => JSON.parse(String(files.get(`data/cases/${id}.json`))) as PublicCase;
const putChain = (files: Files, lines: readonly string[], id = ID) => putLines(files, chainPath(id), lines);
const putData = (files: Files, one: unknown, id = ID) => files.set(`data/cases/${id}.json`, JSON.stringify(one));
const edited = (line: string, change: (line: ChainLine) => unknown) =>
  canonicalJson(change(JSON.parse(line) as ChainLine));

/** Computes the ids of a chain again. An account that can write the register can do this. */
function rechained(lines: readonly string[], number: number): string[] {
  let prev = genesis(number);
  return lines.map((text) =>
    edited(text, (line) => {
      const { public: open, private: closed } = line;
      const id = entryId(prev, open.commitment, closed.commitment);
      const next = { ...line, id, prev };
      prev = id;
      return next;
    }),
  );
}

describe('R37: each part of a verification is reported separately', () => {
  test('R37: a case that nobody changed is whole, and each part of the verification has its line', async () => {
    const found = await visit(copy());
    expect(found).toMatchObject({ verdict: 'whole', fault: 0 });
    expect(claimsOf(found)).toEqual({
      chain: 'proved chain-holds',
      data: 'proved data-holds',
      page: 'proved page-holds',
      logged: 'proved logged-holds',
      signed: 'proved signed-first',
      seen: 'none seen-first',
      witnessed: 'none witness-none',
    });
  });

  test('R37: in English the English page of the case is compared', async () => {
    const files = copy();
    files.set(`berkas/${ID}/`, '{}');
    expect(await new Browser().visit(files, ID, { language: 'en' })).toMatchObject({ verdict: 'whole' });
    files.delete(`en/berkas/${ID}/`);
    expect(claimsOf(await new Browser().visit(files, ID, { language: 'en' }))).toMatchObject({
      page: 'broken page-missing',
    });
  });

  test('R11: hidden entries of a case that was restricted later are counted, and the verdict is about the shown entries only', async () => {
    const found = await visit(copy(), 'PMK-2026-3');
    expect(found).toMatchObject({ verdict: 'narrowed', values: { h: 2, n: 4 } });
    expect(claimsOf(found)).toMatchObject({
      chain: 'proved chain-narrowed',
      data: 'proved data-holds-shown',
      page: 'proved page-holds',
    });
  });

  test('R37: a case without a log is not called whole', async () => {
    const { files } = publishedOf(walks());
    const found = await visit(files);
    expect(found.verdict).toBe('unlogged');
    expect(claimsOf(found)).toMatchObject({ chain: 'proved chain-holds', logged: 'none logged-none' });
  });

  test('R37: only the two verdicts for a verified case begin with “Utuh” or “Whole”', () => {
    const say = Object.entries(VERDICTS).filter(([, { id, en }]) => /^Utuh/.test(id) || /^Whole/.test(en));
    expect(say.map(([name]) => name)).toEqual(['whole', 'narrowed']);
  });

  test('R37, security 67: each verdict that something matches says that the page was not compared word by word', () => {
    for (const { id, en } of [VERDICTS.whole, VERDICTS.narrowed, VERDICTS.unlogged]) {
      expect(id).toContain(PAGE_NOT_COMPARED.id);
      expect(en).toContain(PAGE_NOT_COMPARED.en);
      expect(`${id} ${en}`).not.toMatch(
        /halaman berkas ini cocok|dan halaman cocok|page of this case match|and page match/,
      );
    }
  });
});

describe('security 38: verification calls a case whole only if everything was proved', () => {
  /** Changes by an account that can write the office’s site, each with the line that reports the change. */
  const attacks: readonly (readonly [
    what: string,
    attack: (files: Files) => unknown,
    line: readonly [string, string],
  ])[] = [
    ['an emptied chain', (files) => putChain(files, []), ['chain', 'broken chain-empty']],
    [
      'an emptied chain, also in the data',
      (files) => {
        putChain(files, []);
        putData(files, { ...caseOf(files), register: { entries: 0, tip: '0'.repeat(64) } });
      },
      ['chain', 'broken chain-empty'],
    ],
    [
      'a public part with another value',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).map((line, i) => (i === 1 ? line.replace('"Contoh tu"', '"Lain"') : line)),
        ),
      ['chain', 'broken chain-fault'],
    ],
    [
      'an entry left out',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).filter((_, i) => i !== 2),
        ),
      ['chain', 'broken chain-fault'],
    ],
    [
      'the last entry cut off',
      (files) => putChain(files, linesIn(files, ID).slice(0, -1)),
      ['chain', 'broken chain-count'],
    ],
    [
      'a cut chain with an adjusted tip',
      (files) => {
        const lines = linesIn(files, ID).slice(0, -1);
        putChain(files, lines);
        putData(files, { ...caseOf(files), register: { entries: lines.length, tip: idsOf(lines).at(-1) } });
      },
      ['data', 'broken data-differs'],
    ],
    [
      'another tip in the data',
      (files) => putData(files, { ...caseOf(files), register: { ...caseOf(files).register, tip: '0'.repeat(64) } }),
      ['chain', 'broken chain-tip'],
    ],
    [
      'removed public parts and salts',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).map((line) =>
            edited(line, ({ public: { commitment }, ...rest }) => ({
              ...rest,
              public: { commitment },
            })),
          ),
        ),
      ['chain', 'broken chain-withheld'],
    ],
    [
      'a removed salt alone',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).map((line) => line.replace(/,"salt":"\w+"/, '')),
        ),
      ['chain', 'broken chain-fault'],
    ],
    [
      'a field that no commitment covers',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).map((line) => line.replace('{"id"', '{"catatan":"disetujui","id"')),
        ),
      ['chain', 'broken chain-unreadable'],
    ],
    [
      'another status in the data',
      (files) => putData(files, { ...caseOf(files), status: 'completed' }),
      ['data', 'broken data-differs'],
    ],
    [
      'other places in the log, in the data',
      (files) =>
        files.set(
          `data/cases/${ID}.json`,
          dataWithLeaves(String(files.get(`data/cases/${ID}.json`)), whole.ids.toReversed()),
        ),
      ['data', 'broken data-differs'],
    ],
    [
      'a refused act that the data leave out',
      (files) => {
        const one = caseOf(files);
        putData(files, {
          ...one,
          visits: one.visits.map((each) => ({
            ...each,
            entries: each.entries.filter(({ kind }) => kind !== 'refused'),
          })),
        });
      },
      ['data', 'broken data-differs'],
    ],
    [
      'another deadline in the data',
      (files) =>
        putData(files, {
          ...caseOf(files),
          visits: caseOf(files).visits.map((each) => ({ ...each, due: '2027-01-01T00:00:00Z' })),
        }),
      ['data', 'broken data-differs'],
    ],
    [
      'the data of another case',
      (files) => putData(files, { ...caseOf(files), id: 'PMK-2026-9' }),
      ['data', 'broken data-differs'],
    ],
    ['missing data', (files) => files.delete(`data/cases/${ID}.json`), ['data', 'broken data-missing']],
    [
      'data that cannot be read',
      (files) => files.set(`data/cases/${ID}.json`, '<!doctype html>'),
      ['data', 'broken data-unreadable'],
    ],
    [
      'a missing procedure',
      (files) =>
        [...files.keys()].filter((path) => path.startsWith('data/procedures/p')).forEach((path) => files.delete(path)),
      ['data', 'broken data-no-procedure'],
    ],
    [
      'another sentence on the case’s page',
      (files) => shown(files, { sentence: 'Selesai.' }),
      ['page', 'broken page-differs'],
    ],
    [
      'another number on the case’s page',
      (files) => shown(files, { heading: 'PMK-2026-1' }),
      ['page', 'broken page-differs'],
    ],
    [
      'an act that the case’s page does not show',
      (files) => shown(files, (page) => ({ acts: page.acts.slice(1) })),
      ['page', 'broken page-differs'],
    ],
    [
      'an act that only the case’s page has',
      (files) => shown(files, (page) => ({ acts: [...page.acts, { ...page.acts[0], seq: '99' }] })),
      ['page', 'broken page-differs'],
    ],
    [
      'another time on the case’s page',
      (files) =>
        shown(files, (page) => ({
          acts: page.acts.map((act, i) => (i === 1 ? { ...act, at: '2026-11-25T03:00:00Z' } : act)),
        })),
      ['page', 'broken page-differs'],
    ],
    [
      'another time on the case’s page, as people read it',
      (files) =>
        shown(files, (page) => ({
          acts: page.acts.map((act, i) => (i === 1 ? { ...act, time: act.time.replace(/\d\d$/, '59') } : act)),
        })),
      ['page', 'broken page-differs'],
    ],
    [
      'another code on the case’s page',
      (files) =>
        shown(files, (page) => ({
          acts: page.acts.map((act, i) => (i === 1 ? { ...act, code: act.code.replace(/.$/, 'x') } : act)),
        })),
      ['page', 'broken page-differs'],
    ],
    [
      'another person on the case’s page',
      (files) =>
        shown(files, (page) => ({
          acts: page.acts.map((act) => ({ ...act, who: act.who.replace('Contoh tu', 'Lain') })),
        })),
      ['page', 'broken page-differs'],
    ],
    [
      'an acting official who is shown without Plh. on the case’s page',
      (files) =>
        shown(files, (page) => ({ acts: page.acts.map((act) => ({ ...act, who: act.who.replace('Plh. ', '') })) })),
      ['page', 'broken page-differs'],
    ],
    [
      'another reason on the case’s page',
      (files) =>
        shown(files, (page) => ({
          acts: page.acts.map((act) => ({ ...act, note: act.note.replace('Bukan', 'Sungguh') })),
        })),
      ['page', 'broken page-differs'],
    ],
    ['a missing page of the case', (files) => files.delete(`berkas/${ID}/`), ['page', 'broken page-missing']],
    [
      'an entry at another place of the log',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).map((line, i) => (i === 2 ? line.replace(/"leaf":\d+/, '"leaf":0') : line)),
        ),
      ['logged', 'broken logged-missing'],
    ],
    [
      'entries without a place in the log',
      (files) =>
        putChain(
          files,
          linesIn(files, ID).map((line) => line.replace(/"leaf":\d+,/, '')),
        ),
      ['logged', 'broken logged-missing'],
    ],
    [
      'a log that never had these entries',
      (files) =>
        putLog(
          files,
          ['a', 'b', 'c'].map((digit) => digit.repeat(64)),
          office,
        ),
      ['logged', 'broken logged-missing'],
    ],
    [
      'a log with as many other entries',
      (files) =>
        putLog(
          files,
          whole.ids.map((id) => id.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))),
          office,
        ),
      ['logged', 'broken logged-missing'],
    ],
    [
      'a checkpoint of another log',
      (files) =>
        files.set(
          'data/log/checkpoint',
          printNote(checkpointOf(whole.ids, { ...office, key: { ...office.key, name: 'lain' } })),
        ),
      ['signed', 'broken signed-bad'],
    ],
    [
      'another log’s name above the office’s own signature',
      (files) => {
        const { text, signatures } = checkpointOf(whole.ids, office, 'lain');
        files.set('data/log/checkpoint', printNote({ text, signatures }));
      },
      ['signed', 'broken signed-bad'],
    ],
    [
      'a key under the id of another key',
      (files) => putLog(files, whole.ids, { ...office, key: { ...office.key, keyId: '00000000' } }),
      ['signed', 'broken signed-bad'],
    ],
    [
      'missing tiles',
      (files) => [...files.keys()].filter((path) => path.includes('/tile/')).forEach((path) => files.delete(path)),
      ['logged', 'broken logged-missing'],
    ],
    ['a checkpoint whose root is zeros', (files) => rootOfZeros(files), ['signed', 'broken signed-bad']],
    [
      'a checkpoint that cannot be read',
      (files) => files.set('data/log/checkpoint', '0'.repeat(64)),
      ['logged', 'broken logged-unreadable'],
    ],
    [
      'a removed log',
      (files) => [...files.keys()].filter((path) => path.startsWith('data/log/')).forEach((path) => files.delete(path)),
      ['logged', 'broken logged-gone'],
    ],
    [
      'another key than the one that signed the checkpoint',
      (files) => files.set('data/log/vkey', `${printVkey(signer(office.key.name).key)}\n`),
      ['signed', 'broken signed-bad'],
    ],
    ['a missing key', (files) => files.delete('data/log/vkey'), ['signed', 'broken signed-bad']],
  ];
  /** Changes what the case’s page shows. */
  const shown = (
    files: Files,
    change:
      object | ((page: { acts: { who: string; note: string; at: string; time: string; code: string }[] }) => object),
  ) => {
    const page = JSON.parse(String(files.get(`berkas/${ID}/`))) as {
      acts: { who: string; note: string; at: string; time: string; code: string }[];
    };
    files.set(`berkas/${ID}/`, JSON.stringify({ ...page, ...(typeof change === 'function' ? change(page) : change) }));
  };
  const rootOfZeros = (files: Files) => {
    const [name, size, , ...rest] = String(files.get('data/log/checkpoint')).split('\n');
    files.set('data/log/checkpoint', [name, size, Buffer.alloc(32).toString('base64'), ...rest].join('\n'));
  };

  test.each(attacks)('security 38: verification reports %s', async (_what, attack, [thing, line]) => {
    const files = copy();
    attack(files);
    const browser = new Browser();
    const found = await browser.visit(files, ID);
    expect(claimsOf(found)[thing]).toBe(line);
    expect(found.verdict).toBe(line.endsWith('logged-gone') ? 'alarm' : 'broken');
    // The chain of a case that is not verified is not remembered.
    expect(browser.memory.chain(ID)).toBeUndefined();
  });

  test('security 38: a removed entry is found by the numbers of the entries after it, although chain and log were made again', async () => {
    const files = copy();
    const kept = rechained(
      linesIn(files, ID).filter((_, i) => i !== 2),
      2,
    );
    putChain(files, kept);
    putData(files, { ...caseOf(files), register: { entries: kept.length, tip: idsOf(kept).at(-1) } });
    await relog(files, [...idsOf(kept), ...whole.ids]);
    expect(await visit(files)).toMatchObject({ verdict: 'broken', fault: 3 });
  });

  test.each<[string, (one: PublicCase) => object]>([
    ['say that it is not restricted', () => ({ narrowed: false })],
    ['name who must act', () => ({ waiting: { roles: ['tu'] } })],
    [
      'give another deadline',
      (one) => ({ visits: one.visits.map((each) => ({ ...each, due: '2027-01-01T00:00:00Z' })) }),
    ],
    ['have fewer visits', (one) => ({ visits: one.visits.slice(0, -1) })],
    ['say that it ended', () => ({ status: 'ended' })],
    ['are of another case', () => ({ id: 'PMK-2026-9' })],
  ])('security 38: verification reports data of a restricted case that %s', async (_what, change) => {
    const [files, id] = [copy(), 'PMK-2026-3'];
    const one = caseOf(files, id);
    putData(files, { ...one, ...change(one) }, id);
    expect(claimsOf(await visit(files, id))).toMatchObject({
      chain: 'proved chain-narrowed',
      data: 'broken data-differs',
    });
  });

  test('security 38: verification reports entries that were logged in another order than the chain’s', async () => {
    const files = copy();
    await relog(files, whole.ids.toReversed());
    expect(claimsOf(await visit(files))).toMatchObject({
      chain: 'proved chain-holds',
      logged: 'broken logged-missing',
    });
  });

  test('security 38: verification reports the chain of another case under this number', async () => {
    const files = copy();
    putChain(files, linesIn(files, 'PMK-2026-1'));
    const other = caseOf(files, 'PMK-2026-1');
    putData(files, other);
    expect(claimsOf(await visit(files))).toMatchObject({ data: 'broken data-differs' });
    putData(files, { ...other, id: ID, number: 2 });
    expect(claimsOf(await visit(files))).toMatchObject({ chain: 'broken chain-fault' });
  });

  test('security 38: verification reports a case that is hidden as restricted although no entry restricts it', async () => {
    const files = copy();
    putChain(
      files,
      linesIn(files, ID).map((line) =>
        edited(line, ({ public: { commitment }, ...rest }) => ({
          ...rest,
          public: { commitment },
        })),
      ),
    );
    const { id, number, procedure, submitted, updated, rows, register } = caseOf(files);
    putData(files, {
      id,
      number,
      procedure,
      submitted,
      updated,
      rows,
      register,
      narrowed: true,
      status: 'running',
      visits: [],
    });
    expect(claimsOf(await visit(files))['chain']).toBe('broken chain-withheld');
  });

  test.each([
    ['data', (files: Files) => files.delete(chainPath(ID))],
    ['page', () => {}],
    ['list', (files: Files) => files.delete(`berkas/${ID}/`)],
  ])(
    'security 38: the number of a removed chain is not called unused, because the site still names it (%s)',
    async (where, attack) => {
      const files = copy();
      attack(files);
      if (where !== 'data') for (const path of [chainPath(ID), `data/cases/${ID}.json`]) files.delete(path);
      expect(await visit(files)).toMatchObject({ verdict: 'deleted', values: { where } });
    },
  );

  test('security 38: a case that was removed from the whole site is called deleted by a browser that saw it, and unknown by any other', async () => {
    const [browser, files] = [new Browser(), copy()];
    await browser.visit(files, ID);
    for (const path of [...files.keys()]) if (path.includes(ID) || /cases-2026|rooms/.test(path)) files.delete(path);
    expect(await browser.visit(files, ID)).toMatchObject({ verdict: 'deleted', values: { where: 'memory' } });
    expect(await visit(files)).toMatchObject({ verdict: 'unknown' });
    expect(await visit(copy(), 'PMK-2026-99')).toMatchObject({ verdict: 'unknown' });
    expect(await visit(copy(), '../../x')).toMatchObject({ verdict: 'unknown' });
  });

  test.each([
    [/./, 'fault', undefined],
    [/chains/, 'fault', undefined],
    [/procedures\/\w.*\/b/, 'unchecked', 'data'],
    [/^berkas/, 'unchecked', 'page'],
    [/roles/, 'unchecked', 'page'],
    [/checkpoint/, 'unchecked', 'logged'],
    [/tile/, 'unchecked', 'logged'],
    [/vkey/, 'unchecked', 'logged'],
  ] as const)(
    'security 38: if files whose path matches %s do not load, the case is not called whole',
    async (path, verdict, thing) => {
      const read = readFrom(copy(), (each) => path.test(each));
      const found = await new Browser().visit(copy(), ID, { read, readTile: read });
      expect(found.verdict).toBe(verdict);
      if (thing) expect(claimsOf(found)[thing]).toBe('unchecked unreachable');
    },
  );

  test.each([
    ['cut short', (chain: Uint8Array) => chain.slice(0, -9), 'broken chain-unreadable'],
    ['with a bit turned', (chain: Uint8Array) => chain.with(90, (chain.at(90) ?? 0) ^ 1), 'broken chain-unreadable'],
    ['unpacked by a server', (chain: Uint8Array) => gunzipSync(chain), 'proved chain-holds'],
  ])(
    'security 38: a damaged chain cannot be read, and a chain that the server has unpacked can: %s',
    async (_what, change, line) => {
      const files = copy();
      files.set(chainPath(ID), change(files.get(chainPath(ID)) as Uint8Array));
      expect(claimsOf(await visit(files))['chain']).toBe(line);
    },
  );

  test('security 38: a small file that expands to more than any chain has is not unpacked to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(33 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(50_000);
    expect(await publishedChain(readFrom(new Map([[chainPath(ID), bomb]])), ID)).toHaveLength(1);
  });

  test('R37: a browser that stores nothing says that it cannot compare with an earlier visit', async () => {
    const { memory } = new Browser();
    const forgetful = { ...memory, keeps: false, checkpoint: undefined };
    expect(claimsOf(await new Browser().visit(copy(), ID, { memory: forgetful }))['seen']).toBe(
      'unchecked seen-unable',
    );
  });
});

describe('security 37: an office rewrites register and site together, with its own key', () => {
  /** Makes the site of the same office with another history: case 2 was approved instead of rejected. */
  const rewritten = () =>
    site(
      [walks()[0], new Walk(2).submit(requestOf('Konferensi pers')).to('pelaksanaan').approve(), walks()[2]].flatMap(
        (each) => each ?? [],
      ),
    );

  test('security 37: a browser that saw the earlier history reports the rewritten one, and gives both checkpoints as evidence', async () => {
    const browser = new Browser();
    expect(await browser.visit(copy(), ID)).toMatchObject({ verdict: 'whole' });
    const { files } = await rewritten();
    // A reader who did not see the earlier history cannot know that it was rewritten.
    expect(await visit(files)).toMatchObject({ verdict: 'whole' });
    for (const id of [ID, 'PMK-2026-1', ID]) {
      const found = await browser.visit(files, id, { now: '2026-11-26T10:00:00.000Z' });
      expect(found.verdict).toBe('alarm');
      expect(claimsOf(found)).toMatchObject({ chain: 'proved chain-holds', seen: 'broken seen-broken' });
      expect(found.evidence).toEqual({
        seen: browser.memory.checkpoint,
        published: expect.objectContaining({ note: files.get('data/log/checkpoint'), at: '2026-11-26T10:00:00.000Z' }),
      });
      expect(browser.memory.checkpoint).toMatchObject({ note: whole.files.get('data/log/checkpoint') });
    }
    // When the earlier history is back, the browser verifies it as before.
    expect(await browser.visit(copy(), ID)).toMatchObject({ verdict: 'whole' });
  });

  test('R37: a longer history is verified as a continuation, and is remembered instead of the earlier one', async () => {
    const browser = new Browser();
    await browser.visit(copy(), ID);
    const { files, ids } = await site([...walks(), new Walk(4).submit(requestOf('Baru'))]);
    const found = await browser.visit(files, ID, { now: '2026-11-26T10:00:00.000Z' });
    expect(found.verdict).toBe('whole');
    expect(claimsOf(found)).toMatchObject({
      signed: 'proved signed-same',
      seen: 'proved seen-extends',
      'case-seen': 'proved case-extends',
    });
    expect(browser.memory.checkpoint).toMatchObject({ size: ids.length, at: '2026-11-26T10:00:00.000Z' });
    expect(claimsOf(await browser.visit(files, ID))).toMatchObject({ seen: 'proved seen-same' });
  });

  test('security 37: a second chain for one case, logged after the first, is reported to a reader who saw the first', async () => {
    const browser = new Browser();
    await browser.visit(copy(), ID);
    const { files } = await rewritten();
    await relog(files, [...whole.ids, ...idsOf(linesIn(files, ID))]);
    const found = await browser.visit(files, ID);
    expect(claimsOf(found)).toMatchObject({
      logged: 'proved logged-holds',
      seen: 'proved seen-extends',
      'case-seen': 'broken case-broken',
    });
    expect(found.verdict).toBe('alarm');
  });

  test('security 37: a case that was rewritten in chain, data and page, but not in the log, is reported', async () => {
    const { files } = await rewritten();
    for (const [path, content] of whole.files) if (path.startsWith('data/log/')) files.set(path, content);
    const found = await visit(files);
    expect(found.verdict).toBe('broken');
    expect(claimsOf(found)).toMatchObject({
      chain: 'proved chain-holds',
      page: 'proved page-holds',
      logged: 'broken logged-missing',
    });
  });

  test('security 37: a last entry that is removed from chain, data and page is reported to a reader who saw it; the page says that others cannot know', async () => {
    const browser = new Browser();
    await browser.visit(copy(), ID);
    const [, two] = walks();
    two?.entries.pop();
    const { files } = publishedOf([walks()[0], two, walks()[2]].flatMap((each) => each ?? []));
    for (const [path, content] of whole.files) if (/^data\/(?:log|chains)\//.test(path)) files.set(path, content);
    putChain(files, linesIn(files, ID).slice(0, -1));
    files.set(`data/cases/${ID}.json`, dataWithLeaves(String(files.get(`data/cases/${ID}.json`)), whole.ids));
    expect(claimsOf(await browser.visit(files, ID))['case-seen']).toBe('broken case-broken');
    expect(await visit(files)).toMatchObject({ verdict: 'whole' });
    expect(LIMITS.map(({ en }) => en).join()).toContain('That no entry after the last one is held back');
  });

  test('security 37: a log that was set back is reported to a reader who saw more of it', async () => {
    const browser = new Browser();
    await browser.visit(copy(), ID);
    const files = copy();
    await relog(files, whole.ids.slice(0, -1));
    const found = await browser.visit(files, ID);
    expect(claimsOf(found)['seen']).toBe('broken seen-smaller');
    expect(found.evidence).toBeDefined();
  });

  test('security 37: a log that vanished is reported to a reader who saw it, also if the chains no longer name it', async () => {
    const browser = new Browser();
    await browser.visit(copy(), ID);
    expect(claimsOf(await browser.visit(publishedOf(walks()).files, ID))['logged']).toBe('broken logged-gone');
  });

  test('security 37: another key is reported, and a key that the office lists after the known one is not proved at first', async () => {
    const browser = new Browser();
    await browser.visit(copy(), ID);
    const [files, next] = [copy(), signer(office.key.name)];
    await putLog(files, whole.ids, next);
    expect(claimsOf(await browser.visit(files, ID))['signed']).toBe('broken signed-other');
    await putLog(files, whole.ids, next, [office, next]);
    const found = await browser.visit(files, ID);
    expect(claimsOf(found)['signed']).toBe('unchecked signed-changed');
    expect(found.verdict).toBe('whole');
    expect(claimsOf(await browser.visit(files, ID))['signed']).toBe('proved signed-same');
  });
});

describe('R37: witnesses and older checkpoints', () => {
  const witness = signer('saksi.example', SIGNATURE_TYPES.witness);
  const time = Date.parse('2026-11-25T09:30:00Z') / 1000;
  const withWitness = (files: Files, note: string | null, vkey = printVkey(witness.key)) =>
    files.set(
      'data/log/witnesses.json',
      JSON.stringify({ witnesses: [{ name: 'Saksi', vkey, url: '', seen: note === null ? null : { note } }] }),
    );
  const before = () => whole.ids.slice(0, 3);
  const rootOf = (ids: readonly string[]) => {
    const { size, root } = parseCheckpoint(checkpointOf(ids, office).text);
    return { size, root };
  };
  const markOf = (ids: readonly string[]) => checkpointWords(rootOf(ids));
  const placeOf = (leaf: number, id = whole.ids[leaf] ?? '', caseId = 'PMK-2026-1') =>
    logPlaceWords({ caseId, leaf, id });

  test('R37: a witness that cosigned the newest checkpoint is named, with the time of the cosignature', async () => {
    const files = copy();
    files.set('data/log/checkpoint', printNote(cosigned(checkpointOf(whole.ids, office), witness, time)));
    withWitness(files, null);
    const found = await visit(files);
    expect(found.verdict).toBe('whole');
    expect(found.claims.find(({ thing }) => thing === 'witnessed')).toMatchObject({
      says: 'witness-here',
      values: { name: 'Saksi', t: '2026-11-25T09:30:00.000Z' },
    });
  });

  test('R37: a witness of an older checkpoint is named if the log continues that checkpoint; otherwise verification raises an alarm', async () => {
    const files = copy();
    withWitness(files, printNote(cosigned(checkpointOf(before(), office), witness, time)));
    expect(claimsOf(await visit(files))['witnessed']).toBe('proved witness-before');
    const other = ['a', 'b'].map((digit) => digit.repeat(64));
    withWitness(files, printNote(cosigned(checkpointOf(other, office), witness, time)));
    const browser = new Browser();
    const found = await browser.visit(files, ID);
    expect(browser.memory.checkpoint).toBeUndefined();
    expect(claimsOf(found)['witnessed']).toBe('broken witness-broken');
    expect(found).toMatchObject({
      verdict: 'alarm',
      evidence: { published: { note: files.get('data/log/checkpoint') } },
    });
  });

  test('R37: an invalid cosignature, or an invalid key of a witness, is reported', async () => {
    const files = copy();
    withWitness(files, printNote(cosigned(checkpointOf(before(), office), signer('saksi.example', 4), time)));
    expect(claimsOf(await visit(files))['witnessed']).toBe('broken witness-bad');
    withWitness(files, null);
    expect(claimsOf(await visit(files))['witnessed']).toBe('none witness-none');
    withWitness(files, null, 'x');
    expect(claimsOf(await visit(files))['witnessed']).toBe('broken witness-bad');
  });

  test.each([
    ['one that the log continues', () => printNote(checkpointOf(before(), office)), 'proved old-extends'],
    [
      'one with the line ends of another system',
      () => printNote(checkpointOf(before(), office)).replaceAll('\n', '\r\n'),
      'proved old-extends',
    ],
    [
      'one with a foreign signature',
      () => printNote(checkpointOf(before(), signer(office.key.name))),
      'proved old-extends-unsigned',
    ],
    ['one of another history', () => printNote(checkpointOf(['a'.repeat(64)], office)), 'broken old-broken'],
    [
      'one that is larger than the log',
      () => printNote(checkpointOf([...whole.ids, 'a'.repeat(64)], office)),
      'broken old-broken',
    ],
    [
      'one of another history, with a foreign signature',
      () => printNote(checkpointOf(['a'.repeat(64)], signer(office.key.name))),
      'broken old-unsigned',
    ],
    ['the words of a feed', () => `Permohonan diterima. ${markOf(before()).id}`, 'proved old-mark'],
    ['the words of a letter', () => markOf(before()).en, 'proved old-mark'],
    ['open data', () => `{"checkpoint": ${JSON.stringify(rootOf(before()))}}`, 'proved old-mark'],
    ['the words of a letter of another history', () => markOf(['a'.repeat(64)]).id, 'broken old-mark-broken'],
    [
      'the words of a letter with a checkpoint that is larger than the log',
      () => markOf([...whole.ids, 'a'.repeat(64)]).id,
      'broken old-mark-broken',
    ],
    ['a receipt', () => `Tanda terima: ${placeOf(1).id}`, 'proved old-place'],
    ["the foot of a case's page", () => `${placeOf(1, whole.ids[1]).en} Data 1 Nov`, 'proved old-place'],
    ['a receipt typed in capital letters', () => placeOf(1).id.replace('PMK', 'pmk').toUpperCase(), 'proved old-place'],
    ['a receipt with another id', () => placeOf(1, 'a'.repeat(64)).id, 'broken old-place-gone'],
    ['a receipt with the place of another entry', () => placeOf(2, whole.ids[1]).id, 'broken old-place-moved'],
    ['a receipt with a place beyond the log', () => placeOf(9_999, whole.ids[1]).id, 'broken old-place-beyond'],
    [
      'a receipt with the number of another case',
      () => placeOf(1, whole.ids[1], 'PMK-2026-2').id,
      'broken old-place-gone',
    ],
    [
      'a receipt with the number of a case that is not there',
      () => placeOf(1, whole.ids[1], 'PMK-2026-9').id,
      'broken old-place-no-case',
    ],
    ['something else', () => 'Tanda terima', 'unchecked old-unreadable'],
  ])('R37: an older checkpoint or a receipt is compared with the log: %s', async (_what, text, line) => {
    const give = (given: string, files = whole.files) => {
      const read = readFrom(files);
      return checkGivenCheckpoint(given, read, read, new Browser().memory);
    };
    const found = await give(text());
    expect(claimsOf(found)).toEqual({ old: line });
    expect(found.evidence !== undefined).toBe(line === 'broken old-broken');
    // Evidence that the page saved can be given to the page again, with the same result.
    if (found.evidence)
      expect(claimsOf(await give(JSON.stringify({ site: '', ...found.evidence })))).toEqual({ old: line });
    expect(claimsOf(await give(text(), new Map()))).toEqual({ old: 'broken old-none' });
  });

  test('R37: a receipt shows that a history was rewritten, although its chains and its log agree', async () => {
    const receipt = placeOf(1).id;
    const { files } = await site([new Walk(1).submit(requestOf('Rapat lain')).to('disposisi'), ...walks().slice(1)]);
    const read = readFrom(files);
    expect((await visit(files, 'PMK-2026-1')).verdict).toBe('whole');
    expect(claimsOf(await checkGivenCheckpoint(receipt, read, read, new Browser().memory))).toEqual({
      old: 'broken old-place-gone',
    });
  });

  test('R37: if the log does not load, an older checkpoint is not called continued', async () => {
    const read = readFrom(whole.files, () => true);
    const found = await checkGivenCheckpoint('', read, read, new Browser().memory);
    expect(claimsOf(found)).toEqual({ old: 'unchecked unreachable' });
  });
});

describe('how verification reads files', () => {
  test('R37: to verify a case of 500 entries among about 1,000 takes fewer than six tiles, and a second case takes no more', async () => {
    const long = new Walk(2).submit(requestOf('Panjang'));
    while (long.entries.length < 500) long.refuse('out-of-turn');
    const others = Array.from({ length: 240 }, (_, i) => new Walk(i + 10).submit(requestOf('Rapat')).approve());
    const { files } = await site([...others, long]);
    const asked: string[] = [];
    const readTile = readOnce(readFrom(files, undefined, asked));
    const browser = new Browser();
    expect(await browser.visit(files, ID, { readTile })).toMatchObject({ verdict: 'whole', values: { n: 500 } });
    const first = asked.length;
    expect(first).toBeLessThan(6);
    expect(await browser.visit(files, 'PMK-2026-10', { readTile })).toMatchObject({ verdict: 'whole' });
    expect(asked.length).toBe(first);
  });

  test('a tile that was filled since the checkpoint is used for the part that the checkpoint has', async () => {
    const files = copy();
    const [path = ''] = [...files.keys()].filter((each) => /tile\/0\/000\.p/.test(each));
    const before = new Uint8Array(Buffer.from(files.get(path) ?? ''));
    files.delete(path);
    files.set('data/log/tile/0/000', Buffer.concat([before, new Uint8Array(256 * 32 - before.length)]));
    expect(await visit(files)).toMatchObject({ verdict: 'whole' });
  });

  test('tiles that could not be loaded are loaded again at the next verification', async () => {
    let fails = true;
    const readTile = readOnce(readFrom(copy(), (path) => fails && path.includes('/tile/')));
    const browser = new Browser();
    expect(await browser.visit(copy(), ID, { readTile })).toMatchObject({ verdict: 'unchecked' });
    fails = false;
    expect(await browser.visit(copy(), ID, { readTile })).toMatchObject({ verdict: 'whole' });
  });

  test.each([
    [200, 'Y'],
    [404, undefined],
    [410, undefined],
    [403, 'fault'],
    [500, 'fault'],
    ['down', 'fault'],
  ] as const)('a file whose HTTP response has the status %s is read as %s', async (status, expected) => {
    const fetched = async (path: string): Promise<Response> => {
      if (status === 'down' || path !== '/berkas/data/x') throw new TypeError('Failed to fetch');
      return new Response('Y', { status });
    };
    const read = publishedText(readOver(fetched, '/berkas'), 'data/x');
    expect(await read.catch((error: unknown) => (error instanceof Unreachable ? 'fault' : error))).toBe(expected);
  });

  test('a file that could not be read is read again, and a file that was read is not', async () => {
    let fails = true;
    const asked: string[] = [];
    const read = readOnce(readFrom(new Map([['x', 'y']]), () => fails, asked));
    await expect(read('x')).rejects.toThrow('x');
    fails = false;
    expect(await read('x')).toEqual(new Uint8Array(Buffer.from('y')));
    await read('x');
    expect(asked).toHaveLength(2);
  });
});

test('R37: a case that `putCase` writes into a site from the case’s data is verified as whole', async () => {
  const files = copy();
  putCase(files, caseOf(files), whole.data);
  expect(await visit(files)).toMatchObject({ verdict: 'whole' });
});
