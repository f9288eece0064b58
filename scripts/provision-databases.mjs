// A role and a database for each service, so that no query of one can reach the data of another.
// Also a program: DATABASE_URL=<administrator> MEMBERSHIP_DB_PASSWORD=… node scripts/provision-databases.mjs
import { pathToFileURL } from 'node:url';
import { ExplainedFailure, explain } from './explained-failure.mjs';
import { databaseNameOf, servicesWithDatabase } from './services.mjs';

/**
 * Safe to run again: what exists is kept, and roles get the given passwords.
 *
 * @param {string} adminUrl of a superuser, or of a role that may create databases and roles
 * @param {Record<string, string>} passwords by service name
 * @returns {Promise<Record<string, string>>} the database URL of each service
 */
export async function provisionDatabases(adminUrl, passwords) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await connect(client, adminUrl);
  try {
    const { rows } = await client.query(
      'select rolsuper, rolcreatedb and rolcreaterole as may_create from pg_roles where rolname = current_user',
    );
    const { rolsuper: isSuperuser, may_create: mayCreate } = rows[0];
    if (!isSuperuser && !mayCreate) {
      throw new ExplainedFailure(
        'DATABASE_URL 的用户不能建库建角色：请改用超级用户，或授予 CREATEDB 和 CREATEROLE。',
        'The user of DATABASE_URL may not create databases and roles: use a superuser, or grant CREATEDB and CREATEROLE.',
      );
    }
    for (const { name } of servicesWithDatabase)
      await provision(client, databaseNameOf(name), passwords[name], isSuperuser);
  } finally {
    await client.end();
  }
  return Object.fromEntries(
    servicesWithDatabase.map(({ name }) => [name, databaseUrlOf(adminUrl, databaseNameOf(name), passwords[name])]),
  );
}

async function provision(client, name, password, isSuperuser) {
  const role = client.escapeIdentifier(name);
  const exists = async (query) => (await client.query(query, [name])).rowCount > 0;
  const hasRole = await exists('select 1 from pg_roles where rolname = $1');
  await client.query(`${hasRole ? 'alter' : 'create'} role ${role} login password ${client.escapeLiteral(password)}`);
  if (!(await exists('select 1 from pg_database where datname = $1'))) {
    // only a member of a role may give it a database, unless a superuser
    if (!isSuperuser) await client.query(`grant ${role} to current_user`);
    await client.query(`create database ${role} owner ${role}`);
  }
  await client.query(`revoke connect, temporary on database ${role} from public`);
}

async function connect(client, adminUrl) {
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(adminUrl);
    if (error.code === '28P01' || error.code === '28000') {
      throw new ExplainedFailure(
        `${host} 的 PostgreSQL 拒绝了登录：请核对 DATABASE_URL 的用户和密码（内置数据库的密码在数据目录的 secrets.json 里）。`,
        `The PostgreSQL at ${host} refused the login: check user and password in DATABASE_URL (those of the embedded one are in secrets.json in the data folder).`,
        { cause: error },
      );
    }
    throw new ExplainedFailure(
      `连不上 ${host} 的 PostgreSQL（${error.code ?? error.message}）：请检查 DATABASE_URL，确认它已启动。`,
      `The PostgreSQL at ${host} cannot be reached (${error.code ?? error.message}): check DATABASE_URL and that it is running.`,
      { cause: error },
    );
  }
}

/** The administrator's URL with another role and database, so that host and TLS options stay. */
function databaseUrlOf(adminUrl, name, password) {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return url.href;
}

async function main() {
  const passwords = {};
  const missing = process.env.DATABASE_URL ? [] : ['DATABASE_URL'];
  for (const { name } of servicesWithDatabase) {
    const variable = `${name.toUpperCase()}_DB_PASSWORD`;
    passwords[name] = process.env[variable];
    if (!passwords[name]) missing.push(variable);
  }
  if (missing.length > 0) {
    const list = missing.join(', ');
    throw new ExplainedFailure(
      `缺少环境变量：${list}。请在 .env 中填写（参考 .env.example）。`,
      `Missing variables: ${list}. Set them in .env (see .env.example).`,
    );
  }
  await provisionDatabases(process.env.DATABASE_URL, passwords);
  process.stdout.write('数据库已备好。  The databases are ready.\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  });
}
