import { runInContext } from '@guantong/platform';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { NatsContext } from '@nestjs/microservices';
import type { MsgHdrs } from '@nats-io/transport-node';
import { Observable } from 'rxjs';
import { contextFromHeaders } from './rpc-headers.js';

/** Takes the request context from a message's headers and runs the handler inside it. */
@Injectable()
export class RpcContextInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType() !== 'rpc') return next.handle();
    const headers = execution.switchToRpc().getContext<NatsContext>().getHeaders() as MsgHdrs | undefined;
    const context = contextFromHeaders(headers);
    return new Observable((subscriber) => runInContext(context, () => next.handle().subscribe(subscriber)));
  }
}
