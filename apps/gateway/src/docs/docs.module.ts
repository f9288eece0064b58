import { Module } from '@nestjs/common';
import { FrontPageController } from './front-page.controller.js';
import { ErrorListController } from './error-list.controller.js';

@Module({ controllers: [FrontPageController, ErrorListController] })
export class DocsModule {}
