import type { Caller } from '@guantong/contracts';
import type { FastifyRequest } from 'fastify';
import { deviceOf } from './device-of.js';

/** What membership is told of whoever logs in: the address for the slow-down, the kind of device for the list of sessions. */
export const callerOf = (request: FastifyRequest): Caller => ({
  address: request.ip,
  device: deviceOf(request.headers['user-agent']),
});
