export function openLog(file: string): number;
export function rotateLog(file: string, limitBytes?: number): void;
export function lastLines(file: string, count?: number): string;
