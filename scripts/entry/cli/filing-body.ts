import { filerOf, filingRoles } from '#domain/case/people/filers.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { variantsOf } from '#domain/documents/reading.ts';
import { composeFiling } from '#domain/request/filing-block.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { type CaseReading, currentCaseOf } from '#embedded/office/current-case.ts';

/** @throws UsageError unless a filing names a paper and a file, and no other act names a paper */
export function refuseUnfitFiling(
  { document, signed }: { readonly document?: string | undefined; readonly signed?: readonly string[] | undefined },
  isFiling: boolean,
): void {
  if (isFiling ? document !== undefined && signed !== undefined : document === undefined) return;
  throw new UsageError({
    id: 'file memerlukan --document dan --signed; tindakan lain tidak memakai --document.',
    en: 'file needs --document and --signed; no other act takes --document.',
  });
}

interface Wanted {
  /** Id of the template. */
  readonly paper: string;
  readonly documents: readonly NamedDocument[];
  readonly note: string;
}

/**
 * Writes the body of a filing (R47), for the newest document that the template makes of the case.
 * @param account the number of the account that files
 * @throws UserError if the case does not have this paper, or if the account may not file it
 */
export function filingBody(account: number, reading: CaseReading, wanted: Wanted, at: Instant): string {
  const current = currentCaseOf(reading);
  const main = current && current.config.procedures.get(current.procedure.id)?.value;
  const papers = !main
    ? []
    : [...current.config.documents.values()].flatMap(({ value }) => {
        const entry = variantsOf(value, current).at(-1)?.seq;
        return entry === undefined || filingRoles(main, value).length === 0 ? [] : [{ value, entry }];
      });
  const paper = papers.find(({ value }) => value.id === wanted.paper);
  if (!main || !paper) throw new UserError(noPaper(papers.map(({ value }) => value.id).join(', ') || '–'));
  if (!filerOf(current.config.roles, main, paper.value, { account, at })) throw new UserError(NOT_THEIRS);
  return composeFiling({ paper: wanted.paper, entry: paper.entry, documents: wanted.documents, note: wanted.note });
}

const noPaper = (known: string) => ({
  id: `Tidak ada yang dikirim: berkas ini belum mempunyai surat itu. Yang dapat diarsipkan: ${known}.`,
  en: `Nothing was sent: the case does not have this paper yet. What can be filed: ${known}.`,
});
const NOT_THEIRS = {
  id: 'Tidak ada yang dikirim: surat ini diarsipkan oleh penerima surat (TU) atau penanda tangannya.',
  en: 'Nothing was sent: this paper is filed by the office that receives letters, or by a signer.',
};
