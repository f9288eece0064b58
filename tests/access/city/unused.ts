let serial = 100;
/** A word that has not been used yet: for codes and log-ins. */
export const unused = (): string => `n${++serial}`;
