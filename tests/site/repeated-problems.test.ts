import { expect, it } from 'vitest';
import type { Problem } from '#domain/problem.ts';
import { Walk } from '../support/walked-case.ts';
import { buildSite } from './support/site.ts';

const unnamed = (at: number): Problem => ({
  ...{ file: `requests/2026/x/${at}.pdf`, path: '', code: 'attachment-unnamed' },
  label: { id: 'Lampiran', en: 'Attachments' },
  message: { id: 'Lampiran ini tidak disebut dalam permohonan', en: 'The request does not name this attachment' },
});

it('R12: a problem that a refused submission has many times is one line of the case’s page, with the number of times', async () => {
  const problems = Array.from({ length: 19 }, (_, at) => unnamed(at));
  const walk = new Walk(7).to('disposisi').changes('Kurang lampiran.').add('submission-refused', { problems });
  const site = await buildSite([walk]);
  try {
    for (const [page, line, fault] of [
      ['berkas', 'Lampiran: Lampiran ini tidak disebut dalam permohonan (19 kali)', 'tidak disebut dalam permohonan'],
      [
        'en/berkas',
        'Attachments: The request does not name this attachment (19 times)',
        'does not name this attachment',
      ],
    ] as const) {
      const html = await site.text(`${page}/PMK-2026-7/index.html`);
      expect(html).toContain(`<li>${line}</li>`);
      expect(html.split(fault)).toHaveLength(2);
    }
  } finally {
    await site.remove();
  }
});
