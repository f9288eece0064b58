export const ECHO_SUBJECT = 'bench.echo';

export interface EchoAnswer {
  text: string;
}

/** As our own connections have it: without traces, which cost nearly half of what NATS can do. */
export const echoOptions = () => ({ servers: [process.env.NATS_URL ?? ''], noAsyncTraces: true });
