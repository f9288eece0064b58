import { MessagingModule } from '@guantong/messaging';
import { PersistenceModule } from '@guantong/persistence';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountModule } from './account/account.module.js';
import { ApiTokenModule } from './api-token/api-token.module.js';
import { AppointmentModule } from './appointment/appointment.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BootstrapModule } from './bootstrap/bootstrap.module.js';
import { CorrectionModule } from './correction/correction.module.js';
import { DepartureModule } from './departure/departure.module.js';
import { DutyModule } from './duty/duty.module.js';
import { entities, plainTables } from './entities.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { EverySoOften } from './every-so-often.js';
import { FileImportModule } from './file-import/file-import.module.js';
import { JoiningModule } from './joining/joining.module.js';
import { MembershipConfig } from './membership-config.js';
import { migrations } from './migrations.js';
import { OwnAffairsModule } from './own-affairs/own-affairs.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { PhoneCodeModule } from './phone-code/phone-code.module.js';
import { RosterImportModule } from './roster-import/roster-import.module.js';
import { RosterResultsModule } from './roster-import/roster-results.module.js';
import { SessionModule } from './session/session.module.js';
import { StaffAccountModule } from './staff-account/staff-account.module.js';
import { UnitChangeModule } from './unit/unit-change.module.js';
import { TransferModule } from './transfer/transfer.module.js';
import { UnitModule } from './unit/unit.module.js';
import { WorkerModule } from './worker/worker.module.js';

const NAME = 'membership';

@Module({})
export class MembershipModule {
  static with(config: MembershipConfig): DynamicModule {
    return {
      module: MembershipModule,
      imports: [
        {
          module: class MembershipConfigModule {},
          global: true,
          providers: [{ provide: MembershipConfig, useValue: config }],
          exports: [MembershipConfig],
        },
        PersistenceModule.forService(() => ({
          service: NAME,
          databaseUrl: config.DATABASE_URL,
          poolSize: config.DB_POOL,
          entities,
          plainTables,
          migrations,
        })),
        MessagingModule.forService(() => ({ service: NAME, natsUrl: config.NATS_URL })),
        PersonalDataModule,
        AuditModule,
        UnitModule,
        UnitChangeModule,
        WorkerModule,
        TransferModule,
        DepartureModule,
        JoiningModule,
        CorrectionModule,
        OwnAffairsModule,
        ErasureModule,
        RosterImportModule,
        FileImportModule,
        RosterResultsModule,
        SessionModule,
        PhoneCodeModule,
        AccountModule,
        AppointmentModule,
        StaffAccountModule,
        ApiTokenModule,
        DutyModule,
        BootstrapModule,
      ],
      providers: [EverySoOften],
    };
  }
}
