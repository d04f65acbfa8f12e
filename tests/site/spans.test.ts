import { Parser, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import { ANSWERS } from '../support/folders.ts';
import { salts } from '../support/sealed-journal.ts';
import { after, configOf, History, run, stranger } from '../support/world.ts';
import { type BuiltSite, buildSite } from './support/site.ts';

/** A request for data about which nothing was decided in the three days of its span (R44). */
const config = await configOf(ANSWERS);
const procedure = config.procedures.get('permintaan-data')?.value;
if (!procedure) throw new Error('The office has no such procedure.');
const BEGUN = '2026-12-21T01:00:00Z';
const [HOUR, DAY] = [3600, 86_400];

function undecidedCase() {
  const history = new History({ config, branch: 'permohonan/data', opener: stranger });
  const request = { sop: 'permintaan-data', akun: stranger.login, perihal: 'Data kunjungan', keterangan: 'Riset.' };
  history.push(after(BEGUN, -60), request);
  history.label(BEGUN, 'opened');
  history.approve(after(BEGUN, HOUR), 'loket');
  history.approve(after(BEGUN, DAY), 'penelaah');
  const { journal } = run(history, [], after(BEGUN, 3 * DAY + HOUR));
  const disclosure = { request: config.schemas.get(procedure?.request.schema ?? '')?.value, hasNature: false };
  return seal(openJournal(12, undefined), journal, { ...disclosure, result: () => undefined }, salts());
}

let site: BuiltSite;
const pages = new Map<string, ReturnType<Parser['parseHtml']>>();
const PAGES = [
  '',
  'en',
  'sop/permintaan-data',
  'en/sop/permintaan-data',
  'berkas/DAT-2026-12',
  'en/berkas/DAT-2026-12',
];
beforeAll(async () => {
  site = await buildSite([], { config, journals: new Map([[12, undecidedCase()]]) });
  const loaded = await new StaticConfigLoader({ root: true }).getConfigFor('page.html');
  for (const path of PAGES)
    pages.set(path, new Parser(loaded).parseHtml(await site.text(`${path}/index.html`.replace(/^\//, ''))));
});
afterAll(() => site?.remove());

const texts = (path: string, selector: string): string[] =>
  (pages.get(path)?.querySelectorAll(selector) ?? []).map((each) => each.textContent.replace(/\s+/g, ' ').trim());

describe('R44: the page of an SOP with spans', () => {
  test.each([
    [
      'sop/permintaan-data',
      [
        'Waktu menjawab seluruhnya (langkah 2, 3, dan 5): paling lama 3 hari.',
        'Waktu itu berhenti pada langkah 1 dan 4, lalu berlanjut dengan sisanya.',
        'Bila waktunya lewat tanpa keputusan, dicatat: permintaan dianggap tidak dijawab; giliran tetap, dan dapat diajukan Keberatan.',
      ],
      'Bila waktunya lewat tanpa keputusan, dicatat: Kepala belum memutuskan; giliran tetap.',
    ],
    [
      'en/sop/permintaan-data',
      [
        'The time for the whole answer (steps 2, 3, and 5): at most 3 days.',
        'That time stops in steps 1 and 4, and then continues with what is left.',
        'If it passes without a decision, this is recorded: the request counts as not answered; the turn stays, and Objection may be started.',
      ],
      'If it passes without a decision, this is recorded: the Head has not decided; the turn stays.',
    ],
  ])('R44: the page %s describes the spans, and what follows if no decision comes in time', (path, rules, own) => {
    expect(texts(path, '.sop > p.spoken > span')).toEqual(rules);
    expect(texts(path, 'td.activity .spoken > span')).toContain(own);
  });
});

test('R32: the first page names each SOP and how many of its cases run, with a space between them', () => {
  expect(texts('', '.sop-line')).toContainEqual(expect.stringMatching(/^Permintaan Data.* 1 berjalan$/));
  expect(texts('en', '.sop-line')).toContainEqual(expect.stringMatching(/^Request for data.* 1 running$/));
});

describe('R44: the page of a case with spans', () => {
  test('R44: the page of a case says that its span is overdue, how the deadline was computed, and that no decision came in time', () => {
    const [sentence] = texts('berkas/DAT-2026-12', '.sentence');
    expect(sentence).toMatch(
      /^Lewat tenggat \(waktu menjawab seluruhnya\): menunggu Kepala .* — tenggat langkah ini .*seluruhnya: lewat tenggat sejak /,
    );
    expect(sentence).toContain('permintaan dianggap tidak dijawab. Dapat diajukan: Keberatan.');
    const why = texts('berkas/DAT-2026-12', 'details.why summary').at(-1);
    expect(why).toMatch(/^Waktu menjawab seluruhnya: lewat tenggat sejak /);
    expect(texts('en/berkas/DAT-2026-12', 'details.why').at(-1)).toMatch(
      /^The time for the whole answer: overdue since .*The time limit of 3 days, counted from /,
    );
    expect(texts('berkas/DAT-2026-12', '.trail ol > li > p:first-child').slice(-2)).toEqual([
      expect.stringMatching(/^Lewat tenggat sejak .* \(waktu menjawab seluruhnya\)\.$/),
      'Waktu lewat tanpa keputusan: permintaan dianggap tidak dijawab. Dapat diajukan: Keberatan.',
    ]);
  });

  test('R44: the tag of a case says late if only its span is late, and the data have that span', async () => {
    expect(texts('berkas/DAT-2026-12', '.case-top .tag')).toEqual(['Lewat tenggat']);
    const one = JSON.parse(await site.text('data/cases/DAT-2026-12.json')) as PublicCase;
    expect(one.visits.at(-1)?.timing).toBeUndefined();
    expect(one.spans).toEqual([
      {
        ...{ id: 'jawaban', is: 'running', begins: BEGUN, since: BEGUN, due: after(BEGUN, 3 * DAY), limit: 'P3D' },
        ...{ clock: 'continuous', timing: 'late' },
        silence: {
          words: { id: 'permintaan dianggap tidak dijawab', en: 'the request counts as not answered' },
          opens: [{ id: 'keberatan', title: { id: 'Keberatan', en: 'Objection' } }],
        },
      },
    ]);
  });
});
