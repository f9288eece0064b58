export function freePort(): Promise<number>;
export function requireFreePort(port: number, about: { variable: string; what: string; host?: string }): Promise<void>;
