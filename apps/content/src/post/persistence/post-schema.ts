import { EntitySchema } from '@mikro-orm/postgresql';
import { PostStep } from '../domain/post-step.js';
import { PostRevision } from '../domain/post-revision.js';
import { Post } from '../domain/post.js';

const uuid = { type: 'uuid' } as const;
const text = { type: 'text' } as const;
const time = { type: 'Date', columnType: 'timestamptz(3)' } as const;

export const PostSchema = new EntitySchema<Post>({
  class: Post,
  tableName: 'post',
  properties: {
    id: { ...uuid, primary: true },
    unitId: uuid,
    status: text,
    kind: text,
    audience: { type: 'json' },
    mustForward: { type: 'boolean' },
    forwardWithin: { ...text, nullable: true },
    version: { type: 'integer' },
    revision: { type: 'integer' },
    authorId: uuid,
    submittedBy: { ...uuid, nullable: true },
    approvedBy: { ...uuid, nullable: true },
    createdAt: time,
    updatedAt: time,
    publishedAt: { ...time, nullable: true },
  },
  indexes: [{ name: 'post_unit', properties: ['unitId', 'id'] }],
});

export const PostRevisionSchema = new EntitySchema<PostRevision>({
  class: PostRevision,
  tableName: 'post_revision',
  properties: {
    post: { kind: 'm:1', entity: () => Post, primary: true },
    revision: { type: 'integer', primary: true },
    title: text,
    summary: text,
    bodyMarkdown: text,
    bodyHtml: text,
    reason: { ...text, nullable: true },
    writtenBy: uuid,
    writtenAt: time,
  },
});

export const PostStepSchema = new EntitySchema<PostStep>({
  class: PostStep,
  tableName: 'post_step',
  properties: {
    post: { kind: 'm:1', entity: () => Post, primary: true },
    version: { type: 'integer', primary: true },
    action: text,
    fromStatus: { ...text, nullable: true },
    toStatus: text,
    revision: { type: 'integer' },
    accountId: { ...uuid, nullable: true },
    actingUnitId: { ...uuid, nullable: true },
    at: time,
    comment: { ...text, nullable: true },
  },
});

export const postSchemas = [PostSchema, PostRevisionSchema, PostStepSchema];
