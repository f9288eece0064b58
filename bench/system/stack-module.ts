import path from 'node:path';
import { pathToFileURL } from 'node:url';

type StackModule = typeof import('../../scripts/stack.mjs');
export type Stack = Awaited<ReturnType<StackModule['startStack']>>;

/** scripts/ is not compiled, so its place relative to the build is not that of the sources: from the project's root. */
export async function startStack(...options: Parameters<StackModule['startStack']>): Promise<Stack> {
  const place = pathToFileURL(path.resolve('scripts/stack.mjs')).href;
  const module = (await import(place)) as StackModule;
  return module.startStack(...options);
}
