import { expect, it } from 'vitest';
import { draftName, draftTitle, titleWords } from './title-words.ts';

it('a title that the form or the command made is shown as words, not as a path in the repository', () => {
  expect(titleWords('Permohonan: 2026/rapat-koordinasi-banjir/request')).toBe('Rapat koordinasi banjir');
  expect(titleWords('Permohonan: rapat-koordinasi-banjir')).toBe('Rapat koordinasi banjir');
});

it('a title that somebody wrote is unchanged', () => {
  for (const title of ['Rapat 2026/2027', 'Permohonan: Rapat banjir', 'Lihat 2026/rapat-banjir/request'])
    expect(titleWords(title)).toBe(title);
});

it('a title that changes the writing direction, or is too long, is cleaned, because any account that can write may set a title', () => {
  expect(titleWords('laporan-\u202egnp.exe')).toBe('laporan-gnp.exe');
  expect(titleWords('x'.repeat(60_000))).toHaveLength(200);
});

it('R35: a draft is named by its title, or by the day on which it was last saved', () => {
  const named = (title: string) => draftName({ title, updatedAt: '2026-11-25T18:30:00Z' }, 'Asia/Pontianak');
  expect(named('Rapat banjir')).toEqual({ id: 'Rapat banjir', en: 'Rapat banjir' });
  expect(named('Permohonan: permohonan-0a1b2c3v')).toEqual({
    id: 'Konsep tanpa judul, Kamis, 26 November 2026',
    en: 'Untitled draft, Thursday, 26 November 2026',
  });
});

it('a draft whose folder has a random name has no title', () => {
  for (const made of ['Permohonan: permohonan-0a1b2c3v', 'Permohonan: 2026/permohonan-0a1b2c3v/request'])
    expect(draftTitle(made)).toBeUndefined();
  expect(draftTitle('Permohonan: 2026/permohonan-ruang/request')).toBe('Permohonan ruang');
  expect(draftTitle('Konsep setengah jadi')).toBe('Konsep setengah jadi');
});
