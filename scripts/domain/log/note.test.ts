import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { sha256Bytes } from './edge.ts';
import {
  checkpointText,
  cosignedMessage,
  keyIdText,
  parseCheckpoint,
  parseNote,
  parseVkey,
  printNote,
  printVkey,
  signedBy,
  timed,
} from './note.ts';

/** The example of the specification of signed notes. */
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE = `This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
/** The example of the specification of cosignatures. */
const CHECKPOINT = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

const verifies = (note: string, vkey: string): boolean => {
  const key = parseVkey(vkey);
  const signed = signedBy(parseNote(note), key);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.key).toString('base64url') };
  return (
    signed !== undefined && verify(null, signed.message, createPublicKey({ key: jwk, format: 'jwk' }), signed.signature)
  );
};

describe('R36: signed notes of C2SP', () => {
  it('the signed note of the specification’s example is verified, and is written again with the same text', () => {
    expect(verifies(NOTE, VKEY)).toBe(true);
    expect(verifies(NOTE.replace('example message', 'other message'), VKEY)).toBe(false);
    expect(printNote(parseNote(NOTE))).toBe(NOTE);
    expect(printVkey(parseVkey(VKEY))).toBe(VKEY);
    const { name, type, key, keyId } = parseVkey(VKEY);
    expect(toHex(sha256Bytes(keyIdText(name, type, key)).slice(0, 4))).toBe(keyId);
  });

  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n\u2014 a AAAAAAA=\n'],
    ['another dash', 'text\n\n- a AAAAAAA=\n'],
    ['a control character', NOTE.replace('This', 'Th\ris')],
    ['no base64', 'text\n\n\u2014 a AAAA*AA=\n'],
    ['a signature that is too short', 'text\n\n\u2014 a AAAA\n'],
    ['no end', NOTE.trimEnd()],
    ['more characters than a note may have', `${'x'.repeat(20_000)}${NOTE}`],
  ])('a signed note with %s is refused', (_what, note) => {
    expect(() => parseNote(note)).toThrow(SyntaxError);
  });
});

describe('R36: checkpoints', () => {
  it('a checkpoint is read with origin and size, and is written again with the same text', () => {
    const { text, signatures } = parseNote(CHECKPOINT);
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(checkpointText(checkpoint)).toBe(text);
    expect(signatures.map(({ name }) => name)).toEqual(['example.com/behind-the-sofa', 'witness.example.com/w1']);
  });

  it.each(['', 'a\n1\n', 'a\n01\nAAAA\n', 'a\n-1\nAAAA\n', 'a\n1\nAAAA\n', `a\n1\n${'A'.repeat(43)}=\nmore\n`])(
    '%j is no checkpoint',
    (text) => {
      expect(() => parseCheckpoint(text)).toThrow(SyntaxError);
    },
  );
});

describe('R37: cosignatures', () => {
  it('a cosignature has a time, which is signed with the checkpoint', () => {
    const note = parseNote(CHECKPOINT);
    const cosignature = note.signatures[1];
    if (!cosignature) throw new Error('No cosignature.');
    const key = { name: cosignature.name, keyId: cosignature.keyId, type: 4, key: new Uint8Array(32) };
    const signed = signedBy(note, key);
    expect(signed?.time).toBe(1_679_315_147);
    expect(new TextDecoder().decode(signed?.message)).toBe(`cosignature/v1\ntime 1679315147\n${note.text}`);
    expect(signed?.message).toEqual(cosignedMessage(1_679_315_147, note.text));
    expect(timed(1_679_315_147, signed?.signature ?? new Uint8Array())).toEqual(cosignature.signature);
    expect(signedBy(note, { ...key, keyId: '00000000' })).toBeUndefined();
    expect(signedBy(note, { ...key, type: 1 })).toBeUndefined();
  });
});
