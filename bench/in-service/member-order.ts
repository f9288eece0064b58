import { Random } from '../../demo/generate/random.js';

export interface Union {
  readonly unitId: string;
  readonly slots: number;
}

export interface Member {
  readonly unitId: string;
  readonly slot: number;
}

/** `count` different members of these unions in an order that has nothing to do with their unions, as phones come in. */
export function membersAtRandom(unions: readonly Union[], count: number, seed: number): Member[] {
  const members: Member[] = unions.flatMap(({ unitId, slots }) =>
    Array.from({ length: slots }, (_, slot) => ({ unitId, slot })),
  );
  const random = new Random(seed, 1);
  // the first `count` steps of a Fisher-Yates shuffle
  for (let i = 0; i < Math.min(count, members.length); i++) {
    const j = i + random.below(members.length - i);
    const [a, b] = [members[i], members[j]];
    if (a && b) [members[i], members[j]] = [b, a];
  }
  return members.slice(0, count);
}
