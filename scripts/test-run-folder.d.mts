/** `place`: the folder in which it is made; in memory where there is room, if none is named. */
export function openTestRunFolder(place?: string): Promise<{ folder: string; clear(): Promise<void> }>;
