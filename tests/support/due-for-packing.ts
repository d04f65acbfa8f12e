import { createHash } from 'node:crypto';

/** Texts whose blobs are all in the folder by which the forge knows that it is time to pack, as thousands would be. */
export function textsDue(seed: string): string[] {
  const texts: string[] = [];
  for (let n = 0; texts.length < 16; n += 1) {
    const text = `${seed} ${n}`;
    const oid = createHash('sha1')
      .update(`blob ${Buffer.byteLength(text)}\0${text}`)
      .digest('hex');
    if (oid.startsWith('17')) texts.push(text);
  }
  return texts;
}
