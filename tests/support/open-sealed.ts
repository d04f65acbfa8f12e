import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** The browser’s side of Web Push: what it sends, and how it decrypts messages (RFC 8291, aes128gcm). */
export function fakeBrowser(): {
  readonly keys: { readonly p256dh: string; readonly auth: string };
  open(sealed: Buffer): string;
} {
  const pair = createECDH('prime256v1');
  const own = pair.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    open: (sealed) => {
      const salt = sealed.subarray(0, 16);
      const sender = sealed.subarray(21, 21 + (sealed[20] ?? 0));
      const body = sealed.subarray(21 + sender.length);
      const derive = (secret: Buffer, by: Buffer, info: Buffer, length: number): Buffer =>
        Buffer.from(hkdfSync('sha256', secret, by, info, length));
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender]);
      const secret = derive(pair.computeSecret(sender), auth, info, 32);
      const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce);
      decipher.setAuthTag(body.subarray(-16));
      const plain = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]);
      // A byte 2 ends the text, and zeros may follow.
      return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
    },
  };
}
