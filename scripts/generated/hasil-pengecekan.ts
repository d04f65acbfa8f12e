// Generated from schemas/hasil-pengecekan.schema.json by `npm run generate`; edit the schema.

/**
 * Baris 7: waktu, uji koneksi, tempat dan tata letak, aplikasi, dan perlengkapan yang dipastikan.
 */
export type HasilPengecekan = {
  /**
   * Waktu pelaksanaan yang dipastikan; mencakup waktu yang diminta. Waktu setempat (WIB).
   */
  mulai: string;
  /**
   * Waktu pelaksanaan yang dipastikan; mencakup waktu yang diminta. Waktu setempat (WIB).
   */
  selesai: string;
  /**
   * Pilih ruang yang dapat dipesan; kosongkan bila kegiatan di tempat lain.
   */
  ruang?: string;
  /**
   * Hanya bila kegiatan tidak di ruang yang dapat dipesan; tempat ini tidak dipesankan.
   */
  tempat?: string;
  /**
   * Susunan tempat pelaksanaan.
   */
  tata_letak: string;
  /**
   * Kapan koneksi diuji dan bagaimana hasilnya.
   */
  uji_koneksi: {
    /**
     * Waktu setempat (WIB).
     */
    waktu: string;
    /**
     * Keadaan sambungan pada saat diuji.
     */
    hasil: "baik" | "cukup" | "gagal";
    /**
     * Kecepatan, gangguan, atau yang perlu diperbaiki.
     */
    keterangan?: string;
  };
  /**
   * Aplikasi yang akan digunakan.
   */
  platform: "zoom" | "google-meet" | "microsoft-teams" | "webex" | "youtube-live" | "lainnya" | "tanpa-aplikasi";
  /**
   * Perlengkapan yang disiapkan.
   *
   * @maxItems 20
   */
  peralatan: string[];
} & {
  [k: string]: unknown;
};
