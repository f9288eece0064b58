import { program } from '../load/program.js';
import type { Union } from './member-order.js';

export interface ReceiptsJob {
  readonly databaseUrl: string;
  readonly postId: string;
  readonly unions: readonly Union[];
  readonly count: number;
  /** Answers waited for at once. */
  readonly width: number;
  readonly seed: number;
}

export interface ReceiptsWritten {
  readonly perSecond: number;
  /** Receipts that the service said are held. */
  readonly recorded: number;
  /** ms of processor time of the process itself. */
  readonly cpuMs: number;
}

export const receiptsInService = program<ReceiptsJob, ReceiptsWritten>('in-service/receipts-in-service');

export interface RpcReceiptsJob {
  readonly natsUrl: string;
  /** Each request brings one receipt for each of them, as a phone does that was offline. */
  readonly postIds: readonly string[];
  readonly unions: readonly Union[];
  readonly seconds: number;
  readonly width: number;
  /** Receipts a second at most; 0: as many as it can. */
  readonly rate: number;
  readonly seed: number;
}

export interface RpcReceipts {
  readonly perSecond: number;
  readonly requests: number;
}

export const receiptsByRpc = program<RpcReceiptsJob, RpcReceipts>('in-service/receipts-by-rpc');

export interface EscalationJob {
  readonly databaseUrl: string;
  /** How often to look when nothing is due. */
  readonly idleLooks: number;
}

export interface Escalated {
  readonly seconds: number;
  readonly rung: number;
  /** ms of each look that found nothing. */
  readonly idleMs: readonly number[];
}

export const escalationInService = program<EscalationJob, Escalated>('in-service/escalation');
