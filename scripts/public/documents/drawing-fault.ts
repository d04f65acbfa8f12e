import { TextError } from '#domain/problem.ts';

/** A document could not be set: its picture, its letters or this program is to blame, never the network. */
export class DrawingFault extends TextError {
  override readonly name = 'DrawingFault';

  constructor(title: string, cause: unknown) {
    super({
      id: `${title} gagal digambar, bukan karena jaringan. Periksa gambar lambang pada sops/letterhead.yaml: npx disposisi check sops. Bila baik, laporkan kesalahan ini.`,
      en: `${title} could not be drawn, and not for want of a network. Check the picture of the arms in sops/letterhead.yaml: npx disposisi check sops. If it is sound, report this fault.`,
    });
    this.cause = cause;
  }
}
