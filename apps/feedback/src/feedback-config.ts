import { ServiceConfig } from '@guantong/host';
import { IsInt, IsString, Max, Min, MinLength } from 'class-validator';

export class FeedbackConfig extends ServiceConfig {
  /**
   * Key from which receipt codes of anonymous cases are made, at least 32 characters. Changing it does no harm to
   * codes already given out; only a repeat of a request from before the change is then taken for a new one.
   */
  @IsString() @MinLength(32) RECEIPT_SECRET = '';
  /** How often the clocks of open cases are looked at, ms. */
  @IsInt() @Min(50) @Max(60_000) SWEEP_INTERVAL_MS = 1000;
  /** Cases handled in one transaction of the sweep at most; fewer are taken while the database is slow. */
  @IsInt() @Min(1) @Max(10_000) SWEEP_BATCH = 2000;
  /**
   * Steps of anonymous people are told to others (events, clocks, the officer on duty) only when this many seconds of
   * the clock on the wall are full, all together, so that no message carries the moment. 900 = a quarter of an hour.
   */
  @IsInt() @Min(1) @Max(86_400) ANONYMOUS_TICK = 900;
  /** How often the copy of the unit tree is compared with membership's, in seconds. */
  @IsInt() @Min(1) @Max(86_400) UNIT_MIRROR_RECONCILE_SECONDS = 30;
}
