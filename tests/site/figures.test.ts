import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import { percent } from '#domain/words/duration.ts';
import { same } from '#domain/words/language.ts';
import { keptOf } from '#public/figures/month-figures.ts';
import { officeTable } from '#site/src/lib/figures/office-table.ts';
import { QUESTIONS } from '#site/src/lib/figures/questions.ts';
import { reasonWords } from '#site/src/lib/figures/words.ts';
import type { PageView } from '#site/src/lib/view.ts';
import { ROOT } from '#tests/support/folders.ts';
import { Walk } from '#tests/support/walked-case.ts';
import { everyKind } from './support/cases.ts';
import { type BuiltSite, buildSite } from './support/site.ts';

let many: BuiltSite;
let none: BuiltSite;
beforeAll(async () => {
  const { walks, bookings } = everyKind();
  many = await buildSite(walks, { index: { bookings } });
  none = await buildSite([]);
});
afterAll(async () => {
  await many?.remove();
  await none?.remove();
});

const textOf = (html: string): string =>
  html
    .replace(/<(script|style|template)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const partOf = (html: string, id: string): string =>
  new RegExp(
    `<section class="figure-part" aria-labelledby="${id}">(.*?)(?=<section class="figure-part"|</main>)`,
    's',
  ).exec(html)?.[1] ?? '';
const monthOf = async (month: string): Promise<PublicFigures> =>
  JSON.parse(await many.text(`data/figures/${month}/figures.json`)) as PublicFigures;

describe('R32: the pages of figures', () => {
  it('R35: page, drawing, JSON and CSV have the same numbers of time limits kept', async () => {
    const html = await many.text('angka/2026-11/index.html');
    const { procedures } = await monthOf('2026-11');
    const { limits = [] } = procedures[0] ?? {};
    expect(limits.length).toBeGreaterThan(5);
    const part = partOf(html, 'tenggat');
    const csv = (await many.text('data/figures/2026-11/limits.csv')).split('\r\n');
    for (const { row, step, kept, of } of limits) {
      const cells = new RegExp(`<th scope="row">${row}</th>(.*?)</tr>`).exec(part)?.[1] ?? '';
      expect(textOf(cells)).toContain(` ${kept} ${of - kept} ${percent(kept, of).id}`);
      expect(textOf(part)).toMatch(new RegExp(`Langkah ${row} · [^0-9]+ ${kept} dari ${of}`));
      expect(csv.some((line) => line.includes(`,${row},${step},`) && line.endsWith(`,${kept},${of}`))).toBe(true);
    }
  });

  it('R35: the first page shows this month’s share from the figures, with a name that says what it counts', async () => {
    const now = JSON.parse(await many.text('data/figures/now.json')) as PublicFiguresNow;
    const { kept, of } = keptOf(now.course.flatMap(({ months }) => months.slice(-1)));
    expect(of).toBeGreaterThan(5);
    expect(kept).toBeLessThan(of);
    expect(textOf(await many.text('index.html'))).toContain(` Giliran tepat waktu bulan ini ${percent(kept, of).id} `);
    expect(textOf(await many.text('en/index.html'))).toContain(` Turns on time this month ${percent(kept, of).en} `);
    expect(textOf(await many.text('angka/index.html'))).toContain(` ${percent(kept, of).id} `);
    expect(textOf(await none.text('index.html'))).not.toContain('Giliran tepat waktu');
  });

  it('R20, R32: a visit that begins on a future day is shown as not begun, with no time of waiting', async () => {
    const walk = new Walk(1).to('pelaksanaan');
    const next = walk.entries.at(-1)?.next;
    if (next?.deadline) Object.assign(next, { begins: '2026-12-01T02:00:00Z' }).deadline.due = '2026-12-01T04:00:00Z';
    const site = await buildSite([walk]);
    const [, row = ''] =
      /<th scope="row">10<\/th>(.*?)<\/tr>/.exec(partOf(await site.text('angka/index.html'), 'menunggu')) ?? [];
    expect(textOf(row)).toMatch(/ 1 0 belum mulai – $/);
    const now = JSON.parse(await site.text('data/figures/now.json')) as PublicFiguresNow;
    expect(now.waiting).toEqual([
      {
        ...{ procedure: 'protokol-manajemen-krisis', row: 10, step: 'pelaksanaan' },
        roles: ['staf-operator'],
        n: 1,
        late: 0,
        median: 0,
        longest: 0,
      },
    ]);
    await site.remove();
  });

  it('R32: in a month of an office with several SOPs, the last row is the sum of the rows above', async () => {
    const { procedures } = await monthOf('2026-11');
    const [one] = procedures;
    if (!one) throw new Error('The month has no figures.');
    const view = { language: 'id', procedure: () => undefined, roleName: same } as unknown as PageView;
    const { rows } = officeTable(view, [one, { ...one, id: 'lain' }], '2026-11');
    const [first = [], , sum = []] = rows.map((cells) => cells.slice(1, 5).map(Number));
    expect(rows).toHaveLength(3);
    expect(Math.min(...first)).toBeGreaterThan(0);
    expect(sum).toEqual(first.map((n) => 2 * n));
  });

  it('R32: each drawing has its values as words next to it and a folded table below it, and no style of its own', async () => {
    for (const path of ['angka/2026-11/index.html', 'en/angka/2026-11/index.html']) {
      const html = await many.text(path);
      const drawings = html.split('<div class="drawing">').slice(1);
      expect(drawings.length, path).toBeGreaterThan(1);
      for (const part of drawings) {
        const [drawing = '', after = ''] = part.split('</div><details>');
        const lines = [...drawing.matchAll(/<li><span>.*?<\/svg><b>.*?<\/li>/gs)];
        expect(lines.length).toBeGreaterThan(0);
        for (const [line] of lines)
          expect(line).toMatch(/<span>[^<]+<\/span><svg [^>]*aria-hidden="true">.*<b>[^<]+<\/b>/s);
        expect(drawing).not.toMatch(/<style|style=|#[0-9a-f]{6}/);
        expect(after).toMatch(/^<summary>[^<]+<\/summary>.*?<caption id="[^"]+">/s);
      }
    }
  });

  it('R32: few cases are named on the axis of steps, many are bars on one scale', async () => {
    const few = await buildSite([new Walk(1).to('disposisi'), new Walk(2).submit({}, { nature: 'rahasia' })]);
    const html = await few.text('angka/index.html');
    expect(html).toMatch(/<a class="lane-case" href="\/berkas\/PMK-2026-1\/"[^>]*><b>2026-1<\/b>/);
    expect(html).not.toContain('class="column"');
    await few.remove();
    const walks = Array.from({ length: 12 }, (_, i) =>
      i < 9 ? new Walk(i + 1).to('disposisi') : new Walk(i + 1).submit(),
    );
    const busy = await buildSite(walks);
    const bars = [...(await busy.text('angka/index.html')).matchAll(/class="fill-stop"[^>]* height="([\d.]+)%"/g)];
    expect(bars.map(([, height]) => Number(height))).toEqual([33.3, 100]);
    await busy.remove();
  });

  it('R7, R32: turns that kept the limit of their version are not drawn as late when a new version gives less time', async () => {
    const walks = Array.from({ length: 11 }, (_, i) => {
      const walk = new Walk(i + 1).submit();
      // Under the newest version, which the last case has, the limit is one minute instead of five.
      const next = i < 10 ? undefined : walk.entries.at(-1)?.next;
      if (next?.deadline) next.deadline.due = '2026-11-25T02:01:00Z';
      return walk.wait(i < 10 ? 4 : 1).approve();
    });
    const site = await buildSite(walks);
    for (const path of ['angka/index.html', 'angka/2026-11/index.html', 'sop/protokol-manajemen-krisis/index.html']) {
      const html = await site.text(path);
      expect(html, path).toContain('<ul class="bars whiskers">');
      expect(html, path).not.toContain('is-late');
      expect(html, path).toContain('<circle cx="40%"');
      expect(textOf(html), path).toContain('4 menit (80%) dari 1 menit sampai 5 menit');
    }
    const sop = textOf(await site.text('en/sop/protokol-manajemen-krisis/index.html'));
    expect(sop).toContain('1 minute to 5 minutes 4 minutes (80%) 4 minutes (80%) 11');
    await site.remove();
  });

  it('R32: the page of a past month says that its figures stay, and the page of the present month that it is still running', async () => {
    expect(textOf(await many.text('angka/2026-10/index.html'))).toContain('Bulan ini sudah lewat: angkanya tetap.');
    expect(textOf(await many.text('en/angka/2026-11/index.html'))).toContain('This month is still running');
  });

  it('R32: a figure that cannot be computed is shown as such, not as 0 or 100%', async () => {
    const text = textOf(await none.text('angka/2026-11/index.html'));
    expect(text).toContain('Belum ada berkas pada bulan ini.');
    expect(text).toContain('belum dapat dihitung: tidak ada giliran dengan waktu baku');
    expect(text).not.toMatch(/\b100%|Tenggat ditepati 0%/);
    expect(textOf(await none.text('en/angka/index.html'))).toContain('No cases yet.');
    expect((await readdir(join(none.folder, 'angka'))).sort()).toEqual(['2026-11', 'index.html', 'pencatatan']);
    expect(textOf(await none.text('angka/pencatatan/index.html'))).toContain('belum dapat dihitung: waktu masuknya');
  });

  it('R32: the figures name roles and never persons', async () => {
    for (const path of ['angka/index.html', 'angka/2026-11/index.html', 'data/figures/2026-11/figures.json'])
      expect(await many.text(path), path).not.toMatch(
        /contoh-(?:tu|kepala|walikota|kabid|subkor|staf)|Contoh (?:tu|kepala)/,
      );
  });

  it('R11: the figures count restricted cases, and in which rows these wait', async () => {
    expect(textOf(await many.text('angka/2026-11/index.html'))).toContain(
      'Terbatas atau rahasia: 2 berkas; hanya pengajuan dan akhirnya yang dihitung.',
    );
    expect(textOf(partOf(await many.text('angka/index.html'), 'menunggu'))).toContain(
      ' 3 berkas terbatas atau rahasia',
    );
  });

  it('R32: the ten questions of a monthly meeting link to their answers', async () => {
    expect(QUESTIONS).toHaveLength(10);
    const html = await many.text('angka/index.html');
    for (const { id, places } of QUESTIONS) {
      expect(textOf(html)).toContain(id);
      for (const place of places) expect(html).toContain(`>${place.id}</a>`);
    }
    // The anchor of each link is in the page to which it leads.
    for (const [, path = '', id = ''] of html.matchAll(/href="\/(angka\/[^#"]*)#([^"]+)"/g))
      expect(await many.text(`${path}index.html`), `${path}#${id}`).toContain(` id="${id}"`);
    // The links lead to the last whole month, if there is one.
    expect(html).toContain('href="/angka/2026-10/#tenggat"');
  });

  it.each([
    ['id', 'docs/panduan/statistik.md'],
    ['en', 'docs/guide/figures.md'],
  ] as const)('the guide (%s) lists the ten questions with the same links', async (language, path) => {
    const rows = (await readFile(join(ROOT, path), 'utf8')).match(/^\| .*\? \| .* \|$/gm);
    expect(rows).toEqual(
      QUESTIONS.map(
        ({ places, ...question }) => `| ${question[language]} | ${places.map((place) => place[language]).join('; ')} |`,
      ),
    );
  });

  it('the figures of a month count refused acts by their reason in words', async () => {
    const html = textOf(await many.text('angka/2026-11/index.html'));
    expect(html).toContain(`${reasonWords('out-of-turn').id} 1`);
  });
});
