// Generated from schemas/hasil-persiapan-teknis.schema.json by `npm run generate`; edit the schema.

/**
 * Baris 9: jadwal pelaksanaan yang disepakati dengan pemohon, dan uji koneksi kedua.
 */
export interface HasilPersiapanTeknis {
  /**
   * Jadwal yang disepakati, di dalam waktu yang dipesan. Waktu setempat (WIB).
   */
  mulai: string;
  /**
   * Jadwal yang disepakati, di dalam waktu yang dipesan. Waktu setempat (WIB).
   */
  selesai: string;
  /**
   * Uji koneksi bersama pemohon.
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
   * Yang disepakati dengan pemohon: akun rapat, gladi, penanggung jawab.
   */
  kesepakatan?: string;
}
