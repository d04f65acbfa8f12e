/** The parts of pdfkit and fontkit that documents use. The types that others publish are out of date. */
declare module 'pdfkit' {
  interface TextOptions {
    width?: number;
    align?: 'left' | 'center' | 'right' | 'justify';
    lineGap?: number;
    lineBreak?: boolean;
  }

  /** An element of the tags (ISO 32000-1, 14.7.2). */
  export interface StructureElement {
    add(child: StructureElement | (() => void)): this;
    end(): this;
  }

  interface Page {
    readonly width: number;
    readonly height: number;
    margins: { readonly left: number; readonly right: number; readonly top: number; bottom: number };
  }

  export interface OpenImage {
    readonly width: number;
    readonly height: number;
    readonly orientation?: number;
  }

  interface DocumentOptions {
    size: string;
    layout: 'portrait' | 'landscape';
    margins: { top: number; bottom: number; left: number; right: number };
    bufferPages: boolean;
    pdfVersion: string;
    subset: string;
    tagged: boolean;
    lang: string;
    displayTitle: boolean;
    font: null;
    info: Record<string, string | Date>;
  }

  export default class PDFDocument {
    constructor(options: DocumentOptions);
    /** The distance of the next text from the upper edge, in points. */
    y: number;
    readonly page: Page;
    registerFont(name: string, font: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    text(text: string, x: number, y: number, options?: TextOptions): this;
    widthOfString(text: string): number;
    heightOfString(text: string, options: TextOptions): number;
    /** Reads a picture. An orientation above 4 means that the picture is shown on its side. */
    openImage(source: string): OpenImage;
    image(
      source: string | OpenImage,
      x: number,
      y: number,
      options: { fit: [number, number]; align?: 'center'; valign?: 'bottom' },
    ): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    rect(x: number, y: number, width: number, height: number): this;
    lineWidth(width: number): this;
    stroke(): this;
    fill(colour: string): this;
    addPage(): this;
    bufferedPageRange(): { start: number; count: number };
    switchToPage(page: number): void;
    struct(tag: string, children?: () => void): StructureElement;
    struct(
      tag: string,
      options: { alt?: string; bbox?: [number, number, number, number] },
      children: () => void,
    ): StructureElement;
    addStructure(element: StructureElement): this;
    markContent(tag: string, options: { type: string }): this;
    endMarkedContent(): this;
    on(event: 'data', listener: (chunk: Uint8Array) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    end(): void;
  }
}

declare module 'fontkit' {
  export function create(font: Uint8Array): { readonly characterSet: readonly number[] };
}
