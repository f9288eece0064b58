import type { Scope } from '@guantong/contracts';

/**
 * The WHERE condition that keeps a query inside a scope: pass `scopeValues(scope)` as the two parameters from
 * `first` on. `unit` is the column with the row's unit id, `path` that with its path (`uuid[]`, GIN-indexed).
 */
export const scopeSql = (unit: string, path: string, first: number): string =>
  `(${unit} = any($${first}::uuid[]) or ${path} && $${first + 1}::uuid[])`;

export const scopeValues = (scope: Scope): [readonly string[], readonly string[]] => [scope.units, scope.subtrees];
