/** The public HTTP API, as a program uses it. */
export class Api {
  constructor(private readonly base: string) {}

  get<T>(path: string, token: string): Promise<T> {
    return this.call('GET', path, token);
  }

  post<T>(path: string, token: string, body: object): Promise<T> {
    return this.call('POST', path, token, body);
  }

  private async call<T>(method: string, path: string, token: string, body?: object): Promise<T> {
    const response = await fetch(this.base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }
}
