import { Client } from 'pg';
import { provisionDatabases } from '../../scripts/provision-databases.mjs';
import { servicesWithDatabase } from '../../scripts/services.mjs';
import { startTestDatabase } from '../../scripts/test-database.mjs';

describe('provisioning', () => {
  const passwords = Object.fromEntries(servicesWithDatabase.map(({ name }) => [name, `secret-of-${name}`]));
  let server: Awaited<ReturnType<typeof startTestDatabase>>;
  let urls: Record<string, string>;
  beforeAll(async () => {
    // a server of its own: roles are shared by all databases of a server, and other tests may provision as well
    server = await startTestDatabase();
    urls = await provisionDatabases(server.url, passwords);
  });
  afterAll(() => server.stop());

  const query = async (connectionString: string, sql: string) => {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('gives each service a database that it owns', async () => {
    expect(Object.keys(urls)).toEqual(['membership', 'content', 'distribution', 'feedback']);
    await query(urls.content!, 'create table post (id int); insert into post values (1)');
    expect(await query(urls.content!, 'select current_database() as db, current_user as who, id from post')).toEqual([
      { db: 'guantong_content', who: 'guantong_content', id: 1 },
    ]);
  });

  it('can be done again, and keeps the data', async () => {
    await query(urls.feedback!, 'create table feedback_case (id int); insert into feedback_case values (7)');
    expect(await provisionDatabases(server.url, passwords)).toEqual(urls);
    expect(await query(urls.feedback!, 'select id from feedback_case')).toEqual([{ id: 7 }]);
  });

  it('lets no service into the database of another', async () => {
    for (const { name: owner } of servicesWithDatabase) {
      for (const { name: stranger } of servicesWithDatabase.filter(({ name }) => name !== owner)) {
        const url = new URL(urls[stranger]!);
        url.pathname = new URL(urls[owner]!).pathname;
        await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  it('asks for the password', async () => {
    const url = new URL(urls.content!);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('makes databases in which Chinese can be searched', async () => {
    await query(urls.content!, 'create extension if not exists pg_trgm');
    expect(await query(urls.content!, "select cardinality(show_trgm('工会')) > 0 as sees")).toEqual([{ sees: true }]);
  });

  it('works for an administrator who is no superuser', async () => {
    const other = await startTestDatabase();
    try {
      await query(other.url, "create role builder login createdb createrole password 'b'");
      const url = new URL(other.url);
      url.username = 'builder';
      url.password = 'b';
      const made: Record<string, string> = await provisionDatabases(url.href, passwords);
      expect(await provisionDatabases(url.href, passwords)).toEqual(made);
      await query(made.membership!, 'create table unit (id int)');
    } finally {
      await other.stop();
    }
  });

  it('says what to do when the server cannot be reached', async () => {
    await expect(provisionDatabases('postgres://a:b@127.0.0.1:1/postgres', passwords)).rejects.toThrow(
      /cannot be reached \(ECONNREFUSED\): check DATABASE_URL/,
    );
  });
});
