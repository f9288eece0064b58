import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. A blob is IV, tag, ciphertext; the id of its key is kept beside it. */
export class FieldCipher {
  private readonly keys: ReadonlyMap<string, Buffer>;

  /** @param old earlier keys, for reading only: `id:base64,id:base64` */
  constructor(
    readonly keyId: string,
    key: string,
    old = '',
  ) {
    const earlier = old.split(',').filter(Boolean);
    this.keys = new Map([
      ...earlier.map((pair): [string, Buffer] => {
        const [id = '', base64 = ''] = pair.split(':');
        return [id, Buffer.from(base64, 'base64')];
      }),
      [keyId, Buffer.from(key, 'base64')],
    ]);
  }

  encrypt(plain: Buffer): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyNamed(this.keyId), iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  /** Throws when the blob was tampered with or its key is not known. */
  decrypt(blob: Buffer, keyId: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.keyNamed(keyId), blob.subarray(0, IV_BYTES));
    decipher.setAuthTag(blob.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(blob.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  }

  private keyNamed(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`no encryption key named ${id}`);
    return key;
  }
}
