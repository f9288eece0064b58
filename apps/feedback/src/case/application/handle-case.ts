import type { Actor, DeskCase } from '@guantong/contracts';
import { IdempotentCommands, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { ReadCases } from './read-cases.js';

/** Runs a command of the desk, once per `Idempotency-Key`, and answers with the case as it is after it. */
@Injectable()
export class HandleCase {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly cases: ReadCases,
  ) {}

  run(command: string, actor: Actor, request: { caseId: string }, work: (tx: Tx) => Promise<void>): Promise<DeskCase> {
    return this.commands.run(command, { ...request }, async (tx) => {
      await work(tx);
      return this.cases.forStaff(actor, request.caseId, tx);
    });
  }
}
