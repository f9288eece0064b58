import { type CaseSubmitter, type CaseUnit, fail, type SubmitCaseRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { newId, newTimelessId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { ErasureRepository } from '../../erasure/persistence/erasure-repository.js';
import { drawCaseNumber } from '../domain/case-number.js';
import { type Route, routeCase } from '../domain/route-case.js';
import { type InsertedCase, IntakeRepository } from '../persistence/intake-repository.js';

export interface Submission {
  request: SubmitCaseRequest;
  submittedBy: CaseSubmitter;
  originUnitId: string;
  workerId?: string | null;
  onBehalfAccountId?: string | null;
  receiptHash?: Buffer | null;
  senderId?: string | null;
}

export interface TakenIn extends InsertedCase {
  id: string;
  number: string;
  request: SubmitCaseRequest;
  submittedBy: CaseSubmitter;
  route: Route;
  owner: CaseUnit;
}

/** Routes and writes a case, whoever it comes from. */
@Injectable()
export class TakeIn {
  constructor(
    private readonly intake: IntakeRepository,
    private readonly erasure: ErasureRepository,
  ) {}

  /**
   * @returns null when a case with this receipt code exists already: a repeat
   * @throws SERVICE_UNAVAILABLE when the unit has not arrived in our mirror yet, ATTACHMENT_UNKNOWN, FORBIDDEN for a
   *   worker who had everything erased
   */
  async run(tx: Tx, { request, ...s }: Submission): Promise<TakenIn | null> {
    const path = await this.intake.pathTo(tx, s.originUnitId);
    if (path.length === 0) throw fail(s.submittedBy === 'WORKER' ? 'SERVICE_UNAVAILABLE' : 'NOT_FOUND');
    const route = routeCase(path, request);
    const attachmentIds = [...new Set(request.attachmentIds ?? [])];
    const receiptHash = s.receiptHash ?? null;
    // A UUIDv7 would tell the very millisecond.
    const id = s.submittedBy === 'ANONYMOUS' ? newTimelessId() : newId();
    for (let tries = 0; tries < 5; tries++) {
      const number = drawCaseNumber(new Date().getFullYear());
      const inserted = await this.intake.insert(tx, {
        id,
        number,
        route,
        attachmentIds,
        receiptHash,
        kind: request.kind,
        text: request.text,
        submittedBy: s.submittedBy,
        originUnitId: s.originUnitId,
        workerId: s.workerId ?? null,
        onBehalfAccountId: s.onBehalfAccountId ?? null,
        senderId: s.senderId ?? null,
      });
      if (inserted && inserted.photos.length < attachmentIds.length) throw fail('ATTACHMENT_UNKNOWN');
      const owner = path.find((unit) => unit.unitId === route.unitId);
      if (inserted && owner) return { id, number, request, route, owner, submittedBy: s.submittedBy, ...inserted };
      if (s.workerId && (await this.erasure.isErased(tx, s.workerId))) throw fail('FORBIDDEN');
      if (receiptHash && (await this.intake.numberByReceipt(tx, receiptHash))) return null;
    }
    throw new Error('no free case number in five draws');
  }
}
