import { PeriodicTask } from '@guantong/host';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MembershipConfig } from '../../membership-config.js';
import { SealAuditEntries } from './seal-audit-entries.js';

/** Every copy of the service offers to seal; one at a time does. */
@Injectable()
export class KeepSealing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(config: MembershipConfig, seal: SealAuditEntries) {
    this.task = new PeriodicTask('KeepSealing', config.AUDIT_SEAL_MS, () => seal.run());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }
}
