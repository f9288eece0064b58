import { ServiceConfig } from '@guantong/host';
import { IsInt, Max, Min } from 'class-validator';

export class ContentConfig extends ServiceConfig {
  /** How often the copy of the unit tree is compared with membership, in seconds. */
  @IsInt() @Min(1) @Max(86_400) UNIT_MIRROR_RECONCILE_SECONDS = 30;
}
