import type { UnitTier } from './vocabulary/tiers.js';

type DataClass<T> = new () => T;

export type ServiceName = 'membership' | 'content' | 'distribution' | 'feedback';

/**
 * A durable event: its subject, the class its data is checked against, and which services must get it.
 * `consumers` is the truth the reconciler works from; a test holds it against the handlers that exist.
 */
export interface EventDefinition<T extends object = object> {
  /** Also the CloudEvents `type`. `evt.<service>.<aggregate>.<past participle>.v1` */
  readonly subject: string;
  readonly service: ServiceName;
  readonly data: DataClass<T>;
  /** Services with a handler. An empty list means public: for live views and other systems only. */
  readonly consumers: readonly ServiceName[];
  /** Sent as `<subject>.<tier>`. */
  readonly tiered: boolean;
}

interface Options<T extends object> {
  service: ServiceName;
  aggregate: string;
  /** Past participle: `published`, `forwarded`. */
  action: string;
  version?: number;
  data: DataClass<T>;
  consumers: readonly ServiceName[];
  tiered?: boolean;
}

const registry: EventDefinition[] = [];

export function defineEvent<T extends object>(o: Options<T>): EventDefinition<T> {
  const definition: EventDefinition<T> = {
    subject: `evt.${o.service}.${o.aggregate}.${o.action}.v${o.version ?? 1}`,
    service: o.service,
    data: o.data,
    consumers: o.consumers,
    tiered: o.tiered ?? false,
  };
  registry.push(definition);
  return definition;
}

/**
 * The whole state of one thing, kept by the broker as the last message per id
 * (`state.<service>.<aggregate>.v1.<id>`). The data must carry a `revision` that only grows.
 */
export interface StateDefinition<T extends object = object> extends EventDefinition<T> {
  readonly isState: true;
}

export function defineState<T extends object>(
  o: Pick<Options<T>, 'service' | 'aggregate' | 'data' | 'consumers'>,
): StateDefinition<T> {
  const definition: StateDefinition<T> = {
    subject: `state.${o.service}.${o.aggregate}.v1`,
    service: o.service,
    data: o.data,
    consumers: o.consumers,
    tiered: false,
    isState: true,
  };
  registry.push(definition);
  return definition;
}

export const isState = (definition: EventDefinition): boolean => 'isState' in definition;

/** Every event there is, in the order of definition. */
export const allEvents = (): readonly EventDefinition[] => registry;

/** The subject one message goes out on. State needs the id, tiered events the tier. */
export function subjectOf(definition: EventDefinition, at: { tier?: UnitTier; id?: string } = {}): string {
  if (isState(definition)) {
    if (!at.id) throw new Error(`${definition.subject} needs an id`);
    return `${definition.subject}.${at.id}`;
  }
  if (definition.tiered) {
    if (!at.tier) throw new Error(`${definition.subject} needs a tier`);
    return `${definition.subject}.${at.tier.toLowerCase()}`;
  }
  return definition.subject;
}

/** The filter that a consumer of this event subscribes with. */
export const filterOf = (definition: EventDefinition): string =>
  definition.tiered || isState(definition) ? `${definition.subject}.*` : definition.subject;
