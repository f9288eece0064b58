// The one list of what runs. Everything else (databases, roles, ports, processes, Compose checks) follows from it.

/** @type {{ name: string, hasDatabase: boolean, secrets: string[] }[]} */
export const services = [
  { name: 'membership', hasDatabase: true, secrets: ['FIELD_ENCRYPTION_KEY', 'BLIND_INDEX_KEY'] },
  { name: 'content', hasDatabase: true, secrets: [] },
  { name: 'distribution', hasDatabase: true, secrets: [] },
  { name: 'feedback', hasDatabase: true, secrets: ['RECEIPT_SECRET'] },
  { name: 'gateway', hasDatabase: false, secrets: [] },
];

/** What stands in for the world outside, in the embedded default and in tests; a real system has the real thing. */
export const smsSimulator = { name: 'sms-gateway', entry: 'dist/simulators/sms-gateway/main.js' };

export const servicesWithDatabase = services.filter((service) => service.hasDatabase);

export function serviceNamed(name) {
  const service = services.find((candidate) => candidate.name === name);
  if (!service) throw new Error(`there is no service "${name}"; there are ${services.map((s) => s.name).join(', ')}`);
  return service;
}

/** Where the build puts a service's entry, from the project root. */
export const entryOf = (name) => `dist/apps/${name}/src/main.js`;

export const databaseNameOf = (name) => `guantong_${name}`;

/** MEMBERSHIP_DATABASE_URL and the like: how tools that need several databases are told of them. */
export const databaseVariableOf = (name) => `${name.toUpperCase()}_DATABASE_URL`;

/** The gateway answers on `base`, the others answer health checks on the ports after it; simulators are further up. */
export function portsFrom(base) {
  let next = base + 1;
  const ports = services.map(({ name }) => [name, name === 'gateway' ? base : next++]);
  return { ...Object.fromEntries(ports), [smsSimulator.name]: base + 90 };
}
