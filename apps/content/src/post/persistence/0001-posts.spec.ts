import { disposableDatabase } from '@guantong/testing';
import { contentMigrations } from '../../migrations.js';
import { postSchemas } from './post-schema.js';

describe("content's migrations", () => {
  it('make exactly the tables that the entities say', async () => {
    const db = await disposableDatabase({ entities: postSchemas, migrations: contentMigrations });
    try {
      expect((await db.orm.schema.getUpdateSchemaSQL()).trim()).toBe('');
    } finally {
      await db.drop();
    }
  });

  it('would be found out if they did not (the control)', async () => {
    const db = await disposableDatabase({ entities: postSchemas, migrations: contentMigrations });
    try {
      await db.database.query('alter table post drop column kind');
      expect(await db.orm.schema.getUpdateSchemaSQL()).toContain('kind');
    } finally {
      await db.drop();
    }
  });
});
