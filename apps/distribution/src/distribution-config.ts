import { ServiceConfig } from '@guantong/host';
import { IsIn, IsInt, Max, Min } from 'class-validator';

/** Settings of the distribution service, besides those every service has. */
export class DistributionConfig extends ServiceConfig {
  /** Child rows that one RelayForwarded message may lead to, unless a single parent has more by itself. */
  @IsInt() @Min(1) @Max(50_000) FAN_OUT_CHUNK = 3000;

  /** How long a receipt may wait for others before they are written together, ms. */
  @IsInt() @Min(0) @Max(50) RECEIPT_GATHER_MS = 3;
  /** Writers of receipts in one process; a union always belongs to the same one. */
  @IsIn([1, 2, 4]) RECEIPT_WRITERS = 4;
  /** Receipts in one statement at most. */
  @IsInt() @Min(1) @Max(100_000) RECEIPT_BATCH = 10_000;

  /** How often overdue must-forward posts are passed through, ms. Idle, a sweep costs some 0.1 ms. */
  @IsInt() @Min(50) @Max(600_000) PASS_THROUGH_SWEEP_MS = 1000;
  /** Units passed through in one transaction at most. */
  @IsInt() @Min(1) @Max(10_000) PASS_THROUGH_BATCH = 1000;

  /** How often a post is looked over for units that should have it and do not, ms. */
  @IsInt() @Min(50) @Max(600_000) GAP_SWEEP_MS = 5000;
  /** A hand-over younger than this is still on its way, and no gap, seconds. */
  @IsInt() @Min(0) @Max(3600) GAP_GRACE_S = 15;

  /** How often the mirror of the workers is held against membership, seconds; also done at start. */
  @IsInt() @Min(1) @Max(86_400) WORKER_RECONCILE_S = 600;
}
