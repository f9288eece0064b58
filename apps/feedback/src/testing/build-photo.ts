import type { StoreAttachmentRequest } from '@guantong/contracts';

/** Bytes that begin like a JPEG; nothing here looks further. */
export const buildPhoto = (bytes = 200): StoreAttachmentRequest => ({
  contentType: 'image/jpeg',
  base64: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes)]).toString('base64'),
});
