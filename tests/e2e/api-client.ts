import { type ApiAnswer, ApiClient } from '../../demo/client/api-client.js';
import { ApiDocument } from './api-document.js';

export { ApiFailure } from '../../demo/client/api-failure.js';
export type { ApiClient } from '../../demo/client/api-client.js';

export interface CheckedApi {
  /** As nobody; log in for more. */
  nobody: ApiClient;
  document: ApiDocument;
  /** All that was answered so far. */
  answers: ApiAnswer[];
}

/** A client of the public API that fails when a request or an answer is not as the API document says. */
export async function checkedApi(baseUrl: string): Promise<CheckedApi> {
  const document = await ApiDocument.of(baseUrl);
  const answers: ApiAnswer[] = [];
  const onAnswer = (answer: ApiAnswer) => {
    answers.push(answer);
    const problems = document.problemsOf(answer);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  };
  return { nobody: new ApiClient(baseUrl, { onAnswer }), document, answers };
}

/** What a request is refused with, or the answer if it is not. */
export const codeOf = async (ask: Promise<unknown>): Promise<unknown> => {
  try {
    return await ask;
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
};
