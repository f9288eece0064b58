import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';

/** Settings that every service has. A service adds its own in a subclass, documented where they are declared. */
export class ServiceConfig {
  /** The service's own database: postgres://role:password@host:port/database */
  @IsString() DATABASE_URL = '';
  /** NATS servers, comma-separated: nats://host:port */
  @IsString() NATS_URL = 'nats://127.0.0.1:4222';
  /** Port of /health and /metrics. */
  @IsInt() @Min(0) @Max(65_535) PORT = 0;
  /** Address that port listens on; 0.0.0.0 inside a container. */
  @IsString() HOST = '127.0.0.1';
  /** Database connections at most. */
  @IsInt() @Min(2) @Max(200) DB_POOL = 10;
  /** How much is logged. Logs carry ids, never names, phones, texts or tokens. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) LOG_LEVEL = 'info';
}
