import { describe, expect, it } from 'vitest';
import type { Draft } from '../../request/drafts.ts';
import { sayWriting } from '../../request/words.ts';
import { stateOf } from './editor-words.ts';

const NOW = '2026-12-01T04:00:00Z';
const draft: Draft = { key: 'x', procedure: 'pmk', value: {}, added: [] };
const base = { head: 'a'.repeat(40), text: '', attachments: [] };
const reported = (one: Draft, caseId: string): string[] =>
  (['id', 'en'] as const).map((language) =>
    stateOf(one, caseId, sayWriting(language), 'Asia/Pontianak', NOW, language),
  );

describe('where typed text is saved', () => {
  it('the text about saving calls a draft a draft, whether it is saved on this device or at the office', () => {
    expect(reported({ ...draft, base }, '')).toEqual([
      'Konsep tersimpan di kantor.',
      'The draft is saved at the office.',
    ]);
    expect(reported({ ...draft, base, typedAt: NOW }, '')[0]).toMatch(/^Konsep tersimpan di perangkat ini /);
  });

  it('the text about saving does not call a returned case a draft, with and without changes', () => {
    expect(reported({ ...draft, base }, 'PMK-2026-3')).toEqual([
      'Berkas PMK-2026-3: isian ini sama dengan yang tersimpan di kantor.',
      'Case PMK-2026-3: these fields are the same as those saved at the office.',
    ]);
    expect(reported({ ...draft, base, typedAt: NOW }, 'PMK-2026-3')).toEqual([
      expect.stringMatching(/^Perbaikan berkas PMK-2026-3 tersimpan di perangkat ini .*11\.00/),
      expect.stringMatching(/^The correction of case PMK-2026-3 was kept on this device .*11:00/),
    ]);
  });
});
