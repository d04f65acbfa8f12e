/** The `README.md` of the register's branch, which says what the branch is. */
export const REGISTER_README = `# Register

Cabang ini ditulis oleh sistem saja, selalu di depan, tidak pernah ditimpa. Jangan mengubah, menghapus, atau
menggabungkan apa pun di sini: \`disposisi verify\` akan menunjukkannya.

- \`journals/\`: jurnal setiap berkas, satu entri sebaris; setiap entri terikat pada entri sebelumnya
- \`documents/\`: dokumen bertanda tangan yang diserahkan bersama suatu tindakan, bila ada
- \`configurations.jsonl\`: konfigurasi yang pernah dipakai sistem
- \`index.json\`: ringkasan berkas yang masih berjalan, dapat dibuat ulang dari jurnal
- \`checkpoint\`: titik periksa bertanda tangan atas semua entri; \`vkey\`: kunci untuk memeriksa tanda tangannya

Jurnal memuat data pribadi pemohon. Untuk umum hanya bagian publiknya yang diterbitkan.

# The register

Only the process writes this branch. It only adds commits and never overwrites one. Do not change, delete or merge
anything here: \`disposisi verify\` will report it.

- \`journals/\`: each case's journal, one entry a line; every entry is bound to the one before it
- \`documents/\`: the signed documents that people submitted with an act, if there are any
- \`configurations.jsonl\`: the configurations that the process used
- \`index.json\`: a summary of the open cases, which can be computed again from the journals
- \`checkpoint\`: the signed checkpoint over all entries; \`vkey\`: the key that verifies its signature

The journals hold applicants' personal data. Only their public parts are published.
`;
