import { Module } from '@nestjs/common';
import { ComposeExport } from './compose-export.js';
import { ExportController } from './export.controller.js';

@Module({ providers: [ComposeExport], controllers: [ExportController] })
export class ExportModule {}
