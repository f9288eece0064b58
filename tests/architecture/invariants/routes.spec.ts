import { findRoutes, type FoundRoute, routeGaps, unusedControllers } from './routes.js';

describe("the gateway's routes", () => {
  let routes: FoundRoute[];
  beforeAll(async () => {
    routes = await findRoutes();
  });

  it('were found', () => {
    expect(routes.map(({ route }) => route)).toContain('POST /api/desk/posts/:postId/approval');
    expect(routes.length).toBeGreaterThan(15);
  });

  it('each have an access rule that fits their face, and are there once', () => {
    expect(routeGaps(routes)).toEqual([]);
  });

  it('are all served: no controller is forgotten', () => {
    expect(unusedControllers(routes)).toEqual([]);
  });

  it('would be found out (the control)', () => {
    const route = { file: 'f', className: 'C' };
    expect(
      routeGaps([
        { ...route, route: 'GET /api/desk/posts' },
        { ...route, route: 'GET /api/worker/inbox', access: { face: 'open' } },
        { ...route, route: 'GET /api/open/x', access: { face: 'open' } },
        { ...route, route: 'GET /api/open/x', access: { face: 'open' } },
      ]),
    ).toEqual([
      'GET /api/desk/posts has no access rule',
      'GET /api/worker/inbox is for open',
      'GET /api/open/x is there twice',
    ]);
    expect(unusedControllers([{ ...route, route: 'GET /', className: 'ForgottenController' }])).toEqual(['f']);
  });
});
