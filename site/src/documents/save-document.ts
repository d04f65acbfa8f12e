import PDFDocument from 'pdfkit';
import bold from '@fontsource/arimo/files/arimo-latin-700-normal.woff?url';
import regular from '@fontsource/arimo/files/arimo-latin-400-normal.woff?url';
import type { MadeSheet } from '#public/documents/office-documents.ts';
import { drawSheet } from '#public/documents/draw-sheet.ts';

/**
 * Draws a document as PDF and lets the browser save it as a file.
 * @throws TypeError if the fonts cannot be fetched
 * @throws DrawingFault if the document cannot be drawn
 */
export async function saveDocument({ sheet, file }: Pick<MadeSheet, 'sheet' | 'file'>): Promise<void> {
  const [regularFont, boldFont] = await Promise.all([regular, bold].map(bytesAt));
  if (!regularFont || !boldFont) return;
  const pdf = await drawSheet(sheet, { PDFDocument, regular: regularFont, bold: boldFont });
  const address = URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  // After a minute the browser has begun to save the file, and the copy in memory is no longer needed.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function bytesAt(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new TypeError(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
