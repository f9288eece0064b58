import { fail, PHOTO_MAX_BYTES, type PhotoType } from '@guantong/contracts';
import sharp from 'sharp';

export interface ReencodedImage {
  contentType: PhotoType;
  bytes: Buffer;
}

/** 40 megapixels: more than a phone takes, and 160 MB once unpacked. */
const MAX_PIXELS = 40_000_000;
/** Tried in this order until the result is small enough; the first does for nearly every photo. */
const TRIES = [
  { side: 1600, quality: 80 },
  { side: 1600, quality: 60 },
  { side: 1200, quality: 50 },
  { side: 800, quality: 40 },
] as const;

const hex = (b: Buffer, from: number, to: number): string => b.toString('hex', from, to);
/** By the first bytes, whatever name and type were claimed. */
const isPhoto = (b: Buffer): boolean =>
  hex(b, 0, 3) === 'ffd8ff' || // JPEG
  hex(b, 0, 8) === '89504e470d0a1a0a' || // PNG
  (hex(b, 0, 4) === '52494646' && hex(b, 8, 12) === '57454250'); // RIFF … WEBP

/**
 * A photo drawn anew: turned upright, at most 1600 pixels a side, at most 600 KB, JPEG. Nothing else of the file is
 * left: not its name, place, camera or time, nor anything hidden behind the picture.
 *
 * @throws UNSUPPORTED_MEDIA_TYPE for what is not a JPEG, PNG or WebP picture, PAYLOAD_TOO_LARGE above 40 megapixels
 */
export async function reencodeImage(given: Buffer): Promise<ReencodedImage> {
  if (!isPhoto(given)) throw fail('UNSUPPORTED_MEDIA_TYPE');
  const { width, height } = await readable(sharp(given, { limitInputPixels: false }).metadata());
  if (width * height > MAX_PIXELS) throw fail('PAYLOAD_TOO_LARGE');
  for (const { side, quality } of TRIES) {
    const image = sharp(given, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
      .rotate() // upright by EXIF, before EXIF is dropped
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality });
    const bytes = await readable(image.toBuffer());
    if (bytes.length <= PHOTO_MAX_BYTES) return { contentType: 'image/jpeg', bytes };
  }
  throw fail('PAYLOAD_TOO_LARGE');
}

/** A file that only looks like a picture. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw fail('UNSUPPORTED_MEDIA_TYPE');
  }
}
