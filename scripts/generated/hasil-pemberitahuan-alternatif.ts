// Generated from schemas/hasil-pemberitahuan-alternatif.schema.json by `npm run generate`; edit the schema.

/**
 * Baris 8: mengapa waktu atau tempat yang diminta tidak dapat dipakai, dan apa alternatifnya.
 */
export interface HasilPemberitahuanAlternatif {
  /**
   * Mengapa permintaan tidak dapat dipenuhi seperti yang diajukan.
   */
  sebab: "bentrok" | "koneksi";
  /**
   * Apa yang ditemukan pada pengecekan.
   */
  penjelasan?: string;
  /**
   * Pilihan waktu atau tempat bagi pemohon.
   *
   * @minItems 1
   * @maxItems 5
   */
  alternatif: ({
    [k: string]: unknown;
  } & {
    /**
     * Waktu setempat (WIB).
     */
    mulai: string;
    /**
     * Waktu setempat (WIB).
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
     * Yang perlu diketahui pemohon tentang pilihan ini.
     */
    keterangan?: string;
  })[];
}
