export function isAlive(pid: number): boolean;
/** The processes whose command line holds `text`. */
export function processesNaming(text: string): number[];
