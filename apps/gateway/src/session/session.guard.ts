import { type Actor, fail, requireScope, requireWorker } from '@guantong/contracts';
import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway-config.js';
import { isWrite } from '../request/idempotency-key.js';
import { ACCESS, type AccessRule } from './access.js';
import { requireSameOrigin } from './same-origin.js';
import { SessionResolver } from './session-resolver.js';
import { cookieName, presentedToken } from './session-token.js';

/** Who may call a route at all. What they may see of it is decided by the services, by the actor's scope. */
@Injectable()
export class SessionGuard implements CanActivate {
  private readonly log = new Logger('SessionGuard');
  private readonly rules = new WeakMap<object, AccessRule>();
  private readonly cookie: string;

  constructor(
    private readonly config: GatewayConfig,
    private readonly sessions: SessionResolver,
    private readonly reflector: Reflector,
  ) {
    this.cookie = cookieName(config);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.ruleOf(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const presented = presentedToken(request, this.cookie);
    if (isWrite(request.method)) requireSameOrigin(request, this.config, presented?.from === 'cookie');
    if (rule.face === 'open') return true;
    if (!presented) throw fail('UNAUTHENTICATED');
    request.session = { token: presented.token, rule };
    const known = this.sessions.fresh(presented.token);
    if (known) return this.admit(request, rule, known);
    return this.sessions.resolve(presented.token).then((actor) => this.admit(request, rule, actor));
  }

  private admit(request: FastifyRequest, rule: AccessRule, actor: Actor): boolean {
    checkAccess(rule, actor);
    request.actor = actor;
    return true;
  }

  private ruleOf(context: ExecutionContext): AccessRule {
    const handler = context.getHandler();
    const cached = this.rules.get(handler);
    if (cached) return cached;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [handler, context.getClass()]);
    if (!rule) {
      this.log.error(`${context.getClass().name}.${handler.name} says nobody who may call it, so nobody may`);
      throw fail('FORBIDDEN');
    }
    this.rules.set(handler, rule);
    return rule;
  }
}

/** @throws FORBIDDEN; SECOND_FACTOR_REQUIRED before it is enrolled; UNAUTHENTICATED when the session is no person's */
export function checkAccess(rule: AccessRule, actor: Actor): void {
  if (rule.face === 'open') return;
  if (actor.kind !== 'STAFF' && actor.kind !== 'WORKER') throw fail('UNAUTHENTICATED');
  if (rule.face === 'worker') {
    requireWorker(actor);
    return;
  }
  if (actor.kind !== 'STAFF') throw fail('FORBIDDEN');
  if (actor.mustEnrol && !rule.whileEnrolling) throw fail('SECOND_FACTOR_REQUIRED');
  if (rule.permission !== 'any') requireScope(actor, rule.permission);
}
