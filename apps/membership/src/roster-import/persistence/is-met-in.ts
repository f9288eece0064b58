/**
 * Whether a line of `roster_import_line` (`l` is its alias) is about the worker it names: worked on, found as it should
 * be, or refused because the worker has changed since the check. Only a line that needs a transfer names somebody else's.
 */
export const isMetIn = (l: string): string => `${l}.worker_id is not null and ${l}.outcome <> 'NEEDS_TRANSFER'`;
