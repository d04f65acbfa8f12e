/** Makes the templates of a new SOP's papers: the applicant's receipt, and the disposition sheet (R35). */
import type { DocumentTemplate, Fact } from '#domain/generated/document.ts';
import { labelOf, propertiesOf } from '#domain/request/annotations.ts';
import { requestSchemaOf } from './build-schema.ts';
import { procedureOfDraft } from './build-procedure.ts';
import { requestSchemaPath, type SopDraft } from './draft.ts';

/** @param hasLetterhead whether the office has a letterhead, with which the papers then begin */
export function newTemplates(draft: SopDraft, hasLetterhead: boolean): DocumentTemplate[] {
  const { receipt, steps } = procedureOfDraft(draft);
  const facts = requestFacts(draft);
  const head = hasLetterhead ? { head: 'office' as const } : {};
  const acts = steps.flatMap(({ id, kind }) => (kind === 'review' ? [id] : []));
  const idOf = (paper: string): string => `${paper}-${draft.id}`.slice(0, 64);
  const given: DocumentTemplate = {
    ...{ id: idOf('tanda-terima'), procedure: draft.id, title: { id: 'Tanda Terima', en: 'Receipt' } },
    ...{ audience: 'public', ...head, earlier: true },
    variants: [
      {
        id: 'diterima',
        when: { accepted: [receipt] },
        blocks: [
          { heading: ['TANDA TERIMA PERMOHONAN', '{case}'] },
          { text: 'Permohonan berikut telah diterima dan dicatat dalam Buku Agenda Surat Masuk.' },
          {
            facts: [
              { label: 'Nomor agenda', text: '{agenda}/{year}' },
              { label: 'Diterima', text: `{at:${receipt}}` },
              { label: 'Diterima oleh', text: `{name:${receipt}}, {office:${receipt}}` },
              { label: 'Pertama kali diajukan', text: '{submitted}' },
              { label: 'Diajukan kembali', text: '{resubmitted}', optional: true },
              ...facts,
            ],
          },
          { text: 'Permohonan ini dapat dipantau pada alamat di bawah ini, tanpa akun. Simpan nomor berkas ini.' },
          { signatures: [{ above: [`{place}, {on:${receipt}}`], acted: receipt }] },
        ],
      },
    ],
  };
  const sheet: DocumentTemplate = {
    ...{
      id: idOf('lembar-disposisi'),
      procedure: draft.id,
      title: { id: 'Lembar Disposisi', en: 'Disposition sheet' },
    },
    ...{ audience: 'staff', ...head },
    variants: [
      {
        id: 'berjalan',
        when: { acted: acts },
        blocks: [
          { heading: ['LEMBAR DISPOSISI'] },
          {
            panel: {
              left: [{ label: 'Nomor berkas', text: '{case}' }],
              right: [
                { label: 'Diterima tgl.', text: '{received}', optional: true },
                { label: 'No. agenda', text: '{agenda}/{year}', optional: true },
              ],
              below: facts,
            },
          },
          { table: { acts, columns: COLUMNS } },
        ],
      },
    ],
  };
  return [given, sheet];
}

const COLUMNS = [
  { head: 'No.', text: '{act-no}', width: 2 },
  { head: 'Tanggal', text: '{act-on}', width: 5 },
  { head: 'Dari', text: '{act-office}, {act-name}', width: 6 },
  { head: 'Diteruskan kepada', text: '{act-forwarded}', width: 5 },
  { head: 'Isi disposisi', text: '{act-note}', width: 9 },
  { head: 'Tindak lanjut', text: '{act-outcome}', width: 5 },
  { head: 'Paraf', text: ' ', width: 3 },
];

/** Returns a line for each field of the request, and for the number of its attachments. */
function requestFacts(draft: SopDraft): Fact[] {
  return propertiesOf(requestSchemaOf(draft, requestSchemaPath(draft.id))).flatMap(([name, field]): Fact[] => {
    if (name === 'sop') return [];
    const text = name === 'lampiran' ? '{counted:attachments} berkas' : `{request:/${name}}`;
    return [{ label: labelOf(field)?.id ?? name, text, optional: true }];
  });
}
