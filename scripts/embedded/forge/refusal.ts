/** One entry of the `errors` array that GitHub adds to a 422. */
export interface HttpRefusalDetail {
  readonly resource: string;
  readonly code: string;
  readonly field?: string;
  readonly message?: string;
}

/** The `errors` array of a 422. Some of GitHub's operations fill it with sentences instead of objects. */
type Errors = readonly (HttpRefusalDetail | string)[];

/**
 * The refusal of a call. `message` is the text that the client shows. `kind` is the `type` of the error in GraphQL.
 */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly errors: Errors | undefined;
  readonly kind: string;

  constructor(status: number, message: string, more: { errors?: Errors; kind?: string } = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.errors = more.errors;
    this.kind = more.kind ?? kindOf(status);
  }
}

function kindOf(status: number): string {
  if (status === 404) return 'NOT_FOUND';
  if (status === 401 || status === 403) return 'FORBIDDEN';
  return 'UNPROCESSABLE';
}

export const notFound = (message = 'Not Found'): HttpRefusal => new HttpRefusal(404, message);

export const forbidden = (message: string): HttpRefusal => new HttpRefusal(403, message);

export const unprocessable = (message: string): HttpRefusal => new HttpRefusal(422, message);

/** The words for a push or a call that brings back what an erasure removed (R50). */
export const ERASED =
  'Kiriman ini membawa kembali isi yang sudah dihapus menurut R50, jadi tidak ada yang diterima. Buat klon baru (git clone), lalu salin hanya perubahan Anda ke sana. Bila surat yang sama memang diajukan lagi, simpan ulang sebagai file baru. / ' +
  'This brings back erased content (R50), so nothing was accepted. Clone anew (git clone), and copy only your own changes there. If the same letter is submitted again on purpose, save it anew as another file.';

/** Returns a 422 for the operations whose `errors` are sentences (GitHub calls this form `validation-error-simple`). */
export const invalidWithReason = (reason: string): HttpRefusal =>
  new HttpRefusal(422, 'Unprocessable Entity', { errors: [reason] });

/** Returns GitHub's 422 "Validation Failed" with one reason. */
export function invalid(resource: string, field: string, message: string, code = 'invalid'): HttpRefusal {
  return new HttpRefusal(422, 'Validation Failed', { errors: [{ resource, field, code, message }] });
}
