import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP link to a server that a test can break, as a cable or a dying server would. */
export interface SeverableLink {
  /** The server's URL with host and port replaced by the link's. */
  url: string;
  /** Ends every connection and lets no new one through. */
  cut(): void;
  /** What the server answers is held back; what is sent to it still arrives. */
  muteServer(): void;
  /** Lets new connections through. Those that were muted are ended. */
  mend(): void;
  close(): Promise<void>;
}

export async function severableLink(serverUrl: string): Promise<SeverableLink> {
  const target = new URL(serverUrl);
  const pairs = new Set<[Socket, Socket]>();
  let severed = false;
  let muted = false;

  const endAll = () => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
    pairs.clear();
  };
  const server = createServer((near) => {
    if (severed) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    near.pipe(far);
    if (!muted) far.pipe(near);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      severed = true;
      endAll();
    },
    muteServer: () => {
      muted = true;
      for (const [near, far] of pairs) {
        far.unpipe(near);
        far.resume();
      }
    },
    mend: () => {
      if (muted) endAll();
      severed = false;
      muted = false;
    },
    close: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
