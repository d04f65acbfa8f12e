/** SQLite's code for a full disk. */
const SQLITE_FULL = 13;

/** Checks whether an error, or an error that caused it, says that a disk or a disk quota is full. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return true;
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL) return true;
  if (/no space left on|disk quota exceeded|database or disk is full/i.test(error.message)) return true;
  const others = error instanceof AggregateError ? error.errors : [];
  return [error.cause, ...others].some(isDiskFull);
}
