/** The words of the page about the site. `{o}` is the name of the office. */
export const ABOUT = {
  owner: {
    id: 'Situs ini menampilkan permohonan yang ditangani {o}.',
    en: 'This site shows the requests that {o} handles.',
  },
  ownerUnnamed: {
    id: 'Situs ini menampilkan permohonan yang ditangani satu kantor.',
    en: 'This site shows the requests that one office handles.',
  },
  howTitle: { id: 'Cara kerjanya', en: 'How it works' },
  how: [
    {
      id: 'Setiap permohonan mengikuti SOP. SOP menetapkan langkah, pelaksana, dan waktu baku setiap langkah.',
      en: 'Each request follows an SOP, which sets the steps, who acts in each, and the time allowed.',
    },
    {
      id: 'Setiap tindakan dicatat sebagai entri dalam register elektronik. Entri yang sudah tercatat tidak dapat diubah atau dihapus tanpa ketahuan.',
      en: 'Each act is an entry of an electronic register. Nobody can change or remove an entry unnoticed.',
    },
    {
      id: 'Situs ini dibuat dari register itu, tanpa disusun ulang oleh orang. Tenggat dihitung dari waktu tindakan.',
      en: 'This site is made from that register, and no person edits it. Deadlines are counted from the time of the act.',
    },
  ],
  seenTitle: { id: 'Yang tampil dan yang tidak', en: 'What is shown, and what is not' },
  seen: {
    id: 'Nama, nomor telepon, dan lampiran pemohon tidak tampil. Berkas yang sifat suratnya terbatas atau rahasia hanya tampil nomor, langkah, dan waktunya.',
    en: 'The applicant’s name, telephone number and attachments are not shown. Of a case whose letter is restricted or secret, only number, step and times are shown.',
  },
  checkTitle: { id: 'Memeriksa sendiri', en: 'Check it yourself' },
  check: {
    id: 'Peramban Anda dapat memeriksa apakah suatu berkas masih sama dengan yang dicatat:',
    en: 'Your browser can check whether a case is still what was recorded:',
  },
  dataTitle: { id: 'Data, lisensi, dan kode sumber', en: 'Data, licence and source' },
  data: {
    id: 'Semua yang tampil di sini juga tersedia sebagai data:',
    en: 'Everything that is shown here is available as data too:',
  },
  program: {
    id: 'Situs ini berjalan dengan Disposisi, program berkode sumber terbuka dengan lisensi Apache 2.0. Kode sumbernya, SOP, dan register kantor ini tersimpan dalam repositori kantor.',
    en: 'This site runs on Disposisi, open-source software under the Apache 2.0 licence. Its source, the SOPs and the register of this office are in the office’s repository.',
  },
} as const;
