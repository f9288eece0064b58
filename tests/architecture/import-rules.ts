import type { IFlattenedRuleSet } from 'dependency-cruiser';

type ImportRule = NonNullable<IFlattenedRuleSet['forbidden']>[number] & { name: string; comment: string };

/** An npm package, found or not. */
const npm = (name: string): string => `(^|node_modules/)${name}(/|$)`;
const DOMAIN = { path: '^apps/.+/domain/', pathNot: '[.]spec[.]ts$' };
const OUTER_LAYERS = '^apps/.+/(application|persistence|messaging|rpc|testing)/|^apps/.+[.]module[.]ts$';

/** Who may import whom, checked on what is written, types included. */
export const IMPORT_RULES: readonly ImportRule[] = [
  {
    name: 'apps-never-import-apps',
    comment: 'Services meet over NATS, with libs/contracts as their language.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'libs-never-import-apps',
    comment: 'A library does not know who uses it.',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'domain-imports-no-package',
    comment: 'Rules and states are plain TypeScript: no Nest, no MikroORM, nothing from npm.',
    severity: 'error',
    from: DOMAIN,
    to: { path: 'node_modules/' },
  },
  {
    name: 'domain-imports-vocabulary-and-platform-only',
    comment: 'Of the libraries, domain/ knows the words (contracts) and the platform.',
    severity: 'error',
    from: DOMAIN,
    to: { path: '^libs/', pathNot: '^libs/(contracts|platform)/' },
  },
  {
    name: 'domain-does-not-look-outward',
    comment: 'application/, persistence/, messaging/ and rpc/ use domain/, never the other way round.',
    severity: 'error',
    from: DOMAIN,
    to: { path: OUTER_LAYERS },
  },
  {
    name: 'only-persistence-connects-to-postgresql',
    comment: 'One pool per service, with its time limits. Messaging has one more connection, to LISTEN.',
    severity: 'error',
    from: { pathNot: '^libs/(persistence|messaging/outbox|testing)/' },
    to: { path: npm('pg') },
  },
  {
    name: 'only-messaging-speaks-nats',
    comment:
      'Outbox, processed messages and dead letters are right in one place. The gateway, which has no database and ' +
      'handles no event, watches subjects for hints; tests play other services.',
    severity: 'error',
    from: { pathNot: '^libs/messaging/|^apps/gateway/src/(broker|live|testing)/|[.]spec[.]ts$' },
    to: { path: npm('@nats-io') },
  },
  {
    name: 'no-cycles',
    comment: 'What imports each other in a circle cannot be understood, nor loaded, one by one. (Types may.)',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'everything-resolves',
    comment: 'An import that is not found is not checked by the other rules either.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** Checked on what is there at run time, with contracts and platform taken as they are. */
export const REACH_RULES: readonly ImportRule[] = [
  {
    name: 'domain-reaches-no-package',
    comment: 'Nor through a file in between, outside the layers.',
    severity: 'error',
    from: DOMAIN,
    to: { path: `node_modules/|^libs/(?!contracts|platform)|${OUTER_LAYERS}`, reachable: true },
  },
];
