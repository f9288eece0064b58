import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EVENT_HANDLER, type EventHandlerMetadata } from '@guantong/messaging';
import { isMentioned, loadClasses, ownerOf, sourcesOf } from './load-classes.js';

export interface FoundHandler {
  service: string;
  file: string;
  /** Name of the durable consumer. */
  consumer: string;
  /** Subject of the event. */
  event: string;
  className: string;
}

const classesIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name]) => name ?? '');

/** The apps that bring in a class of a library: those that name the library's Nest module which provides it. */
function appsThatUse(file: string, className: string, apps: readonly string[]): string[] {
  const modules = sourcesOf(`libs/${ownerOf(file).name}/**/*.module.ts`)
    .filter((module) => isMentioned(className, module))
    .flatMap(classesIn);
  return apps.filter((app) => modules.some((name) => isMentioned(name, `apps/${app}/src/**/*.module.ts`)));
}

/** Every handler of a durable event, once for each service in which it runs. */
export async function findEventHandlers(apps: readonly string[]): Promise<FoundHandler[]> {
  const classes = await loadClasses(['apps/*/src/**/*.ts', 'libs/**/*.ts'], /^@EventHandler\(/m);
  return classes.flatMap(({ file, type }) => {
    const metadata = Reflect.getMetadata(EVENT_HANDLER, type) as EventHandlerMetadata | undefined;
    if (!metadata) return [];
    const { isApp, name } = ownerOf(file);
    const services = isApp ? [name] : appsThatUse(file, type.name, apps);
    return services.map((service) => ({
      service,
      file,
      consumer: `${service}-${path.basename(file, '.ts')}`,
      event: metadata.event.subject,
      className: type.name,
    }));
  });
}

interface Declared {
  subject: string;
  consumers: readonly string[];
}

/** What events declare and handlers do not do, and the other way round. Only of services that are there. */
export function handlerGaps(
  events: readonly Declared[],
  handlers: readonly FoundHandler[],
  apps: readonly string[],
): string[] {
  const missing = events.flatMap(({ subject, consumers }) =>
    consumers
      .filter((service) => apps.includes(service))
      .filter((service) => !handlers.some((h) => h.service === service && h.event === subject))
      .map((service) => `${service} has no handler of ${subject}`),
  );
  const undeclared = handlers
    .filter(({ service, event }) => !events.some((e) => e.subject === event && e.consumers.includes(service)))
    .map(({ service, event, file }) => `${event} does not declare ${service} (${file})`);
  const twice = handlers
    .filter(({ consumer }, i) => handlers.findIndex((other) => other.consumer === consumer) !== i)
    .map(({ consumer }) => `two handlers share the durable consumer ${consumer}`);
  return [...missing, ...undeclared, ...twice];
}
