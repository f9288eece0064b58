export interface Frame {
  event: string;
  id: string;
  data: unknown;
}

export interface ReadStream {
  status: number;
  headers: Headers;
  /** Everything that has come so far, comments left out. */
  frames: Frame[];
  heartbeats: number;
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  close(): void;
}

/** Opens a server-sent event stream and collects its frames. */
export async function readStream(url: string, headers: Record<string, string>): Promise<ReadStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const result: ReadStream = {
    status: response.status,
    headers: response.headers,
    frames: [],
    heartbeats: 0,
    ended: Promise.resolve(),
    close: () => abort.abort(),
  };
  result.ended = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) collect(block, result);
    }
  })().catch(() => undefined);
  return result;
}

function collect(block: string, into: ReadStream): void {
  if (block.startsWith(':')) {
    into.heartbeats++;
    return;
  }
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  into.frames.push({ event: field('event'), id: field('id'), data: JSON.parse(field('data')) });
}
