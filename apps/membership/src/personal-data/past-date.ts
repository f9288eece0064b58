/** Whether YYYY-MM-DD is a day that there was, from 1900 to today. @param today YYYY-MM-DD */
export function isPastDate(date: string, today: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const real = new Date(Date.UTC(year, month - 1, day));
  const exists = real.getUTCFullYear() === year && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
  return exists && year >= 1900 && date <= today;
}
