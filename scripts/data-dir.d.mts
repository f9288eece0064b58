export function openDataDir(dataDir: string): void;
export function requireFreeSpace(dataDir: string, neededBytes?: number): void;
