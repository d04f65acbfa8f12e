/** Hands a file to the reader: saved, not opened. */
export function giveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun to save it by then; kept any longer, it would only fill memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
