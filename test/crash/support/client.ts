import { Pool } from 'undici';
import type { Answer, Job } from '../../../contract/src/index.ts';

export interface Client {
  /** Runs an intent. Rejects where the connection broke before the whole answer was there. */
  call(request: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Whatever the gateway answers to a GET, as JSON; any other status than 200 throws. */
  get<Body>(target: string): Promise<Body>;
  findJob(jobId: string): Promise<Job | undefined>;
  post<Body>(target: string, body: unknown): Promise<Body>;
  /** Hangs up, whatever goes on. */
  close(): Promise<void>;
}

/** Speaks to a gateway over that many kept connections. */
export function createClient({
  url,
  key,
  connections = 16,
}: {
  readonly url: string;
  readonly key: string;
  readonly connections?: number;
}): Client {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 60_000 });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

  async function send(method: 'GET' | 'POST', target: string, content?: unknown) {
    const { statusCode, body } = await pool.request({
      method,
      path: target,
      headers,
      ...(content !== undefined && { body: JSON.stringify(content) }),
    });
    return { status: statusCode, body: await body.json() };
  }

  async function expectOk(method: 'GET' | 'POST', target: string, content?: unknown) {
    const { status, body } = await send(method, target, content);
    if (status >= 300) throw new Error(`${method} ${target}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  return {
    call: async (request) => (await send('POST', '/orchestrate', request)).body as Answer,
    get: async <Body>(target: string) => (await expectOk('GET', target)) as Body,
    post: async <Body>(target: string, body: unknown) =>
      (await expectOk('POST', target, body)) as Body,
    async findJob(jobId) {
      const { status, body } = await send('GET', `/jobs/${jobId}`);
      return status === 200 ? (body as Job) : undefined;
    },
    close: () => pool.destroy(),
  };
}
