import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface LoadedClass {
  /** Relative to the root of the repository. */
  file: string;
  type: new (...given: never[]) => object;
}

const isTest = (file: string): boolean => /[.]spec[.]ts$|\/testing\//.test(file);

/** The sources that match, without tests. */
export const sourcesOf = (glob: string): string[] => globSync(glob).filter((file) => !isTest(file));

/** The name of the app or, with its folder, of the library that a file belongs to. */
export const ownerOf = (file: string): { isApp: boolean; name: string } => {
  const [top, name = ''] = file.split(path.sep);
  return { isApp: top === 'apps', name };
};

/** Loads every class that is exported by a source whose text has a line like this. */
export async function loadClasses(globs: readonly string[], line: RegExp): Promise<LoadedClass[]> {
  const files = globs.flatMap(sourcesOf).filter((file) => line.test(readFileSync(file, 'utf8')));
  const classes: LoadedClass[] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>;
    for (const value of Object.values(exported)) {
      if (typeof value === 'function' && /^class\b/.test(String(value))) {
        classes.push({ file, type: value as LoadedClass['type'] });
      }
    }
  }
  return classes;
}

/** Whether a name is written somewhere in the sources that match. */
export const isMentioned = (name: string, glob: string): boolean =>
  sourcesOf(glob).some((file) => new RegExp(`\\b${name.replaceAll('.', '\\.')}\\b`).test(readFileSync(file, 'utf8')));
