import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { addHolder, setLetterhead, setSigning } from './edit.ts';

const ROLES = `# Pejabat kantor ini.
roles:
  # Pimpinan
  kepala:
    name: { id: Kepala, en: Head }
    holders:
      # Pejabat tetap.
      - { account: 1, login: ana, name: Contoh Ana, from: 2026-01-01 }
`;

describe('R17: edits of sops/roles.yaml keep comments and order', () => {
  test('name, rank and NIP of a holder are set after the name, and removed again', () => {
    const holder = { account: 1, from: '2026-01-01' };
    const signing = { name: 'Contoh Ana, S.Kom.', rank: 'Pembina', nip: '000000000000000000' };
    const once = setSigning(ROLES, 'kepala', holder, signing);
    expect(once).toBe(
      ROLES.replace(
        'name: Contoh Ana, from',
        'name: "Contoh Ana, S.Kom.", rank: Pembina, nip: "000000000000000000", from',
      ),
    );
    expect(setSigning(once, 'kepala', holder, { name: 'Contoh Ana' })).toBe(
      ROLES.replace('name: Contoh Ana,', 'name: "Contoh Ana",'),
    );
    const onlyNip = setSigning(ROLES, 'kepala', holder, { name: 'Contoh Ana', nip: '000000000000000000' });
    expect(onlyNip).toContain('name: Contoh Ana, nip: "000000000000000000", from');
    expect(
      setSigning(onlyNip, 'kepala', holder, { name: 'Contoh Ana', rank: 'P', nip: '000000000000000001' }),
    ).toContain('name: Contoh Ana, rank: P, nip: "000000000000000001", from');
  });

  test('an acting official is added with several lines, and nothing else changes', () => {
    const acting = { kind: 'plh' as const, decree: 'SP 800/12/2026' };
    const holder = { account: 2, login: 'budi', name: 'Contoh Budi', from: '2026-12-01', until: '2026-12-05', acting };
    const after = addHolder(ROLES, 'kepala', holder);
    expect(after.startsWith(ROLES)).toBe(true);
    expect(after.slice(ROLES.length)).toContain(
      '        acting:\n          kind: plh\n          decree: SP 800/12/2026\n',
    );
  });
});

describe('edits of sops/letterhead.yaml', () => {
  const HEAD = `# Kepala surat kantor.
lines:
  - KOTA CONTOH # pemerintah
  - DINAS CONTOH
place: Contoh
telephone: (0000) 000000
`;

  test('only what changed is written; comments stay, and a value that is absent is removed', () => {
    const after = setLetterhead(HEAD, {
      ...{ lines: ['KOTA CONTOH', 'DINAS CONTOH'], place: 'Contoh', address: 'Jalan Contoh: 1', postcode: '00000' },
    });
    expect(after).toBe(HEAD.replace('telephone: (0000) 000000\n', 'address: "Jalan Contoh: 1"\npostcode: "00000"\n'));
  });

  test('an office without a letterhead gets one', () => {
    const letterhead = { lines: ['KOTA CONTOH'], place: 'Contoh', arms: { image: 'iVBORw0KGgo', alt: 'Lambang' } };
    expect(parse(setLetterhead(undefined, letterhead))).toEqual(letterhead);
  });
});
