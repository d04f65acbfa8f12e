// Generated from schemas/permohonan-tcm.schema.json by `npm run generate`; edit the schema.

/**
 * Permohonan pemakaian TCM Room dalam protokol manajemen krisis.
 */
export interface PermohonanTCMRoom {
  /**
   * SOP yang melayani permohonan ini; terisi sendiri.
   */
  sop: "protokol-manajemen-krisis";
  /**
   * Siapa yang mengajukan permohonan ini.
   */
  pemohon: {
    /**
     * Kedudukan pemohon dalam penanganan krisis.
     */
    jenis: "opd" | "bpbd" | "leading_sector" | "asn";
    /**
     * Nama resmi instansi pemohon, tidak disingkat.
     */
    instansi: string;
    /**
     * Nama akun pemohon pada sistem ini, tanpa tanda @.
     */
    akun: string;
    /**
     * Nama lengkap narahubung.
     */
    nama: string;
    /**
     * 18 angka tanpa spasi; kosongkan bila bukan ASN.
     */
    nip?: string;
    /**
     * Jabatan narahubung pada instansinya.
     */
    jabatan: string;
    /**
     * Nomor yang dapat dihubungi selama persiapan, diawali + atau 0.
     */
    telepon: string;
    /**
     * Alamat surel dinas, bila ada.
     */
    surel?: string;
  };
  /**
   * Surat dinas yang mendasari permohonan ini.
   */
  surat: {
    /**
     * Seperti tertulis pada surat.
     */
    nomor: string;
    /**
     * Seperti tertulis pada surat.
     */
    tanggal: string;
    /**
     * Seperti tertulis pada surat.
     */
    perihal: string;
    /**
     * Nomor naskah pada aplikasi SRIKANDI.
     */
    srikandi: string;
    /**
     * Terbatas atau rahasia: publik hanya melihat nomor, baris, dan waktu berkas.
     */
    sifat: "biasa" | "terbatas" | "rahasia";
    /**
     * Seberapa segera surat ini harus ditangani.
     */
    derajat: "biasa" | "segera" | "sangat_segera";
  };
  /**
   * Keadaan yang hendak ditangani.
   */
  krisis: {
    /**
     * Pilih yang paling dekat.
     */
    jenis:
      | "bencana_alam"
      | "bencana_nonalam"
      | "bencana_sosial"
      | "gangguan_layanan"
      | "keamanan_informasi"
      | "isu_publik"
      | "lainnya";
    /**
     * Kelurahan, kecamatan, atau wilayah yang terdampak.
     */
    lokasi: string;
    /**
     * Apa yang terjadi, dampaknya, dan apa yang sudah dilakukan.
     */
    uraian: string;
  };
  /**
   * Kegiatan yang memerlukan TCM Room.
   */
  kegiatan: {
    /**
     * Bentuk kegiatannya.
     */
    jenis: "konferensi_video" | "siaran_langsung" | "konferensi_pers" | "rapat";
    /**
     * Nama kegiatan sebagaimana akan diumumkan.
     */
    judul: string;
    /**
     * Jabatan yang memimpin kegiatan, bila sudah ditentukan.
     */
    pimpinan?: string;
    /**
     * Pokok-pokok acara, bila sudah ada.
     */
    agenda?: string;
  };
  /**
   * Kapan, di mana, dan dengan apa kegiatan berlangsung. Isi ruang atau tempat lain, salah satu.
   */
  pelaksanaan: {
    [k: string]: unknown;
  } & {
    /**
     * Waktu setempat (WIB).
     */
    mulai: string;
    /**
     * Waktu setempat (WIB). Waktu baku SOP 120 menit; lebih lama boleh.
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
     * Aplikasi konferensi video atau siaran yang diinginkan.
     */
    platform: "zoom" | "google-meet" | "microsoft-teams" | "webex" | "youtube-live" | "lainnya" | "tanpa-aplikasi";
    /**
     * Banyaknya orang yang hadir di tempat.
     */
    peserta: number;
    /**
     * Yang diperlukan di ruang itu.
     *
     * @maxItems 20
     */
    peralatan?: string[];
    /**
     * Misalnya juru bahasa isyarat, rekaman, atau tata letak khusus.
     */
    kebutuhan?: string;
  };
  /**
   * Surat permohonan dan pendukungnya. PDF, PNG, atau JPEG; paling besar 5 MB tiap lampiran.
   *
   * @minItems 1
   * @maxItems 20
   */
  lampiran: string[];
}
