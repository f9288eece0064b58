import type { RpcDefinition, ServiceName } from '@guantong/contracts';
import { answerAs, messagingController } from '../../../libs/messaging/messaging.rpc.js';
import { isMentioned, type LoadedClass, loadClasses, ownerOf } from './load-classes.js';

/** Nest's keys for what its decorators leave behind. */
const PATTERN = 'microservices:pattern';
const ARGUMENTS = '__routeArguments__';
/** Nest's number for `@Payload()`. */
const PAYLOAD = '3';

export interface FoundRpcHandler {
  service: string;
  file: string;
  className: string;
  subject: string;
  /** The class that the payload is checked against; none when the handler takes no payload. */
  payload?: unknown;
}

/** What the methods of one controller class answer. */
function handlersOf(type: LoadedClass['type'], file: string, service: string): FoundRpcHandler[] {
  return Object.getOwnPropertyNames(type.prototype).flatMap((method) => {
    const handler = (type.prototype as Record<string, unknown>)[method];
    if (typeof handler !== 'function') return [];
    const patterns = (Reflect.getMetadata(PATTERN, handler) ?? []) as string[];
    const given = (Reflect.getMetadata(ARGUMENTS, type, method) ?? {}) as Record<string, { index: number }>;
    const types = (Reflect.getMetadata('design:paramtypes', type.prototype as object, method) ?? []) as unknown[];
    const payload = Object.entries(given).find(([key]) => key.split(':')[0] === PAYLOAD)?.[1];
    return patterns.map((subject) => ({
      service,
      file,
      className: type.name,
      subject,
      ...(payload && { payload: types[payload.index] }),
    }));
  });
}

/** The controllers of the services, and the one that messaging makes for each service with a database. */
export async function findRpcHandlers(services: readonly ServiceName[]): Promise<FoundRpcHandler[]> {
  const classes = await loadClasses(['apps/*/src/**/*.ts'], /^\s*@RpcHandler\(/m);
  const own = classes.flatMap(({ file, type }) => handlersOf(type, file, ownerOf(file).name));
  const everyServices = services
    .filter((service) => isMentioned('MessagingModule.forService', `apps/${service}/src/**/*.module.ts`))
    .flatMap((service) => {
      const controller = messagingController();
      answerAs(controller, service);
      return handlersOf(controller, 'libs/messaging/messaging.rpc.ts', service);
    });
  return [...own, ...everyServices];
}

/** What is defined and not answered, or answered otherwise than defined. Only of services that are there. */
export function rpcGaps(
  definitions: readonly Pick<RpcDefinition, 'subject' | 'service' | 'request'>[],
  handlers: readonly FoundRpcHandler[],
  apps: readonly string[],
): string[] {
  const wrongCount = definitions
    .filter(({ service }) => apps.includes(service))
    .flatMap(({ subject, service }) => {
      const count = handlers.filter((h) => h.subject === subject && h.service === service).length;
      return count === 1 ? [] : [`${subject} has ${count} handlers in ${service}`];
    });
  const wrongPlace = handlers
    .filter(({ subject, service }) => !definitions.some((d) => d.subject === subject && d.service === service))
    .map(({ subject, file }) => `${subject} does not belong to the service of ${file}`);
  const wrongClass = handlers.flatMap(({ subject, payload, file }) => {
    const request = definitions.find((d) => d.subject === subject)?.request;
    if (!request || payload === request || (!payload && Object.keys(new request()).length === 0)) return [];
    return [`${subject} is not checked against ${request.name} in ${file}`];
  });
  return [...wrongCount, ...wrongPlace, ...wrongClass];
}

/** Controllers that no module brings in. */
export const orphans = (handlers: readonly FoundRpcHandler[]): string[] => [
  ...new Set(
    handlers
      .filter(({ file }) => file.startsWith('apps/'))
      .filter(({ service, className }) => !isMentioned(className, `apps/${service}/src/**/*.module.ts`))
      .map(({ file }) => file),
  ),
];
