const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s·•・.\-']/g, '');

/** Whether two spellings are of one name: blanks, dots between the parts of a name and width do not matter. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b) && plain(a) !== '';
