import type { Actor, MirroredWorker, Scope, Succession } from '@guantong/contracts';

/** On whose word a change is carried out. */
export interface ChangeAuthority {
  actor: Actor;
  /** Where that person may manage units, now. */
  scope: Scope;
  changeId: string;
  /**
   * The change was planned on an earlier day: workers named then who have left since are passed over, while today they
   * are a mistake in the request.
   */
  planned: boolean;
}

/** What others must be told of. */
export interface TreeChange {
  /** Units of which anything is different now, path included. */
  unitIds: string[];
  workers?: MirroredWorker[];
  successions?: { succession: Succession; fromUnitId: string; toUnitIds: string[] }[];
}
