import { type DynamicModule, Global, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { retryUntilDone } from '@guantong/platform';
import { Database } from './database.js';
import { IdempotentCommands } from './idempotent-commands.js';
import { migrate } from './migrate.js';
import { ormConfig, type OrmOptions } from './orm-config.js';

/** Opens the service's database, waits for it if need be, and migrates it, before anything else of the service runs. */
@Global()
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly orm: MikroORM) {}

  static forService(options: () => OrmOptions): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        { provide: MikroORM, useFactory: () => connect(options()) },
        { provide: Database, useFactory: (orm: MikroORM) => Database.of(orm), inject: [MikroORM] },
        IdempotentCommands,
      ],
      exports: [MikroORM, Database, IdempotentCommands],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
  }
}

async function connect(options: OrmOptions): Promise<MikroORM> {
  const log = new Logger('Persistence');
  const orm = await MikroORM.init(ormConfig(options));
  await retryUntilDone(() => migrate(orm), {
    onFailure: (error, tries) => {
      if (tries === 1 || tries % 10 === 0) log.warn(`the database is not ready yet: ${String(error)}`);
      if (tries > 10 && !isConnectionTrouble(error)) throw error;
    },
  });
  return orm;
}

const isConnectionTrouble = (error: unknown): boolean =>
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|timeout|terminat|starting up|shutting down|recovery/i.test(String(error));
