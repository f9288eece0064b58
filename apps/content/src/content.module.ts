import { UnitMirrorModule } from '@guantong/hierarchy';
import { MessagingModule } from '@guantong/messaging';
import { PersistenceModule } from '@guantong/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import type { ContentConfig } from './content-config.js';
import { contentMigrations } from './migrations.js';
import { postSchemas } from './post/persistence/post-schema.js';
import { PostModule } from './post/post.module.js';

/** Posts from the first draft to their recall. Knows nothing of who receives them. */
@Module({})
export class ContentModule {
  static with(config: ContentConfig): DynamicModule {
    return {
      module: ContentModule,
      imports: [
        PersistenceModule.forService(() => ({
          service: 'content',
          databaseUrl: config.DATABASE_URL,
          poolSize: config.DB_POOL,
          entities: postSchemas,
          migrations: contentMigrations,
        })),
        MessagingModule.forService(() => ({ service: 'content', natsUrl: config.NATS_URL })),
        UnitMirrorModule.forService(() => ({ reconcileEveryMs: config.UNIT_MIRROR_RECONCILE_SECONDS * 1000 })),
        PostModule,
      ],
    };
  }
}
