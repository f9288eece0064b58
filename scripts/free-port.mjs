import { createServer } from 'node:net';
import { ExplainedFailure } from './explained-failure.mjs';

/** Why nothing can listen there: EADDRINUSE, EACCES, …; undefined when it is free. */
export const listenError = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });

const givenOut = new Set();

/** A free port below the range that outgoing connections are given, so that none of these takes it meanwhile. */
export async function freePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    if (givenOut.has(port) || (await listenError(port))) continue;
    givenOut.add(port);
    return port;
  }
  throw new ExplainedFailure('找不到空闲端口。', 'No free port was found.');
}

/** Refuses a port that cannot be used, naming the variable that changes it. */
export async function requireFreePort(port, { variable, what, host }) {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ExplainedFailure(
      `${variable} 不是有效的端口号：请设为 1 到 65535 之间的整数。`,
      `${variable} is not a port number: set it to a whole number from 1 to 65535.`,
    );
  }
  const error = await listenError(port, host);
  if (!error) return;
  if (error === 'EADDRINUSE') {
    throw new ExplainedFailure(
      `端口 ${port}（${what}）已被占用：请停掉占用它的程序，或用 ${variable} 指定别的端口，例如 ${variable}=${port + 100}。`,
      `Port ${port} (${what}) is in use: stop the program that uses it, or name another port, for example ${variable}=${port + 100}.`,
    );
  }
  throw new ExplainedFailure(
    `端口 ${port}（${what}）无法使用（${error}）：请用 ${variable} 指定 1024 以上的端口。`,
    `Port ${port} (${what}) cannot be used (${error}): name one above 1024 with ${variable}.`,
  );
}
