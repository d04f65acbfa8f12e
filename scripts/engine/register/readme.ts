/** `README.md` of the register's branch: for somebody who finds it and does not know what it is. */
export const README_TEXT = `# Buku agenda

Cabang ini ditulis oleh sistem saja, selalu di depan, tidak pernah ditimpa. Jangan mengubah, menghapus, atau
menggabungkan apa pun di sini: \`disposisi verify\` akan menunjukkannya.

- \`journals/\`: jurnal setiap berkas, satu entri sebaris; setiap entri terikat pada entri sebelumnya
- \`documents/\`: dokumen bertanda tangan yang diserahkan bersama suatu tindakan, bila ada
- \`configurations.jsonl\`: konfigurasi yang pernah dipakai sistem
- \`index.json\`: ringkasan berkas yang masih berjalan, dapat dibuat ulang dari jurnal
- \`checkpoint\`: titik periksa bertanda tangan atas semua entri; \`vkey\`: kunci untuk memeriksa tanda tangannya

Jurnal memuat data pribadi pemohon. Untuk umum hanya bagian publiknya yang diterbitkan.

# The register

Only the process writes this branch, always ahead, never over what is there. Change, delete or merge nothing here:
\`disposisi verify\` would show it.

- \`journals/\`: each case's journal, one entry a line; every entry is bound to the one before it
- \`documents/\`: signed documents that came with an act, where there are any
- \`configurations.jsonl\`: the configurations that the process went by
- \`index.json\`: summary of the open cases, which can be made again from the journals
- \`checkpoint\`: the signed checkpoint over all entries; \`vkey\`: the key by which its signature is verified

The journals hold applicants' personal data. Only their public parts are published.
`;
