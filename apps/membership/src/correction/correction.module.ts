import { Module } from '@nestjs/common';
import { MembershipPlaceModule } from '../membership-place/membership-place.module.js';
import { CorrectRoster } from './application/correct-roster.js';
import { CorrectionReader } from './persistence/correction-reader.js';
import { CorrectionRepository } from './persistence/correction-repository.js';
import { CorrectionRpc } from './rpc/correction.rpc.js';

@Module({
  imports: [MembershipPlaceModule],
  providers: [CorrectRoster, CorrectionReader, CorrectionRepository],
  controllers: [CorrectionRpc],
  exports: [CorrectionReader],
})
export class CorrectionModule {}
