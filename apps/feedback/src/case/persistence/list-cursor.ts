import { fail } from '@guantong/contracts';
import { isUuid } from '@guantong/platform';

/** Where the next page begins: after this case. */
export interface Cursor {
  /** YYYY-MM-DD */
  day: string;
  id: string;
}

export const cursorOf = ({ day, id }: Cursor): string => `${day}_${id}`;

/** @throws VALIDATION_FAILED for what is not a cursor of ours */
export function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  const [day = '', id = ''] = text.split('_');
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)) || !isUuid(id)) {
    throw fail('VALIDATION_FAILED', {}, [{ field: 'cursor', rule: 'cursor' }]);
  }
  return { day, id };
}
