import type { Type } from '@nestjs/common';
import { PostStepsController } from './desk/post-steps.controller.js';
import { PostsController } from './desk/posts.controller.js';

/** The routes that lead to the content service. */
export const contentControllers: Type<object>[] = [PostsController, PostStepsController];
