import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bash, blocks, clone, closeClone, openClone, startOffice } from '../support/readme-clone.ts';
import { IS_SHIPPED } from '../support/shipped.ts';

const MINUTES = 60_000;

// `npx disposisi` first links the folder into npm’s cache, and then runs this program. Here it only runs the program.
const NPX = `npx() { shift; "${join('scripts/entry/cli', 'bin.mjs')}" "$@"; }`;

describe.skipIf(!IS_SHIPPED)('the manual walk', () => {
  let office: Awaited<ReturnType<typeof startOffice>>;
  beforeAll(async () => {
    await openClone();
    office = await startOffice();
  }, 2 * MINUTES);
  afterAll(async () => {
    await office.end();
    await closeClone();
  });

  test(
    'the manual walk completes two requests that want one room; their pages say so, and verify finds no contradiction',
    async () => {
      const script = (await blocks('walk')).join('\n');
      const { code, output } = await bash(`${NPX}\n${script}`);
      expect([code, code === 0 ? '' : output.slice(-2_000)]).toEqual([0, '']);
      expect(output).toContain('Ruang TCM sudah dipesan');
      expect(output).toMatch(/^Dibandingkan hanya dengan klon ini sendiri: /m);
      expect(output).toMatch(/^Tidak ditemukan pertentangan: /m);
      for (const [number, rows] of [
        [6, 8],
        [7, 9],
      ]) {
        const id = new RegExp(`PMK-\\d+-${number}\\b`).exec(output)?.[0];
        const page = await fetch(`${office.url}berkas/${id}/`);
        expect(page.status).toBe(200);
        expect(await page.text()).toMatch(new RegExp(`Selesai .*; \\d dari ${rows} langkah tepat waktu\\.`));
      }
      const merged = execFileSync('git', ['ls-tree', '-r', '--name-only', 'origin/main'], {
        cwd: join(clone, 'coba/klon'),
      });
      expect(merged.toString('utf8')).toMatch(/requests\/\d{4}\/permohonan-2\/request\.yaml/);
    },
    4 * MINUTES,
  );
});
