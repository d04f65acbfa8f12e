import { createHash } from 'node:crypto';

/**
 * Returns texts whose blobs are all in one folder of objects. From the number of objects in this folder, the forge
 * estimates the number of all loose objects. So it packs as if there were thousands.
 */
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
