import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A post or a case of the demo city: lines `key: value` between two lines of dashes, then the text. */
export interface DemoDocument {
  file: string;
  head: Readonly<Record<string, string>>;
  text: string;
}

export async function readDocuments(folder: string): Promise<DemoDocument[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted();
  return Promise.all(files.map((file) => readDocument(path.join(folder, file))));
}

export async function readDocument(file: string): Promise<DemoDocument> {
  const [, head = '', ...text] = (await readFile(file, 'utf8')).split(/^---$/m);
  const lines = head.trim().split('\n');
  return {
    file: path.basename(file),
    head: Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2) as [string, string])),
    text: text.join('---').trim(),
  };
}
