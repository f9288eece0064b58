import {
  type Actor,
  ANONYMOUS,
  DigestRequest,
  NewDraft,
  PostById,
  PostHistory,
  PostList,
  PostPublication,
  RevisionPageRequest,
  UnitDigest,
  UnitRevisions,
  UnitStates,
  UnitStatesRequest,
} from '@guantong/contracts';
import { startService } from '@guantong/host';
import { MessagingModule, messagingMigrations, RpcClient, RpcHandler } from '@guantong/messaging';
import { PersistenceModule } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { buildUnitState, type DisposableBroker, disposableBroker, emptyDatabase, eventually } from '@guantong/testing';
import { Controller, type INestApplication, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ServiceConfig } from '@guantong/host';
import { defineContentService } from './define-service.js';
import { buildActor } from './testing/build-actor.js';
import { draftRequest } from './testing/build-post.js';

const city = buildUnitState();
const district = buildUnitState({ parent: city });
const units = [city, district].toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1));

/** As much of membership as content asks. */
@Controller()
class Membership {
  @RpcHandler(UnitDigest)
  digest(@Payload() _: DigestRequest) {
    return { count: 2, revisionSum: 2 };
  }
  @RpcHandler(UnitRevisions)
  revisions(@Payload() _: RevisionPageRequest) {
    return { units: units.map((unit) => [unit.unitId, unit.revision]) };
  }
  @RpcHandler(UnitStates)
  states(@Payload() { unitIds }: UnitStatesRequest) {
    return { units: units.filter((unit) => unitIds.includes(unit.unitId)) };
  }
}

describe('the content service', () => {
  let broker: DisposableBroker;
  let content: INestApplication;
  let membership: INestApplication;
  let rpc: RpcClient;
  const drops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    broker = await disposableBroker();
    const [own, theirs] = [await emptyDatabase(), await emptyDatabase()];
    drops.push(own.drop, theirs.drop);
    const env = { NATS_URL: broker.url, LOG_LEVEL: 'silent' };
    // Content starts first, as it may: it waits for membership.
    content = await startService(defineContentService({ ...env, DATABASE_URL: own.url }));
    @Module({
      imports: [
        PersistenceModule.forService(() => ({
          service: 'membership',
          databaseUrl: theirs.url,
          entities: [],
          migrations: messagingMigrations,
        })),
        MessagingModule.forService(() => ({ service: 'membership', natsUrl: broker.url })),
      ],
      controllers: [Membership],
    })
    class MembershipModule {}
    const config = Object.assign(new ServiceConfig(), { ...env, DATABASE_URL: theirs.url });
    membership = await startService({ name: 'membership', config, module: MembershipModule });
    rpc = content.get(RpcClient);
  });
  afterAll(async () => {
    await content.close();
    await membership.close();
    for (const drop of drops) await drop();
    await broker.stop();
  });

  const writer = buildActor(['publisher', district.unitId]);
  const write = (actor: Actor = writer, given: object = {}) =>
    rpc.call(NewDraft, draftRequest(district.unitId, given), actor);

  it('learns the tree by itself, and then takes a draft', async () => {
    const draft = await eventually(() => write(), 20_000);
    expect(draft).toMatchObject({ status: 'DRAFT', unitName: district.name, authorId: writer.accountId, version: 1 });
    expect(await rpc.call(PostById, { postId: draft.postId }, writer)).toEqual(draft);
    expect((await rpc.call(PostList, {}, writer)).items[0]?.postId).toBe(draft.postId);
    expect((await rpc.call(PostHistory, { postId: draft.postId }, writer)).steps).toHaveLength(1);
  });

  it('brings refusals back with their codes', async () => {
    const { postId } = await write();
    await expect(rpc.call(PostPublication, { postId }, writer)).rejects.toMatchObject({
      code: 'POST_STATUS_CONFLICT',
      params: { status: 'DRAFT', action: 'publish' },
    });
    await expect(rpc.call(PostById, { postId: newId() }, writer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(rpc.call(PostById, { postId }, ANONYMOUS)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('takes no author, status or revision from a caller, and no text that is too long or has control characters', async () => {
    for (const extra of [{ authorId: newId() }, { status: 'PUBLISHED' }, { revision: 7 }]) {
      await expect(write(writer, extra)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    }
    for (const wrong of [{ title: '' }, { title: '  ' }, { title: 'a\u0000b' }, { title: '字'.repeat(201) }]) {
      await expect(write(writer, wrong)).rejects.toMatchObject({
        fields: expect.arrayContaining([expect.objectContaining({ field: 'title' })]),
      });
    }
    for (const wrong of [{ bodyMarkdown: '字'.repeat(50_001) }, { forwardWithin: 'P1Y' }, { audience: { sex: 'X' } }]) {
      await expect(write(writer, wrong)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    }
  });

  it('carries a body of 50,000 Chinese characters there and back', async () => {
    const draft = await write(writer, { bodyMarkdown: '贯'.repeat(50_000) });
    expect(draft.bodyHtml).toBe(`<p>${'贯'.repeat(50_000)}</p>`);
  });
});
