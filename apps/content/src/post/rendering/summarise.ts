import { POST_SUMMARY_MAX } from '@guantong/contracts';

const SENTENCE_ENDS = ['。', '！', '？', '. ', '! ', '? '];
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** As many whole characters (an emoji of several parts is one to the reader) as fit into `max` code points. */
function beginning(text: string, max: number): string {
  let result = '';
  let length = 0;
  for (const { segment } of segmenter.segment(text)) {
    length += [...segment].length;
    if (length > max) break;
    result += segment;
  }
  return result;
}

/** The beginning of a text, at most 120 characters, cut after a sentence where one ends in its second half. */
export function summarise(text: string): string {
  const fits = beginning(text, POST_SUMMARY_MAX);
  if (fits === text) return text;
  const sentenceEnd = Math.max(...SENTENCE_ENDS.map((mark) => fits.lastIndexOf(mark)));
  return sentenceEnd >= POST_SUMMARY_MAX / 2
    ? fits.slice(0, sentenceEnd + 1)
    : `${beginning(text, POST_SUMMARY_MAX - 1).trimEnd()}…`;
}
