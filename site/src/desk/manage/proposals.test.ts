import { expect, it } from 'vitest';
import { sentencesOf } from './proposals.ts';

it.each(['', '# Catatan saja\n', 'id: contoh\n', '- a\n'])(
  'an SOP file without steps is named as such: %j',
  (after) => {
    const [only, ...others] = sentencesOf(
      [{ path: 'sops/contoh.yaml', before: 'id: contoh\nsteps: [{ id: a }]\n', after }],
      { roles: {} },
    );
    expect(others).toEqual([]);
    expect(only?.id).toContain('file SOP kosong atau tidak memuat langkah');
    expect(only?.en).not.toContain('{');
  },
);
