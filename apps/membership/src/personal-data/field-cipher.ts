import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** IVs drawn at once: one by one they cost as much as half the encryption. */
const IVS = 1024;

/** AES-256-GCM. A blob is IV, tag, ciphertext; the id of its key is kept beside it. */
export class FieldCipher {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly current: KeyObject;
  private readonly ivs = Buffer.alloc(IV_BYTES * IVS);
  private ivsUsed = IVS;

  /** @param old earlier keys, for reading only: `id:base64,id:base64` */
  constructor(
    readonly keyId: string,
    key: string,
    old = '',
  ) {
    const earlier = old.split(',').filter(Boolean);
    this.keys = new Map([
      ...earlier.map((pair): [string, KeyObject] => {
        const [id = '', base64 = ''] = pair.split(':');
        return [id, createSecretKey(base64, 'base64')];
      }),
      [keyId, createSecretKey(key, 'base64')],
    ]);
    this.current = this.keyNamed(keyId);
  }

  encrypt(plain: Buffer): Buffer {
    const iv = this.freshIv();
    const cipher = createCipheriv('aes-256-gcm', this.current, iv);
    const body = cipher.update(plain);
    cipher.final(); // has no bytes left: GCM keeps none back
    const blob = Buffer.allocUnsafe(IV_BYTES + TAG_BYTES + body.length);
    blob.set(iv, 0);
    blob.set(cipher.getAuthTag(), IV_BYTES);
    blob.set(body, IV_BYTES + TAG_BYTES);
    return blob;
  }

  /** Throws when the blob was tampered with or its key is not known. */
  decrypt(blob: Buffer, keyId: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.keyNamed(keyId), blob.subarray(0, IV_BYTES));
    decipher.setAuthTag(blob.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(blob.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  }

  private freshIv(): Buffer {
    if (this.ivsUsed === IVS) {
      randomFillSync(this.ivs);
      this.ivsUsed = 0;
    }
    const at = IV_BYTES * this.ivsUsed++;
    return this.ivs.subarray(at, at + IV_BYTES);
  }

  private keyNamed(id: string): KeyObject {
    const key = this.keys.get(id);
    if (!key) throw new Error(`no encryption key named ${id}`);
    return key;
  }
}
