import { Injectable } from '@nestjs/common';

type Check = () => Promise<boolean> | boolean;

/** What must hold before a service says it is ready. Modules add their own checks. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private leaving = false;

  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** Said first on SIGTERM, so that nobody sends us more. */
  leave(): void {
    this.leaving = true;
  }

  /** Names of what is missing; empty when ready. */
  async missing(): Promise<string[]> {
    if (this.leaving) return ['shutting down'];
    const missing: string[] = [];
    for (const [name, check] of this.checks) {
      const ok = await Promise.resolve()
        .then(check)
        .catch(() => false);
      if (!ok) missing.push(name);
    }
    return missing;
  }
}
