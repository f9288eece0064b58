import { Database } from '@guantong/persistence';
import { Injectable, Logger } from '@nestjs/common';
import { TransferRepository } from '../persistence/transfer-repository.js';
import { SettleTransfer } from './settle-transfer.js';

/** Transfers whose notice or whose time is over, by the database's clock. Any number of copies may look. */
@Injectable()
export class SettleDueTransfers {
  private readonly log = new Logger('SettleDueTransfers');

  constructor(
    private readonly database: Database,
    private readonly transfers: TransferRepository,
    private readonly settle: SettleTransfer,
  ) {}

  /** One transaction each: one that cannot be settled now holds up none of the others. Gives how many were settled. */
  async run(): Promise<number> {
    let settled = 0;
    let after: string | null = null;
    do {
      const next: { id: string | null; ok: boolean } = await this.settleNext(after);
      if (next.ok) settled++;
      after = next.id;
    } while (after);
    return settled;
  }

  private async settleNext(after: string | null): Promise<{ id: string | null; ok: boolean }> {
    let id: string | null = null;
    try {
      await this.database.transaction(async (tx) => {
        id = (await this.transfers.nextDue(tx, after)) ?? null;
        if (id) await this.settle.runDue(tx, id);
      });
      return { id, ok: id !== null };
    } catch (error) {
      if (!id) throw error;
      this.log.warn(`transfer ${String(id)} waits: ${error instanceof Error ? error.message : String(error)}`);
      return { id, ok: false };
    }
  }
}
