import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiAnswer } from '../../demo/client/api-client.js';

interface Content {
  schema?: object;
}
interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { content?: Record<string, Content> }>;
}
export interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: object; additionalProperties?: unknown }> };
}

/** Holds what is sent and answered against the API document, strictly: a field that is not in it is an error. */
export class ApiDocument {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly checks = new Map<string, ValidateFunction>();
  private readonly templates: { path: string; pattern: RegExp }[];

  constructor(readonly document: Document) {
    addFormats.default(this.ajv);
    this.ajv.addFormat('binary', true);
    const strict = structuredClone(document);
    for (const schema of Object.values(strict.components.schemas)) {
      if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
    }
    this.ajv.addSchema(strict, 'api');
    this.templates = Object.keys(document.paths)
      .toSorted((a, b) => a.split('{').length - b.split('{').length) // fixed words before parameters
      .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));
  }

  static async of(baseUrl: string): Promise<ApiDocument> {
    const response = await fetch(new URL('/docs/openapi.json', baseUrl));
    return new ApiDocument((await response.json()) as Document);
  }

  /** What is wrong with an answer, or with a request that was accepted though the document does not allow it. */
  problemsOf({ request, status, headers, body }: ApiAnswer): string[] {
    const template = this.templates.find(({ pattern }) => pattern.test(request.path))?.path;
    const operation = template ? this.document.paths[template]?.[request.method.toLowerCase()] : undefined;
    if (!template || !operation)
      return status === 404 || status === 405 ? [] : [`${request.method} ${request.path} is not in the document`];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const key = operation.responses[status] ? String(status) : 'default';
    const at = ['paths', template, request.method.toLowerCase()];
    const problems = this.check([...at, 'responses', key, 'content', type, 'schema'], body);
    if (key === 'default' && status < 400) problems.push(`${status} is not in the document`);
    const says = Object.keys(request.body ?? {}).length > 0; // an empty object says as little as no body
    if (status < 400 && says)
      problems.push(...this.check([...at, 'requestBody', 'content', 'application/json', 'schema'], request.body));
    return problems.map((problem) => `${request.method} ${template} → ${status}: ${problem}`);
  }

  private check(pointer: string[], value: unknown): string[] {
    if (Buffer.isBuffer(value)) return this.knows(pointer) ? [] : [`no ${pointer.at(-2)} is promised`];
    const ref = `api#/${pointer
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/')}`;
    if (!this.knows(pointer)) return [`no ${pointer.slice(3).join(' ')} in the document`];
    const validate = this.checks.get(ref) ?? this.ajv.compile({ $ref: ref });
    this.checks.set(ref, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      (e) => `${e.instancePath || '/'} ${e.message ?? ''} ${JSON.stringify(e.params)}`,
    );
  }

  private knows(pointer: string[]): boolean {
    let node: unknown = this.document;
    for (const part of pointer)
      node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined;
    return node !== undefined;
  }
}
