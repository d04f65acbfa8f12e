import type { PublicData } from '#public/export/export-register.ts';
import { exportRegister } from '#public/export/export-register.ts';
import type { Dossier } from '#public/export/publication.ts';
import { Walk, world } from '#tests/support/walked-case.ts';

/** An hour of a room for one case in four, every time on another day. */
function slotOf(i: number): { slot?: { room: string; start: string; end: string } } {
  const day = `2026-11-${String(i + 1).padStart(2, '0')}`;
  return i % 4 === 3 ? { slot: { room: 'tcm', start: `${day}T02:00:00Z`, end: `${day}T03:00:00Z` } } : {};
}

/** A few cases that went different ways; all others are copies of them under their own numbers. */
function patterns(): PublicData {
  const request = (title: string) => ({
    sop: 'protokol-manajemen-krisis',
    pemohon: { jenis: 'opd', instansi: 'Dinas Contoh' },
    surat: {
      nomor: '005/12/2026',
      tanggal: '2026-11-24',
      perihal: 'Permohonan ruang',
      sifat: 'biasa',
      derajat: 'segera',
    },
    kegiatan: { jenis: 'konferensi_video', judul: title },
  });
  const walks = Array.from({ length: 20 }, (_, i) => {
    const walk = new Walk(i + 1).submit(request(`Kegiatan contoh ${i + 1}`), slotOf(i));
    if (i % 4 === 1) walk.to('disposisi').changes('Surat belum ditandatangani.').wait(20).submit(request('Diperbaiki'));
    if (i % 5 === 2) walk.to('koordinasi').refuse('out-of-turn', { detail: { role: 'kabid-aptika' } });
    // As in life, nearly all have ended: one in twenty is still running.
    const { slot } = slotOf(i);
    if (i === 0) return walk.to('disposisi');
    return walk
      .to('pelaksanaan')
      .wait(60)
      .approve(slot ? { booking: slot } : {});
  });
  return exportRegister(world(walks));
}

/** As many cases as wanted, one after the other, without keeping them. */
export function manyCases(count: number): Pick<PublicData, 'publication'> & { all(): Generator<Dossier> } {
  const { publication, dossiers } = patterns();
  const texts = dossiers.map(({ case: one, chain, procedure }) => ({
    one: JSON.stringify(one),
    chain,
    procedure,
    id: one.id,
    number: one.number,
  }));
  return {
    publication,
    *all() {
      for (let number = 1; number <= count; number += 1) {
        const text = texts[(number - 1) % texts.length];
        if (!text) return;
        const renamed = text.one
          .replaceAll(`"${text.id}"`, `"PMK-2026-${number}"`)
          .replace(`"number":${text.number},`, `"number":${number},`)
          // Over the months of a year.
          .replaceAll('2026-11-', `2026-${String((number % 11) + 1).padStart(2, '0')}-`);
        yield { case: JSON.parse(renamed) as Dossier['case'], chain: text.chain, procedure: text.procedure };
      }
    },
  };
}
