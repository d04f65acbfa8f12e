// Generated from schemas/hasil-pelaksanaan.schema.json by `npm run generate`; edit the schema.

/**
 * Baris 10: apa yang berlangsung, berapa yang hadir, dan kendalanya.
 */
export interface LaporanHasilPelaksanaan {
  /**
   * Waktu kegiatan sebenarnya dimulai. Waktu setempat (WIB).
   */
  mulai: string;
  /**
   * Waktu kegiatan sebenarnya selesai. Waktu setempat (WIB).
   */
  selesai: string;
  /**
   * Ringkasan jalannya kegiatan.
   */
  uraian: string;
  /**
   * Banyaknya orang yang hadir di tempat.
   */
  hadir: number;
  /**
   * Ya bila seluruh acara terlaksana.
   */
  terlaksana_penuh: boolean;
  /**
   * Gangguan selama kegiatan dan penanganannya; kosongkan bila tidak ada.
   *
   * @maxItems 20
   */
  kendala?: string[];
}
