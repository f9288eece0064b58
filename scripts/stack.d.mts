// The shape of what stack.mjs gives to end-to-end and fault tests, which are TypeScript.

export type ServiceName = 'membership' | 'content' | 'distribution' | 'feedback' | 'gateway';

export interface ProcessEnd {
  name: string;
  code: number | null;
  signal: string | null;
  /** It was told to stop. */
  expected: boolean;
  willRestart: boolean;
}

export interface StackOptions {
  /** Left out: a temporary folder, removed by `stop()`. */
  dataDir?: string;
  /** Each one left out: a free port. */
  ports?: Partial<Record<'postgres' | 'nats' | 'sms-gateway' | ServiceName, number>>;
  /** For every service. */
  env?: Record<string, string>;
  /** For one service; wins over `env`. */
  serviceEnv?: Partial<Record<ServiceName, Record<string, string>>>;
  /** Tests only: PostgreSQL without fsync, NODE_ENV=test. */
  fast?: boolean;
  /** Start again what dies. Default: true. */
  restart?: boolean;
  /** Which services to start. Default: all. */
  services?: ServiceName[];
  /** A running PostgreSQL (an administrator's URL) instead of an embedded one. */
  databaseUrl?: string;
  /** A running NATS instead of an embedded one. */
  natsUrl?: string;
  /** How long each part may take to be ready. Default: 60 s. */
  readyWithinMs?: number;
  /** Other programs in place of services: absolute paths. For the tests of the set-up itself. */
  entries?: Partial<Record<ServiceName, string>>;
  /** Gets what a person should see: something died, was killed, is started again. */
  log?: (message: string) => void;
  onExit?: (end: ProcessEnd) => void;
  /** Gives up starting, and stops what was started. */
  signal?: AbortSignal;
}

export interface SupervisedProcess {
  readonly name: string;
  /** Undefined while it is down. */
  readonly pid: number | undefined;
  readonly isRunning: boolean;
  readonly logFile: string;
  /** Resolves when the process has ended; at once for signals that end nothing, as SIGSTOP. Default: SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Waits until it answers as ready; fails after `ms` (default 60 s) or when it is down for good. */
  ready(options?: { ms?: number; signal?: AbortSignal }): Promise<void>;
  /** Ends it as a shutdown would (SIGTERM, 25 s, SIGKILL), and leaves it down. */
  stop(): Promise<void>;
  /** Ends it if it runs, starts it, and waits until it is ready. */
  restart(): Promise<void>;
}

export interface ServiceProcess extends SupervisedProcess {
  /** Where it answers GET /health/live and /health/ready; for the gateway, everything. */
  readonly url: string;
  readonly port: number;
}

export interface EmbeddedPostgres extends SupervisedProcess {
  /** Of the administrator. */
  readonly url: string;
}

export interface EmbeddedNats extends Omit<SupervisedProcess, 'restart'> {
  readonly url: string;
  /** `wipeStore`: with nothing left of what the broker held. */
  restart(options?: { wipeStore?: boolean }): Promise<void>;
}

export interface Stack {
  readonly dataDir: string;
  readonly gatewayUrl: string;
  readonly natsUrl: string;
  /** Of the administrator. */
  readonly databaseUrl: string;
  readonly serviceDatabaseUrls: Record<Exclude<ServiceName, 'gateway'>, string>;
  /** DATA_DIR, GATEWAY_URL, NATS_URL, DATABASE_URL (administrator) and <SERVICE>_DATABASE_URL, for tools. */
  readonly env: Record<string, string>;
  /** The keys that a service was given, such as FIELD_ENCRYPTION_KEY of membership. */
  keysOf(name: ServiceName): Record<string, string>;
  readonly services: Record<ServiceName, ServiceProcess>;
  /** The simulated SMS gateway; GET /messages?phone=… of its `url`. Undefined when SMS_GATEWAY_URL names a real one. */
  readonly smsGateway: ServiceProcess | undefined;
  /** Undefined when `databaseUrl` was given. */
  readonly postgres: EmbeddedPostgres;
  /** Undefined when `natsUrl` was given. */
  readonly nats: EmbeddedNats;
  /** Another copy of a service on a port of its own; ready when this resolves, stopped with the stack. */
  startReplica(name: ServiceName, extraEnv?: Record<string, string>): Promise<ServiceProcess>;
  /** Services first, then NATS, then PostgreSQL. */
  stop(): Promise<void>;
  /** Makes a stop under way impatient. */
  hasten(): void;
}

export function startStack(options?: StackOptions): Promise<Stack>;
