import type { ServiceName } from './event-definition.js';

type Shape<T> = new () => T;

/** A question (`qry.…`, changes nothing) or a command (`cmd.…`) that one service answers by NATS request/reply. */
export interface RpcDefinition<Q extends object = object, A = unknown> {
  readonly subject: string;
  readonly service: ServiceName;
  readonly isCommand: boolean;
  readonly request: Shape<Q>;
  /** Phantom: carries the answer's type. Never set. */
  readonly answer?: A;
}

const registry: RpcDefinition[] = [];

function define<Q extends object, A>(isCommand: boolean, name: string, request: Shape<Q>): RpcDefinition<Q, A> {
  const subject = `${isCommand ? 'cmd' : 'qry'}.${name}.v1`;
  if (registry.some((other) => other.subject === subject)) throw new Error(`${subject} is defined twice`);
  const definition: RpcDefinition<Q, A> = { subject, service: name.split('.')[0] as ServiceName, isCommand, request };
  registry.push(definition);
  return definition;
}

/**
 * `defineQuery<PostView>()('content.post.get', GetPostRequest)`: the answer's type comes first, by itself, so that
 * the request's can be inferred.
 */
export const defineQuery =
  <A>() =>
  <Q extends object>(name: `${ServiceName}.${string}`, request: Shape<Q>): RpcDefinition<Q, A> =>
    define<Q, A>(false, name, request);

export const defineCommand =
  <A>() =>
  <Q extends object>(name: `${ServiceName}.${string}`, request: Shape<Q>): RpcDefinition<Q, A> =>
    define<Q, A>(true, name, request);

export const allRpcs = (): readonly RpcDefinition[] => registry;
