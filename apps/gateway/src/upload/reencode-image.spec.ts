import { PHOTO_MAX_BYTES } from '@guantong/contracts';
import sharp from 'sharp';
import { reencodeImage } from './reencode-image.js';

/** A picture without any pattern, which compresses worst. */
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });

describe('drawing a photo anew', () => {
  it('leaves nothing of the file but the picture', async () => {
    const given = await noise(400, 300)
      .withExif({ IFD0: { Make: 'CANARY-CAMERA' }, IFD3: { GPSLatitude: '39/1 54/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect(given.includes('CANARY-CAMERA')).toBe(true); // the control
    const { bytes, contentType } = await reencodeImage(given);
    expect(contentType).toBe('image/jpeg');
    expect(bytes.includes('CANARY-CAMERA')).toBe(false);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  it('turns it upright before it forgets how it was held', async () => {
    const { bytes } = await reencodeImage(await noise(400, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 300, height: 400 });
  });

  it('makes it small enough for a slow line, however large it was', async () => {
    const { bytes } = await reencodeImage(await noise(4000, 3000).jpeg({ quality: 95 }).toBuffer());
    const { width, height } = await sharp(bytes).metadata();
    expect(Math.max(width, height)).toBeLessThanOrEqual(1600);
    expect(bytes.length).toBeLessThanOrEqual(PHOTO_MAX_BYTES);
  });

  it('drops what is hidden behind the picture', async () => {
    const { bytes } = await reencodeImage(
      Buffer.concat([await noise(40, 30).jpeg().toBuffer(), Buffer.from('<?php CANARY ?>')]),
    );
    expect(bytes.includes('CANARY')).toBe(false);
  });

  it('takes PNG and WebP as well', async () => {
    for (const given of [await noise(40, 30).png().toBuffer(), await noise(40, 30).webp().toBuffer()]) {
      expect(await reencodeImage(given)).toMatchObject({ contentType: 'image/jpeg' });
    }
  });

  it('refuses what is no picture, or only begins like one', async () => {
    const cut = (await noise(400, 300).jpeg().toBuffer()).subarray(0, 60);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const given of [Buffer.from('MZ'), Buffer.alloc(0), svg, cut]) {
      await expect(reencodeImage(given)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
    }
  });

  it('refuses a small file that unpacks to a huge picture', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(reencodeImage(bomb)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
});
