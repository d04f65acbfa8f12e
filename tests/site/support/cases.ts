/** Registers that the tests of the site show: fictional cases in every state that a page knows. */

import { Walk } from '../../support/walked-case.ts';

export const LONG =
  'Rapat koordinasi penanganan banjir, tanah longsor, dan pemulihan layanan telekomunikasi di seluruh kelurahan yang terdampak, termasuk penyusunan jadwal siaran pers harian dan pembagian tugas pendampingan bagi semua perangkat daerah';

/** Makes a request as its form does. All names are fictional. */
export const requestOf = (title: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  sop: 'protokol-manajemen-krisis',
  pemohon: { jenis: 'bpbd', instansi: 'Badan Penanggulangan Bencana Contoh', akun: 'contoh-bpbd', nama: 'Narahubung' },
  surat: {
    nomor: '300.2/001/CONTOH/2026',
    tanggal: '2026-11-24',
    perihal: `Permohonan TCM Room: ${title}`,
    sifat: 'biasa',
    derajat: 'segera',
  },
  krisis: { jenis: 'bencana_alam', lokasi: 'Kelurahan Contoh Hilir', uraian: 'Tidak tampil untuk publik.' },
  kegiatan: { jenis: 'rapat', judul: title, pimpinan: 'Pimpinan Contoh' },
  pelaksanaan: {
    mulai: '2026-11-26T09:00:00+07:00',
    selesai: '2026-11-26T11:00:00+07:00',
    ruang: 'tcm',
    platform: 'zoom',
    peserta: 18,
    peralatan: ['computer', 'video-conference'],
  },
  lampiran: ['surat-permohonan.pdf'],
  ...more,
});

const slot = (day: string, from = '02', to = '04') => ({
  room: 'tcm',
  start: `${day}T${from}:00:00Z`,
  end: `${day}T${to}:00:00Z`,
});

const CHECKED = {
  ...{ mulai: '2026-11-26T09:00:00+07:00', selesai: '2026-11-26T11:00:00+07:00', ruang: 'tcm' },
  ketersediaan: 'tersedia',
  ...{ tata_letak: 'Bentuk U, dua layar.', uji_koneksi: { waktu: '2026-11-25T10:00:00+07:00', hasil: 'baik' } },
  ...{ platform: 'zoom', peralatan: ['computer', 'video-conference'] },
};

const BUSY = { ...CHECKED, ketersediaan: 'bersamaan', acara_lain: 'Rapat Dinas Contoh' };

const link = (n: number) => ({
  source: {
    kind: 'review' as const,
    id: `R${n}`,
    order: n,
    link: `https://forge.example/kantor/disposisi/pull/${Math.floor(n / 10)}#pullrequestreview-${n}`,
  },
});
const plt = { kind: 'plt', decree: 'SP/7/CONTOH/2026' } as const;

/** Makes so many cases of a month, most of them for a room on one day, that each long list has pages of its own. */
export const busyMonth = (): Walk[] =>
  Array.from({ length: 60 }, (_, i) =>
    new Walk(i + 1, `2026-11-2${i % 5}T00:${10 + (i % 50)}:00Z`).submit(
      requestOf(i % 7 === 0 ? LONG.slice(0, 200) : `Rapat ${i}`),
      { slot: slot(i < 55 ? '2026-11-26' : '2026-11-27') },
    ),
  );

/**
 * Makes cases in every state, with every kind of entry. Some are restricted, and one has texts of the maximum length.
 */
export function everyKind(): { readonly walks: Walk[]; readonly bookings: readonly Booking[] } {
  const day = '2026-11-25';
  const walks = [
    // The running cases are nearly late, late, with the applicant, half approved, superseded, and with long texts.
    new Walk(1, `${day}T08:36:00Z`)
      .submit(requestOf('Rapat kesiapsiagaan'), { slot: slot('2026-11-27') })
      .to('disposisi')
      .wait(24)
      .level(0.8, 'remind'),
    new Walk(2, `${day}T06:00:00Z`)
      .submit(requestOf('Konferensi pers gangguan layanan'))
      .to('disposisi')
      .wait(24)
      .level(0.8, 'remind')
      .wait(6)
      .level(1)
      .wait(30)
      .level(2, 'superior'),
    new Walk(3, `${day}T05:00:00Z`)
      .submit(requestOf('Siaran langsung peringatan dini'))
      .wait(4)
      .changes('Surat permohonan belum ditandatangani; mohon unggah yang sudah ditandatangani.'),
    new Walk(4, `${day}T03:00:00Z`)
      .submit(requestOf('Rapat insiden keamanan informasi'), { slot: slot('2026-11-26') })
      .to('pengecekan')
      .approve({ partial: true, result: CHECKED, ...link(41) }),
    new Walk(5, `${day}T02:00:00Z`)
      .submit(requestOf('Rapat evakuasi warga'))
      .to('koordinasi')
      .refuse('out-of-turn', { detail: { role: 'kabid-aptika' }, who: official('kepala-dinas') })
      .supersede()
      .wait(2)
      .approve(),
    new Walk(6, `${day}T01:00:00Z`)
      .submit(requestOf(LONG.slice(0, 200)), { slot: slot('2026-12-01', '00', '11') })
      .approve()
      .wait(40)
      .approve({
        note: LONG.repeat(4),
        who: { ...official('kepala-dinas'), name: `Contoh ${LONG}`.slice(0, 120), acting: plt },
      }),
    // One case goes through row 8, returns and continues.
    new Walk(7, '2026-11-23T01:00:00Z')
      .submit(requestOf('Rapat tindak lanjut'))
      .to('pengecekan')
      .wait(30)
      .approve({ partial: true, result: BUSY })
      .wait(3)
      .approveTo('pemberitahuan-alternatif', { who: official('staf-operator') })
      .wait(10)
      .approve({ note: 'Dua pilihan waktu.' })
      .submit(requestOf('Rapat tindak lanjut'))
      .to('persiapan-teknis', 20),
    // The ended cases have one end each.
    new Walk(8, '2026-11-20T01:00:00Z')
      .submit(requestOf('Rapat koordinasi penanganan banjir'))
      .to('persiapan-teknis', 8)
      .approve({ booking: slot('2026-11-20', '03', '05'), seenLate: true, ...link(81) })
      .add('review-edited', {})
      .add('review-dismissed', {})
      .add('foreign-push', {})
      .add('base-changed', {})
      .wait(90)
      .approve({ result: { mulai: '2026-11-20T10:00:00+07:00', uraian: 'Berjalan lancar.', hadir: 18 } }),
    new Walk(9, '2026-11-19T01:00:00Z').submit(requestOf('Rapat internal')).to('koordinasi').reject('Bukan krisis.'),
    new Walk(10, '2026-11-18T01:00:00Z').submit(requestOf('Siaran langsung')).approve().withdraw(),
    new Walk(11, '2026-10-18T01:00:00Z')
      .submit(requestOf('Konferensi pers'))
      .to('pelaksanaan', 12)
      .changes('Jaringan internet terputus.'),
    new Walk(12, '2026-10-17T01:00:00Z')
      .submit(requestOf('Rapat mendadak'))
      .add('ended-outside', { end: 'ended-outside', who: { id: 9, login: 'pengelola', name: 'Pengelola Contoh' } }),
    new Walk(13, '2025-12-17T01:00:00Z').submit(requestOf('Rapat lama')).add('abandoned', { end: 'abandoned' }),
    // The restricted cases are running and ended.
    new Walk(14, `${day}T04:00:00Z`).submit(requestOf('Rahasia'), { nature: 'rahasia' }).approve(),
    new Walk(15, '2026-11-10T04:00:00Z')
      .submit(requestOf('Terbatas'), { nature: 'terbatas' })
      .approve()
      .reject('Tidak'),
  ];
  const held = { ...slot('2026-11-26'), case: 'PMK-2026-7', number: 7 };
  const secret = { ...slot('2026-11-25', '06', '09'), case: 'PMK-2026-14', number: 14 };
  return { walks, bookings: [held, secret] };
}

type Booking = ReturnType<typeof slot> & { readonly case: string; readonly number: number };

const official = (role: string) => ({ id: 100, login: `contoh-${role}`, name: `Contoh ${role}`, role });
