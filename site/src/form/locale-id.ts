/** Decap's own sentences in Indonesian. Only sentences that the form can show are listed (Decap CMS 3.16). */
export const INDONESIAN = {
  auth: { login: 'Masuk', loggingIn: 'Sedang masuk …', loginWithGitHub: 'Masuk' },
  app: {
    header: { content: 'Permohonan', workflow: 'Konsep dan pengajuan', media: 'Lampiran', quickAdd: 'Buat baru' },
    app: {
      errorHeader: 'Formulir gagal dimuat',
      configErrors: 'Kesalahan pengaturan',
      checkConfigYml: 'Periksa skema permohonan dan SOP.',
      loadingConfig: 'Memuat formulir …',
      waitingBackend: 'Menghubungi server …',
    },
    notFoundPage: { header: 'Halaman tidak ditemukan' },
  },
  collection: {
    sidebar: { collections: 'SOP', allCollections: 'Semua SOP', searchAll: 'Cari di semua', searchIn: 'Cari di' },
    collectionTop: {
      sortBy: 'Urutkan',
      viewAs: 'Tampilan',
      viewAsList: 'Tampilkan sebagai daftar',
      viewAsGrid: 'Tampilkan sebagai kotak',
      newButton: '%{collectionLabel} baru',
      newButtonAriaLabel: 'Buat %{collectionLabel} baru',
      ascending: 'Naik',
      descending: 'Turun',
      searchResults: 'Hasil pencarian "%{searchTerm}"',
      searchResultsInCollection: 'Hasil pencarian "%{searchTerm}" di %{collection}',
      filterBy: 'Saring',
      groupBy: 'Kelompokkan',
    },
    entries: {
      loadingEntries: 'Memuat permohonan …',
      cachingEntries: 'Menyimpan salinan sementara …',
      longerLoading: 'Ini dapat memakan waktu beberapa menit',
      noEntries: 'Belum ada permohonan Anda menurut SOP ini.',
      unpublishedHeader: 'Permohonan yang belum selesai',
    },
    groups: { other: 'Lainnya', negateLabel: 'Bukan %{label}' },
    defaultFields: { author: { label: 'Penulis' }, updatedOn: { label: 'Diperbarui' } },
  },
  editor: {
    editor: {
      onLeavePage: 'Tinggalkan halaman ini? Yang belum disimpan tetap ada di peramban ini.',
      onUpdatingWithUnsavedChanges: 'Ada perubahan yang belum disimpan. Simpan dahulu, baru ubah statusnya.',
      onDeleteUnpublishedChangesWithUnsavedChanges:
        'Semua perubahan pada permohonan ini, juga yang belum disimpan, akan dihapus. Lanjutkan?',
      onDeleteUnpublishedChanges: 'Konsep ini akan dihapus dan tidak dapat dikembalikan. Lanjutkan?',
      loadingEntry: 'Memuat permohonan …',
      confirmLoadBackup: 'Ada isian yang tersimpan di peramban ini dan belum dikirim. Pakai isian itu?',
    },
    editorToolbar: {
      published: 'Selesai',
      duplicate: 'Salin menjadi permohonan baru',
      deleteUnpublishedEntry: 'Hapus konsep ini',
      saving: 'Menyimpan …',
      save: 'Simpan',
      statusInfoTooltipDraft:
        'Masih konsep: hanya pemohon yang mengurusnya. Untuk mengajukan, ubah status menjadi "Ajukan".',
      statusInfoTooltipInReview:
        'Sudah diajukan. Selama berkas di petugas, perubahan tidak dapat disimpan; tunggu sampai giliran kembali kepada pemohon.',
      deleting: 'Menghapus …',
      updating: 'Memperbarui …',
      status: 'Status: %{status}',
      backCollection: ' Permohonan: %{collectionLabel}',
      unsavedChanges: 'Belum disimpan',
      changesSaved: 'Tersimpan',
      draft: 'Konsep',
      inReview: 'Ajukan',
      // Decap's third status has no meaning here: it submits nothing, and no office uses it.
      ready: 'Tidak dipakai',
      deployPreviewPendingButtonLabel: 'Halaman berkas: belum ada',
      deployPreviewButtonLabel: 'Halaman berkas',
      deployButtonLabel: 'Situs publik',
    },
  },
  mediaLibrary: {
    mediaLibrary: {
      onDelete: 'Hapus lampiran yang dipilih?',
      fileTooLarge: 'Lampiran terlalu besar.\nPaling besar %{size} kB.',
    },
    mediaLibraryModal: {
      loading: 'Memuat …',
      close: 'Tutup',
      noResults: 'Tidak ada yang cocok.',
      noAssetsFound: 'Belum ada lampiran.',
      noImagesFound: 'Belum ada gambar.',
      private: 'Tertutup ',
      images: 'Gambar',
      mediaAssets: 'Lampiran',
      search: 'Cari …',
      uploading: 'Mengunggah …',
      upload: 'Unggah',
      download: 'Unduh',
      deleting: 'Menghapus …',
      deleteSelected: 'Hapus yang dipilih',
      chooseSelected: 'Pakai yang dipilih',
    },
  },
  ui: {
    default: { goBackToSite: 'Kembali ke situs' },
    errorBoundary: {
      title: 'Terjadi kesalahan',
      details: 'Formulir berhenti karena kesalahan; salin isian di bawah, muat ulang halaman, lalu ',
      reportIt: 'laporkan kepada pengelola.',
      detailsHeading: 'Rincian',
      privacyWarning: 'Periksa dahulu sebelum dikirim: rincian dapat memuat isian permohonan.',
      recoveredEntry: {
        heading: 'Isian yang terselamatkan',
        warning: 'Salin dan simpan di tempat lain sebelum meninggalkan halaman ini.',
        copyButtonLabel: 'Salin',
      },
    },
    settingsDropdown: { logOut: 'Keluar', account: 'Pilihan akun' },
    toast: {
      onFailToLoadEntries: 'Permohonan gagal dimuat: %{details}',
      onFailToLoadDeployPreview: 'Pratinjau gagal dimuat: %{details}',
      onFailToPersist: 'Belum tersimpan. %{details}',
      onFailToDelete: 'Gagal dihapus: %{details}',
      onFailToUpdateStatus: 'Status gagal diubah: %{details}',
      entrySaved: 'Tersimpan',
      entryUpdated: 'Status diubah',
      // Decap shows this sentence both after a deletion and after a deletion that failed.
      onDeleteUnpublishedChanges: 'Permintaan hapus selesai; yang masih ada tampil dalam daftar',
      onFailToAuth: 'Gagal masuk: %{details}',
      onLoggedOut: 'Sesi berakhir. Salin isian yang belum tersimpan, lalu masuk kembali.',
      onBackendDown: 'Server sedang terganggu. Lihat %{details}',
    },
  },
  workflow: {
    workflow: {
      loading: 'Memuat konsep dan pengajuan',
      workflowHeading: 'Konsep dan pengajuan',
      newPost: 'Permohonan baru',
      description: '%{smart_count} permohonan diajukan. |||| %{smart_count} permohonan diajukan. ',
      dateFormat: 'D/M/YYYY',
    },
    workflowCard: {
      lastChange: '%{date} oleh %{author}',
      lastChangeNoAuthor: '%{date}',
      lastChangeNoDate: 'oleh %{author}',
      deleteChanges: 'Hapus perubahan',
      deleteNewEntry: 'Hapus permohonan',
    },
    workflowList: {
      onDeleteEntry: 'Hapus konsep ini? Berkas yang sudah diajukan tidak dihapus.',
      draftHeader: 'Konsep',
      inReviewHeader: 'Diajukan',
      readyHeader: 'Tidak dipakai',
      currentEntries: '%{smart_count} permohonan |||| %{smart_count} permohonan',
    },
  },
} as const;

/** Decap's English sentences that would have another meaning here. */
export const ENGLISH = {
  auth: { loginWithGitHub: 'Sign in' },
  collection: {
    entries: { noEntries: 'You have no request under this SOP yet.' },
  },
  app: { header: { content: 'Requests', workflow: 'Drafts and submissions', media: 'Attachments' } },
  editor: {
    editorToolbar: {
      inReview: 'Submit',
      ready: 'Not used',
      deployPreviewPendingButtonLabel: 'Case page: not yet',
      deployPreviewButtonLabel: 'Case page',
      deployButtonLabel: 'Public site',
      statusInfoTooltipDraft:
        'Still a draft: only the applicant works on it. To submit it, set the status to “Submit”.',
      statusInfoTooltipInReview:
        'Submitted. While the case is with the officials no change can be saved; wait until it is your turn again.',
      deleteUnpublishedEntry: 'Delete this draft',
    },
    editor: {
      confirmLoadBackup: 'This browser has input that was typed and not sent. Use it?',
      onLeavePage: 'Leave this page? What was not saved stays in this browser.',
      onDeleteUnpublishedChanges: 'This draft will be deleted and cannot be brought back. Go on?',
    },
  },
  ui: {
    toast: {
      onFailToPersist: 'Not saved. %{details}',
      onDeleteUnpublishedChanges: 'The deletion has finished; what was not deleted is still in the list',
    },
  },
  workflow: {
    workflow: {
      workflowHeading: 'Drafts and submissions',
      newPost: 'New request',
      description: '%{smart_count} request submitted. |||| %{smart_count} requests submitted. ',
    },
    workflowList: {
      onDeleteEntry: 'Delete this draft? A case that was submitted is not deleted.',
      inReviewHeader: 'Submitted',
      readyHeader: 'Not used',
      currentEntries: '%{smart_count} request |||| %{smart_count} requests',
    },
  },
} as const;
