import {
  DraftEdit,
  NewDraft,
  PostApproval,
  PostById,
  PostCorrection,
  PostCountsByStatus,
  PostHistory,
  PostList,
  PostPublication,
  PostRecall,
  PostRejection,
  PostRevisionByNumber,
  PostSubmission,
  type Role,
  type RpcDefinition,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildStaff, buildWorker } from '../../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../../testing/gateway-fixture.js';

const postId = newId();
const unitId = newId();
const one = `/api/desk/posts/${postId}`;
const draft = { unitId, kind: 'notice', title: '通知', bodyMarkdown: '正文' };

interface Route {
  route: string;
  definition: RpcDefinition<never> | RpcDefinition;
  /** What the service is asked. */
  asks: object;
  body?: object;
  role: Role;
  status?: number;
}

const ROUTES: Route[] = [
  { route: 'POST /api/desk/posts', definition: NewDraft, body: draft, asks: draft, role: 'publisher', status: 201 },
  {
    route: `PATCH ${one}`,
    definition: DraftEdit,
    body: { version: 1, summary: null },
    asks: { postId, version: 1, summary: null },
    role: 'publisher',
  },
  { route: `POST ${one}/submission`, definition: PostSubmission, asks: { postId }, role: 'publisher' },
  {
    route: `POST ${one}/approval`,
    definition: PostApproval,
    body: { version: 2 },
    asks: { postId, version: 2 },
    role: 'reviewer',
  },
  {
    route: `POST ${one}/rejection`,
    definition: PostRejection,
    body: { comment: '请补充' },
    asks: { postId, comment: '请补充' },
    role: 'reviewer',
  },
  { route: `POST ${one}/publication`, definition: PostPublication, body: {}, asks: { postId }, role: 'publisher' },
  {
    route: `POST ${one}/correction`,
    definition: PostCorrection,
    body: { reason: '有误', title: '新' },
    asks: { postId, reason: '有误', title: '新' },
    role: 'publisher',
  },
  {
    route: `POST ${one}/recall`,
    definition: PostRecall,
    body: { reason: '取消' },
    asks: { postId, reason: '取消' },
    role: 'publisher',
  },
  { route: `GET ${one}`, definition: PostById, asks: { postId }, role: 'analyst' },
  { route: `GET ${one}/history`, definition: PostHistory, asks: { postId }, role: 'analyst' },
  {
    route: `GET ${one}/revisions/2`,
    definition: PostRevisionByNumber,
    asks: { postId, revision: 2 },
    role: 'analyst',
  },
  {
    route: `GET /api/desk/posts?unitId=${unitId}&status=DRAFT&kind=benefit&limit=5&cursor=${postId}`,
    definition: PostList,
    asks: { unitId, status: 'DRAFT', kind: 'benefit', limit: 5, cursor: postId },
    role: 'analyst',
  },
  {
    route: `GET /api/desk/post-counts?unitId=${unitId}`,
    definition: PostCountsByStatus,
    asks: { unitId },
    role: 'analyst',
  },
];

describe('the routes of posts', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await gatewayFixture();
  });
  afterAll(() => gateway.stop());

  const send = async ({ route, body }: Pick<Route, 'route' | 'body'>, token: string) => {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(gateway.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(method !== 'GET' && { 'idempotency-key': newId() }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  /** The service answers with what it was asked and by whom. */
  const echo = (definition: Route['definition']) =>
    gateway.services.on(definition as RpcDefinition<object, object>, (asked, { actor }) => ({
      asked,
      by: actor.accountId,
    }));

  it.each(ROUTES)('asks the service for $route what the caller said, and who it is', async (route) => {
    echo(route.definition);
    const actor = buildStaff([{ role: route.role }]);
    const answer = await send(route, gateway.login(actor));
    expect(answer).toEqual({ status: route.status ?? 200, body: { asked: route.asks, by: actor.accountId } });
  });

  const withPermission = ROUTES.filter(({ role }) => role !== 'analyst');
  it.each(withPermission)('does not even ask for $route on behalf of one who may not', async (route) => {
    echo(route.definition);
    const before = gateway.services.count(route.definition);
    for (const actor of [buildStaff([{ role: 'cadre' }]), buildWorker()]) {
      expect(await send(route, gateway.login(actor))).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
    expect(gateway.services.count(route.definition)).toBe(before);
  });

  it('takes no field that is not said, and no id in the body in the place of that in the address', async () => {
    const publisher = gateway.login(buildStaff([{ role: 'publisher' }]));
    for (const body of [{ version: 1, postId: newId() }, { version: 1, status: 'PUBLISHED' }, { title: 'x' }]) {
      expect(await send({ route: `PATCH ${one}`, body }, publisher)).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED' },
      });
    }
  });
});
