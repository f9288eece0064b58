import {
  DraftEdit,
  NewDraft,
  PostApproval,
  PostById,
  PostCorrection,
  type PostCounts,
  PostCountsByStatus,
  PostHistory,
  PostList,
  type PostPage,
  PostPublication,
  PostRecall,
  PostRejection,
  PostRevisionByNumber,
  PostSubmission,
} from '@guantong/contracts';
import type { Rule, Who } from './rule.js';

const READERS: Who = { staff: ['post.write', 'post.review'] };
const WRITERS: Who = { staff: 'post.write' };
const REVIEWERS: Who = { staff: 'post.review' };

export const CONTENT_RULES: readonly Rule[] = [
  {
    ...{ rpc: PostList, operations: ['Posts_list'], may: READERS, request: () => ({ limit: 100 }) },
    lists: { kind: 'draft', id: 'postId', found: ({ items }: PostPage) => items.map((item) => item.postId) },
  },
  {
    ...{ rpc: PostCountsByStatus, operations: ['Posts_counts'], may: READERS, request: () => ({}) },
    counts: { kind: 'draft', counted: ({ counts }: PostCounts) => Object.values(counts).reduce((a, b) => a + b, 0) },
  },
  {
    ...{ rpc: PostById, operations: ['Posts_get'], may: READERS, of: 'draft' },
    request: ({ postId }) => ({ postId }),
  },
  {
    ...{ rpc: PostHistory, operations: ['Posts_history'], may: READERS, of: 'draft' },
    request: ({ postId }) => ({ postId }),
  },
  {
    ...{ rpc: PostRevisionByNumber, operations: ['Posts_revision'], may: READERS, of: 'publishedPost' },
    request: ({ postId }) => ({ postId, revision: 1 }),
  },
  {
    ...{ rpc: NewDraft, operations: ['Posts_write'], may: WRITERS, of: 'unit' },
    request: ({ unitId }) => ({ unitId, kind: 'notice', title: '新稿', bodyMarkdown: '正文' }),
  },
  {
    ...{ rpc: DraftEdit, operations: ['Posts_edit'], may: WRITERS, of: 'draft' },
    request: ({ postId }) => ({ postId, version: 1, title: '新题' }),
  },
  {
    ...{ rpc: PostSubmission, operations: ['PostSteps_submit'], may: WRITERS, of: 'draft' },
    request: ({ postId }) => ({ postId }),
  },
  {
    ...{ rpc: PostApproval, operations: ['PostSteps_approve'], may: REVIEWERS, of: 'submittedPost' },
    request: ({ postId }) => ({ postId }),
  },
  {
    ...{ rpc: PostRejection, operations: ['PostSteps_reject'], may: REVIEWERS, of: 'submittedPost' },
    request: ({ postId }) => ({ postId, comment: '请改' }),
  },
  {
    ...{ rpc: PostPublication, operations: ['PostSteps_publish'], may: WRITERS, of: 'approvedPost' },
    request: ({ postId }) => ({ postId }),
  },
  {
    ...{ rpc: PostCorrection, operations: ['PostSteps_correct'], may: WRITERS, of: 'publishedPost' },
    request: ({ postId }) => ({ postId, reason: '写错了', title: '更正' }),
  },
  {
    ...{ rpc: PostRecall, operations: ['PostSteps_recall'], may: WRITERS, of: 'publishedPost' },
    request: ({ postId }) => ({ postId, reason: '取消' }),
  },
];
