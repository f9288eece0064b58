import sharp from 'sharp';

const WIDTH = 1200;
const HEIGHT = 900;
const POLES = [180, 390, 600, 810, 1020];
const DECKS = [700, 500, 300];

/** The bay on the top deck whose guard rail is missing. */
const GAP = { deck: 300, from: 600, to: 810 };

const line = (x1: number, y1: number, x2: number, y2: number, colour: string, width: number): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;

function scaffold(): string {
  const parts: string[] = [];
  for (const x of POLES) parts.push(line(x, 130, x, 840, '#5b6470', 14));
  for (const deck of DECKS) {
    parts.push(`<rect x="150" y="${deck}" width="900" height="22" fill="#b9853f"/>`);
    POLES.slice(0, -1).forEach((from, bay) => {
      const to = POLES[bay + 1] ?? from;
      if (deck === GAP.deck && from === GAP.from) return;
      for (const height of [60, 115]) parts.push(line(from, deck - height, to, deck - height, '#e0a81c', 10));
    });
  }
  parts.push(line(180, 840, 390, 722, '#7a838f', 8), line(810, 722, 1020, 840, '#7a838f', 8));
  return parts.join('');
}

/** A worker in a helmet, standing where the rail should be. */
const worker =
  '<g><circle cx="690" cy="186" r="20" fill="#e2b48c"/><path d="M666 182a24 24 0 0 1 48 0z" fill="#d8372b"/>' +
  '<rect x="672" y="206" width="36" height="52" rx="10" fill="#e8742c"/>' +
  '<rect x="675" y="256" width="12" height="44" fill="#33415c"/><rect x="693" y="256" width="12" height="44" fill="#33415c"/></g>';

const mark = `<ellipse cx="705" cy="240" rx="135" ry="105" fill="none" stroke="#d8372b" stroke-width="9" stroke-dasharray="26 16"/>`;

/** A stylised photograph of a scaffold with one guard rail missing, as JPEG. */
export function drawScaffold(): Promise<Buffer> {
  const picture =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#cfdde8"/><rect y="840" width="${WIDTH}" height="60" fill="#a08b6d"/>` +
    `<rect x="240" y="90" width="720" height="750" fill="#b8b4ab"/>` +
    `${scaffold()}${worker}${mark}</svg>`;
  return sharp(Buffer.from(picture)).jpeg({ quality: 72, mozjpeg: true }).toBuffer();
}
