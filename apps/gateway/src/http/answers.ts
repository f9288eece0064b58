import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/** What a route answers with, for the OpenAPI document and for the test that holds real answers against it. */
export const Answers = (view: Type<object>, options: { status?: number; about?: string } = {}) => {
  const { status = 200, about = 'Done' } = options;
  return applyDecorators(HttpCode(status), ApiResponse({ status, type: view, description: about }));
};
