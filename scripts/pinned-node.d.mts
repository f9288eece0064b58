export function isModern(version: string): boolean;
