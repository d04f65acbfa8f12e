import { describe, expect, it } from 'vitest';
import { parseNote, printNote, SIGNATURE_TYPES } from '#domain/log/note.ts';
import { makeSigningKey, readSigningKey, verifierFor } from './signing-key.ts';

const TEXT = 'kantor/berkas\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n';

describe('R36: the key that signs checkpoints', () => {
  it('R36: a signature is valid by the vkey of its key only, and for the signed text only', () => {
    const [key, other] = [
      readSigningKey(makeSigningKey('kantor/berkas')),
      readSigningKey(makeSigningKey('kantor/berkas')),
    ];
    const note = parseNote(printNote({ text: TEXT, signatures: [key.sign(TEXT)] }));
    expect(verifierFor(key.vkey).verify(note)).toBe(0);
    expect(verifierFor(other.vkey).verify(note)).toBeUndefined();
    expect(verifierFor(key.vkey).verify({ ...note, text: TEXT.replace('1', '2') })).toBeUndefined();
  });

  it('R37: the key of a witness also signs the time', () => {
    const key = readSigningKey(makeSigningKey('saksi/satu', SIGNATURE_TYPES.witness));
    const note = parseNote(printNote({ text: TEXT, signatures: [key.sign(TEXT, 1_800_000_000)] }));
    expect(verifierFor(key.vkey).verify(note)).toBe(1_800_000_000);
  });

  it('R36: a damaged key is refused, and the message quotes nothing of it', () => {
    const text = makeSigningKey('kantor/berkas');
    for (const damaged of ['', 'secret', text.slice(0, -4), text.replace('berkas', 'berkas2')])
      expect(() => readSigningKey(damaged)).toThrow(SyntaxError);
    // The last part is Base64, which may contain plus signs too.
    const secret = text.split('+').slice(4).join('+');
    expect(secret.length).toBeGreaterThan(40);
    expect(() => readSigningKey(`PRIVATE+KEY+x+00000000+${secret}`)).not.toThrow(secret);
    expect(() => verifierFor(readSigningKey(text).vkey.replace('kantor', 'lain'))).toThrow(/does not match the key/);
  });
});
