import type { FastifyInstance } from 'fastify';

interface Route {
  method: string;
  /** As registered: /api/desk/posts/:postId */
  template: string;
  pattern: RegExp;
}

/** Which routes are served, as fastify knows them: to tell a wrong method from a wrong address, and for tests. */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Call before the first route is registered. */
  watch(instance: FastifyInstance): void {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.routes.push({ method: one, template: url, pattern: patternOf(url) });
    });
  }

  all(): readonly Readonly<Route>[] {
    return this.routes;
  }

  /** The methods an address takes; empty when there is nothing at it. Only asked for requests that fit no route. */
  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    return [...new Set(this.routes.filter((route) => route.pattern.test(path)).map((route) => route.method))];
  }
}

const patternOf = (template: string): RegExp => {
  const source = template
    .split('/')
    .map((part) =>
      part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
    )
    .join('/');
  return new RegExp(`^${source}$`);
};
