import sharp from 'sharp';

/** A file that is refused as a whole, later: what matters is who may send one. */
export const csvFile = (name: string) => ({ name, bytes: Buffer.from('不是,名单\n') });

const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#b3261e' } })
  .png()
  .toBuffer();
export const photoFile = () => ({ name: 'photo.png', bytes: Buffer.from(png) });
