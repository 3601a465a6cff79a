import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';

export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Posts to one address, over connections that are kept, and resolves with the head of the answer. */
export type PostMessage = (post: Post) => Promise<IncomingMessage>;

export function createPostMessage(url: URL): PostMessage {
  const { request, globalAgent } = url.protocol === 'https:' ? https : http;
  const address = { ...urlToHttpOptions(url), method: 'POST', agent: globalAgent };
  return ({ headers, body, signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sent = request({ ...address, headers }, resolve);
    const abort = () => sent.destroy(new Error('The call was ended'));
    sent.on('error', reject);
    sent.once('close', () => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    sent.end(body);
    return promise;
  };
}
