/** What of autocannon 9 is used here; it brings no types of its own. */
declare module 'autocannon' {
  export interface Request {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
    setupRequest?: (request: Request, context: Record<string, unknown>) => Request;
  }
  export interface Client {
    setRequests(requests: Request[]): void;
  }
  export interface Options {
    url: string;
    connections?: number;
    /** Seconds. */
    duration?: number;
    /** Instead of a duration. */
    amount?: number;
    timeout?: number;
    /** ms between two samples of the rate. */
    sampleInt?: number;
    requests?: Request[];
    setupClient?: (client: Client) => void;
  }
  export interface Result {
    /** Seconds. */
    duration: number;
    '2xx': number;
    non2xx: number;
    errors: number;
    timeouts: number;
    statusCodeStats: Record<string, { count: number }>;
    latency: { p50: number; p90: number; p99: number; max: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
