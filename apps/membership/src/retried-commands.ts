import { IdempotentCommands, type Tx } from '@guantong/persistence';
import { DomainError } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { retryOnConflict } from './roster-import/application/retry-on-conflict.js';

/** Another transaction moved the worker between our two looks; the next look sees where to. */
const TRIES = 3;

/** Commands that hold several unions and workers at once, begun again when they lost against another transaction. */
@Injectable()
export class RetriedCommands {
  constructor(private readonly commands: IdempotentCommands) {}

  async run<A>(command: string, request: object, work: (tx: Tx) => Promise<A>): Promise<A> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await retryOnConflict(() => this.commands.run(command, request, work));
      } catch (error) {
        if (attempt === TRIES || !(error instanceof DomainError && error.code === 'CONFLICT')) throw error;
      }
    }
  }
}
