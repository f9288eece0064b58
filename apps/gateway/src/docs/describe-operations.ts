import type { OpenAPIObject } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY, isWrite } from '../request/idempotency-key.js';
import type { AccessRule } from '../session/access.js';
import { FACES } from './faces.js';
import { DESK_OPERATIONS } from './operation-names/desk.js';
import { OPEN_OPERATIONS } from './operation-names/open.js';
import { WORKER_OPERATIONS } from './operation-names/worker.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const NAMES: Readonly<Record<string, string>> = { ...WORKER_OPERATIONS, ...DESK_OPERATIONS, ...OPEN_OPERATIONS };

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const PROBLEM_ANSWER = {
  description: 'Any failure, as problem details (RFC 9457)',
  headers: {
    'X-Request-Id': { schema: { type: 'string' as const } },
    'Retry-After': { schema: { type: 'integer' as const }, description: 'Seconds, with 429, 503 and 504' },
  },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const KEY_PARAMETER = {
  name: IDEMPOTENCY_KEY.name,
  in: 'header' as const,
  required: false,
  description:
    '同一编号重复发送，得到第一次的答复 · A repeat with the same key gets the first answer. Kept for two days.',
  schema: {
    type: 'string' as const,
    minLength: IDEMPOTENCY_KEY.minLength,
    maxLength: IDEMPOTENCY_KEY.maxLength,
    pattern: IDEMPOTENCY_KEY.pattern,
  },
};

/** Adds to every operation what holds for all: face, who may call it, problem answers, the idempotency key of writes. */
export function describeOperations(document: OpenAPIObject, rules: ReadonlyMap<string, AccessRule>): void {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      describeOperation(operation, method, rules.get(operation.operationId ?? ''));
      describePath(operation, path);
    }
  }
}

function describeOperation(operation: Operation, method: string, rule: AccessRule | undefined): void {
  const name = NAMES[operation.operationId ?? ''];
  if (name) operation.summary = name;
  operation.tags = [FACES[rule?.face ?? 'open'].name];
  operation.security = rule?.face === 'open' ? [] : [{ bearer: [] }, { cookie: [] }];
  operation.responses = { ...operation.responses, default: PROBLEM_ANSWER };
  if (rule?.face === 'desk' && rule.permission !== 'any') {
    operation.description = [operation.description, `需要权限 Needs the permission \`${rule.permission}\`.`]
      .filter(Boolean)
      .join('\n\n');
  }
  if (isWrite(method.toUpperCase())) operation.parameters = [...(operation.parameters ?? []), KEY_PARAMETER];
}

/** Every `{name}` of the path; swagger leaves out those whose type is a list of words. */
function describePath(operation: Operation, path: string): void {
  const others = (operation.parameters ?? []).filter((p) => !('in' in p) || p.in !== 'path');
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const, ...(name.endsWith('Id') && { format: 'uuid' }) },
  }));
  operation.parameters = [...inPath, ...others];
}
