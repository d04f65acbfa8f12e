import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { configFolder } from './folder.ts';
import { readConfig } from './read.ts';
import { FIRST } from '#tests/support/folders.ts';

/** Makes a PNG of grey dots. The dots are noise, which does not compress, so the PNG is as large as real arms. */
function png(width: number, height: number, dots = height * (width + 1)): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(8, 8);
  let seed = 1;
  const noise = Buffer.from(
    Array.from({ length: dots }, (_, at) => (at % (width + 1) === 0 ? 0 : (seed = (seed * 75) % 65_537) % 256)),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(noise)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Returns the problems of the shipped configuration with these arms. */
async function reported(image: string): Promise<string[]> {
  const files = (await configFolder(FIRST)).map((file) =>
    file.path === 'sops/letterhead.yaml'
      ? { ...file, text: `${file.text}arms:\n  image: ${JSON.stringify(image)}\n  alt: Lambang contoh\n` }
      : file,
  );
  const reading = readConfig(files);
  return 'problems' in reading
    ? reading.problems.map(({ path, line, code, message }) => {
        expect(message.id).not.toMatch(/\^\(|\[A-Za-z/);
        return `${path} ${line === undefined ? 'nowhere' : 'in its line'} ${code}`;
      })
    : [];
}

describe('the arms of a letterhead', () => {
  it('arms may be a picture of 34 kB, which is longer than any text of a person may be (R9)', async () => {
    const picture = png(180, 190);
    expect(picture.length).toBeGreaterThan(30_000);
    expect(await reported(picture.toString('base64'))).toEqual([]);
  });

  const broken = png(20, 20);
  broken.fill(0, 60, 90);
  it.each([
    ['cut off after the signature', 'iVBORw0KGgoAAAAA', 'arms-damaged'],
    ['cut off in the middle', png(20, 20).subarray(0, 120).toString('base64'), 'arms-damaged'],
    ['damaged inside', broken.toString('base64'), 'arms-damaged'],
    ['of fewer dots than it says', png(20, 20, 100).toString('base64'), 'arms-damaged'],
    ['of too many dots', png(2_001, 1).toString('base64'), 'arms-too-large'],
    ['another kind of file', Buffer.from('GIF89a, not what letters draw').toString('base64'), 'arms-unknown'],
    ['a PDF', Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF').toString('base64'), 'arms-unknown'],
    ['broken over lines', `${png(20, 20).toString('base64').slice(0, 40)}\n AAAA`, 'arms-not-base64'],
  ])('arms that are %s are reported at their place, in words and without a pattern', async (_what, image, code) => {
    expect(await reported(image)).toEqual([`/arms/image in its line ${code}`]);
  });

  it('arms of more than 48,000 characters are refused', async () => {
    expect(await reported('A'.repeat(48_001))).toEqual(['/arms/image in its line text-too-long']);
  });
});
