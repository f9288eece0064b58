export class ExplainedFailure extends Error {
  constructor(zh: string, en: string, more?: { detail?: string; cause?: unknown });
  readonly detail: string;
}
export function explain(error: unknown): string;
