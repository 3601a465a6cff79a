import { StringDecoder } from 'node:string_decoder';
import { Message } from './json-rpc.ts';

const longestLine = 16 * 1024 * 1024;

/** The messages of a stream, one a line; `undefined` for a line that is none. */
export async function* messagesFrom(
  stream: AsyncIterable<Buffer | string>,
): AsyncGenerator<Message | undefined, void, void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = `${rest}${typeof chunk === 'string' ? chunk : decoder.write(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield messageOf(line);
    if (rest.length > longestLine) throw new Error('A line of more than 16 MB is no message');
  }
  if (rest.trim() !== '') yield messageOf(rest);
}

export function messageOf(text: string): Message | undefined {
  try {
    return Message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
