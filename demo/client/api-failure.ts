export interface ProblemBody {
  code: string;
  status: number;
  detail: string;
  detailZh: string;
  detailEn: string;
  instance: string;
  fields?: { field: string; rule: string; zh: string; en: string }[];
}

/** An answer that was not a success, with what the server said about it. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: string;

  constructor(
    request: { method: string; path: string },
    readonly status: number,
    readonly problem: ProblemBody,
  ) {
    const fields = problem.fields?.map(({ field, zh }) => `${field}：${zh}`).join(' ') ?? '';
    super(
      `${request.method} ${request.path} → ${status} ${problem.code} ${problem.detailZh}${fields} (${problem.instance})`,
    );
    this.code = problem.code;
  }
}
