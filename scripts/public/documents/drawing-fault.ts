import { TextError } from '#domain/problem.ts';

/** The error that a document cannot be drawn, because of its picture, its characters or this program. */
export class DrawingFault extends TextError {
  override readonly name = 'DrawingFault';

  constructor(title: string, cause: unknown) {
    super({
      id: `${title} gagal digambar. Penyebabnya bukan jaringan. Periksa gambar lambang pada sops/letterhead.yaml: npx disposisi check sops. Bila gambar itu baik, laporkan kesalahan ini.`,
      en: `${title} could not be drawn. The network is not the cause. Check the picture of the arms in sops/letterhead.yaml: npx disposisi check sops. If the picture is sound, report this fault.`,
    });
    this.cause = cause;
  }
}
