/**
 * The states of a post at one unit, and what may bring it from one to the next. The same at every tier: what a relay
 * calls FORWARDED (handed on to the children) a grassroots union's delivery calls OPEN (shown to the members).
 */
export const RELAY_TRANSITIONS = [
  { from: null, to: 'PENDING', by: 'ARRIVAL' },
  { from: null, to: 'FORWARDED', by: 'PUBLISHED' },
  { from: null, to: 'FORWARDED', by: 'AUTO' },
  { from: 'PENDING', to: 'FORWARDED', by: 'MANUAL' },
  { from: 'PENDING', to: 'FORWARDED', by: 'PASS_THROUGH' },
  { from: 'PENDING', to: 'TAKEN_OVER', by: 'SUCCESSION' },
] as const;

export type RelayState = NonNullable<(typeof RELAY_TRANSITIONS)[number]['to']>;
