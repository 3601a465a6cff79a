import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { failureOf } from './failure.ts';
import { postToMain, type Call, type Reply, type ToWorker } from './messages.ts';
import type { Operations } from './operations.ts';

/* Bounds how long the first of a group waits for the last. */
const maxGroup = 128;

interface Serving {
  readonly port: MessagePort;
  readonly onClose: () => void;
}

/** Answers calls in groups: all that wait, up to a limit, go to `commitGroup` together. */
export function serveWrites({
  port,
  onClose,
  commitGroup,
}: Serving & { readonly commitGroup: (calls: readonly Call[]) => readonly Reply[] }): void {
  const waiting: Call[] = [];
  let closing = false;

  function take(message: ToWorker): void {
    if (message.kind === 'close') closing = true;
    else waiting.push(...message.calls);
  }

  port.on('message', (message: ToWorker) => {
    take(message);
    while (waiting.length > 0) {
      takeWhatArrived(port, take);
      postToMain(port, { kind: 'replies', replies: commitGroup(waiting.splice(0, maxGroup)) });
    }
    if (closing) end({ port, onClose });
  });
}

/** Answers calls one by one; those that came in one message are answered in one. */
export function serveReads({
  port,
  onClose,
  operations,
}: Serving & { readonly operations: Operations }): void {
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') end({ port, onClose });
    else
      postToMain(port, {
        kind: 'replies',
        replies: message.calls.map((call) => answerRead(operations, call)),
      });
  });
}

/** Answers one question. */
export function answerRead(operations: Operations, { id, name, input }: Call): Reply {
  try {
    const operation = operations[name];
    if (!operation) throw new Error(`no operation ${name}`);
    return { id, value: operation(...(input as never[])) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

/** Calls that came while the last group was being synced need not wait for the event loop. */
function takeWhatArrived(port: MessagePort, take: (message: ToWorker) => void): void {
  let received: { message: ToWorker } | undefined = receiveMessageOnPort(port);
  while (received) {
    take(received.message);
    received = receiveMessageOnPort(port);
  }
}

function end({ port, onClose }: Serving): void {
  onClose();
  port.close();
}
