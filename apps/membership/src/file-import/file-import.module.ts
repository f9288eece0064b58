import { Module } from '@nestjs/common';
import { AppointmentModule } from '../appointment/appointment.module.js';
import { ProcessRoster } from '../roster-import/application/process-roster.js';
import { RosterImportModule } from '../roster-import/roster-import.module.js';
import { ProcessUnitsFile } from '../unit/application/process-units-file.js';
import { UnitModule } from '../unit/unit.module.js';
import { BeginFileImport } from './application/begin-file-import.js';
import { FILE_PROCESSORS, type FileProcessor } from './application/file-processor.js';
import { RunImports } from './application/run-imports.js';
import { WriteAnnotations } from './application/write-annotations.js';
import { AnnotationJobs } from './persistence/annotation-jobs.js';
import { FileChunks } from './persistence/file-chunks.js';
import { FileImportReader } from './persistence/file-import-reader.js';
import { FileImportRepository } from './persistence/file-import-repository.js';
import { ImportJobs } from './persistence/import-jobs.js';
import { ImportSweep } from './persistence/import-sweep.js';
import { FileImportRpc } from './rpc/file-import.rpc.js';

@Module({
  imports: [AppointmentModule, RosterImportModule, UnitModule],
  providers: [
    AnnotationJobs,
    BeginFileImport,
    FileChunks,
    FileImportReader,
    FileImportRepository,
    ImportJobs,
    ImportSweep,
    RunImports,
    WriteAnnotations,
    {
      provide: FILE_PROCESSORS,
      useFactory: (...processors: FileProcessor[]) => processors,
      inject: [ProcessRoster, ProcessUnitsFile],
    },
  ],
  controllers: [FileImportRpc],
  exports: [AnnotationJobs, FileChunks, FileImportReader, FileImportRepository, RunImports],
})
export class FileImportModule {}
