import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type AccessRule } from '../session/access.js';

/** The access rule of every route, by operation id (`<Controller>_<method>`). */
export function accessRules(app: INestApplication): Map<string, AccessRule> {
  const rules = new Map<string, AccessRule>();
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  for (const { metatype, instance } of app.get(DiscoveryService).getControllers()) {
    if (!metatype || !instance) continue;
    for (const method of scanner.getAllMethodNames(metatype.prototype as object)) {
      const handler = (instance as Record<string, unknown>)[method];
      if (typeof handler !== 'function') continue;
      const rule = reflector.getAllAndOverride<AccessRule | undefined>(ACCESS, [
        handler as () => unknown,
        metatype as new () => unknown,
      ]);
      if (rule) rules.set(`${metatype.name.replace(/Controller$/, '')}_${method}`, rule);
    }
  }
  return rules;
}
