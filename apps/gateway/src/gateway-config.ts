import { IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';

/** Settings of the gateway. It has no database, so it does not share those of the services. */
export class GatewayConfig {
  /** NATS servers, comma-separated: nats://host:port */
  @IsString() NATS_URL = 'nats://127.0.0.1:4222';
  /** Port of the HTTP API. */
  @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  /** Address that port listens on; 0.0.0.0 inside a container. */
  @IsString() HOST = '127.0.0.1';
  /**
   * Where people reach the system, e.g. https://guantong.example.cn. With https the session cookie is `__Host-` and
   * Secure, and browsers are told to stay on TLS. Empty: whatever Host the request names, over plain HTTP (the demo).
   */
  @Matches(/^(https?:\/\/[^/\s]+)?$/) PUBLIC_URL = '';
  /** Addresses or CIDR ranges, comma-separated, of proxies whose X-Forwarded-* headers are believed. Empty: none. */
  @IsString() TRUSTED_PROXIES = '';
  /** How long a service may take to answer, ms; after that the answer is 504. Below the 10 s that a request may take. */
  @IsInt() @Min(100) @Max(9000) RPC_DEADLINE_MS = 3000;
  /** Requests being worked on at once; above it the answer is 503 with Retry-After. */
  @IsInt() @Min(1) @Max(100_000) MAX_IN_FLIGHT = 2000;
  /** Live streams open at once in this process. */
  @IsInt() @Min(0) @Max(100_000) MAX_STREAMS = 5000;
  /** Live streams open at once per session. */
  @IsInt() @Min(1) @Max(1000) MAX_STREAMS_PER_SESSION = 8;
  /**
   * Writes a minute without a session (log-in, anonymous submission) per address; a quarter of it at once. Whole sites
   * share one address, so it is generous. 0: no limit.
   */
  @IsInt() @Min(0) @Max(10_000_000) OPEN_WRITES_PER_MINUTE = 1200;
  /** Writes a minute per session; a quarter of it at once. 0: no limit. */
  @IsInt() @Min(0) @Max(10_000_000) SESSION_WRITES_PER_MINUTE = 6000;
  /** How much is logged. Logs carry ids, never names, phones, texts, addresses or tokens. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) LOG_LEVEL = 'info';
}
