import { createHash } from 'node:crypto';

/**
 * Returns texts whose blobs are all in the folder from which the forge estimates the number of loose objects. The forge
 * then packs as if there were thousands.
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
