import { Module } from '@nestjs/common';
import { CorrectionModule } from '../correction/correction.module.js';
import { SessionModule } from '../session/session.module.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { ChangeContact } from './application/change-contact.js';
import { ReadHeldData } from './application/read-held-data.js';
import { ConsentRepository } from './persistence/consent-repository.js';
import { ContactRepository } from './persistence/contact-repository.js';
import { OwnAuditReader } from './persistence/own-audit-reader.js';
import { OwnAffairsRpc } from './rpc/own-affairs.rpc.js';

@Module({
  imports: [CorrectionModule, SessionModule, TransferModule],
  providers: [ChangeContact, ConsentRepository, ContactRepository, OwnAuditReader, ReadHeldData],
  controllers: [OwnAffairsRpc],
})
export class OwnAffairsModule {}
