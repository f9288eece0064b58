import { Id, OneOf, Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';

export const PHOTO_TYPES = ['image/jpeg', 'image/webp'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];
/** The largest photo after re-encoding, bytes. As base64 with its envelope it fits the broker's 1 MB. */
export const PHOTO_MAX_BYTES = 614_400;

export class StoreAttachmentRequest {
  @OneOf(PHOTO_TYPES) contentType: PhotoType;
  @Text({ max: 819_200, about: 'Already re-encoded, without metadata' }) base64: string;
}
export class StoredAttachment {
  @Id({ about: 'Name it when submitting, within a day' }) attachmentId: string;
}
/** Only whoever sent it can use it; unused ones are removed after a day. */
export const StoreAttachment = defineCommand<StoredAttachment>()('feedback.attachment.store', StoreAttachmentRequest);

export class ReadAttachmentRequest {
  @Id() attachmentId: string;
}
export interface AttachmentBytes {
  contentType: PhotoType;
  base64: string;
}
/** Of a case that the caller may see. */
export const ReadAttachment = defineQuery<AttachmentBytes>()('feedback.attachment.read', ReadAttachmentRequest);
