export const postHint = (postId: string): string => `post:${postId}`;
export const caseHint = (caseId: string): string => `case:${caseId}`;
/** Something about some case that this unit has or had. */
export const unitCasesHint = (unitId: string): string => `unit-cases:${unitId}`;

const decoder = new TextDecoder();

/** What an event is a hint for. An event that cannot be read is a hint for nothing. */
export function hintsOf(data: Uint8Array): string[] {
  const ids = idsOf(data);
  const hints: string[] = [];
  if (typeof ids?.postId === 'string') hints.push(postHint(ids.postId));
  if (typeof ids?.caseId === 'string') {
    hints.push(caseHint(ids.caseId));
    const units = Array.isArray(ids.unitIds) ? ids.unitIds : [];
    for (const unitId of units) if (typeof unitId === 'string') hints.push(unitCasesHint(unitId));
  }
  return hints;
}

/** A unit that has just been opened: nobody has lost anything by it. */
export const isNewUnit = (data: Uint8Array): boolean => idsOf(data)?.revision === 1;

interface Told {
  postId?: unknown;
  caseId?: unknown;
  unitIds?: unknown;
  revision?: unknown;
}

function idsOf(data: Uint8Array): Told | undefined {
  try {
    const envelope = JSON.parse(decoder.decode(data)) as { data?: Told } | null;
    return envelope?.data;
  } catch {
    return undefined;
  }
}
