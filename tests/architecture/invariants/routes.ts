import { isMentioned, loadClasses } from './load-classes.js';
import { ACCESS, type AccessRule } from '../../../apps/gateway/src/session/access.js';

/** Nest's keys for what its decorators leave behind. */
const PATH = 'path';
const METHOD = 'method';
const VERBS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD', 'SEARCH'];

export interface FoundRoute {
  /** `POST /api/desk/posts/:postId/approval` */
  route: string;
  file: string;
  className: string;
  access?: AccessRule;
}

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
const paths = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : [value as string]);

/** Every route that the gateway's controllers declare. */
export async function findRoutes(): Promise<FoundRoute[]> {
  const classes = await loadClasses(['apps/gateway/src/**/*.ts'], /^@Controller\(/m);
  return classes.flatMap(({ file, type }) => {
    if (!Reflect.hasMetadata(PATH, type)) return [];
    return Object.getOwnPropertyNames(type.prototype).flatMap((name) => {
      const handler = (type.prototype as Record<string, unknown>)[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD, handler)) return [];
      const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, type)) as
        | AccessRule
        | undefined;
      const verb = VERBS[Reflect.getMetadata(METHOD, handler) as number] ?? '?';
      return paths(Reflect.getMetadata(PATH, type)).flatMap((base) =>
        paths(Reflect.getMetadata(PATH, handler)).map((own) => ({
          route: `${verb} ${joined(base, own)}`,
          file,
          className: type.name,
          ...(access && { access }),
        })),
      );
    });
  });
}

/** Routes without an access rule, in the wrong face, or declared twice. */
export function routeGaps(routes: readonly FoundRoute[]): string[] {
  return routes.flatMap(({ route, access }, i) => {
    const face = /^\w+ \/api\/(desk|worker|open)\//.exec(route)?.[1];
    return [
      ...(access ? [] : [`${route} has no access rule`]),
      ...(access && face && access.face !== face ? [`${route} is for ${access.face}`] : []),
      ...(routes.findIndex((other) => other.route === route) === i ? [] : [`${route} is there twice`]),
    ];
  });
}

/** Controllers that nobody brings in: not in a list of controllers, nor in a module. */
export const unusedControllers = (routes: readonly FoundRoute[]): string[] => [
  ...new Set(
    routes
      .filter(({ className }) => !isMentioned(className, 'apps/gateway/src/**/*.{controllers,module}.ts'))
      .map(({ file }) => file),
  ),
];
