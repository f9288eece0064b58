import type { Figure, Unit } from './figure.js';

const HEADINGS = ['figure', 'value', 'runs', 'baseline of this run', 'ratio', 'target', ''];
/** Columns of numbers stand to the right. */
const RIGHT = new Set([1, 2, 4]);

/** The figures as one table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(rowOf);
  const widths = HEADINGS.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (RIGHT.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const details = figures.flatMap((f) => (f.detail ? [`${f.name}: ${f.detail}`] : []));
  return [line(HEADINGS), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line), '', ...details].join(
    '\n',
  );
}

function rowOf(f: Figure): string[] {
  return [
    f.name,
    shown(f.value, f.unit),
    String(f.runs),
    f.baseline ? `${f.baseline.name} ${shown(f.baseline.value, f.baseline.unit)}` : '',
    f.ratio === undefined ? '' : `${f.ratio.toFixed(2)} ×`,
    f.target?.text ?? '',
    f.target ? (f.target.met ? 'met' : 'NOT MET') : '',
  ];
}

export function shown(value: number, unit: Unit): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  const number = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`;
}
