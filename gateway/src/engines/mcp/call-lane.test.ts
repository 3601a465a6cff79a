import {
  InMemoryTransport,
  ProtocolError,
  type JSONRPCMessage,
} from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { createStopSwitch } from '../../runs/stop-switch.ts';
import { createCallLane } from './call-lane.ts';

const params = { name: 'echo', arguments: {} };
const onprogress = () => undefined;

async function openLane() {
  const [transport, server] = InMemoryTransport.createLinkedPair();
  const arrived: JSONRPCMessage[] = [];
  const cancelled: [number, string][] = [];
  // eslint-disable-next-line unicorn/prefer-add-event-listener -- it is no event target
  server.onmessage = (message) => void arrived.push(message);
  await Promise.all([transport.start(), server.start()]);
  const lane = createCallLane({
    transport,
    envelope: undefined,
    tellCancelled: (id, reason) => void cancelled.push([id, reason]),
    errorOf: (...said) => ProtocolError.fromError(...said),
  });
  return { lane, server, arrived, cancelled };
}

function idOf(message: JSONRPCMessage | undefined): number {
  if (message && 'id' in message && typeof message.id === 'number') return message.id;
  throw new Error('no request came');
}

describe('a lane of calls', () => {
  it('gives each call its own answer, in whatever order they come', async () => {
    const { lane, server, arrived } = await openLane();
    const calls = [1, 2, 3].map(() =>
      lane.send(params, { stopping: createStopSwitch(), onprogress }),
    );
    for (const message of arrived.toReversed()) {
      const id = idOf(message);
      await server.send({ jsonrpc: '2.0', id, result: { said: id } });
    }
    expect(await Promise.all(calls)).toEqual(arrived.map((message) => ({ said: idOf(message) })));
  });

  it('tells the server of a call that is left, and takes no late answer for it', async () => {
    const { lane, server, arrived, cancelled } = await openLane();
    const stopping = createStopSwitch();
    const call = lane.send(params, { stopping, onprogress });
    stopping.stop('deadline');
    await expect(call).rejects.toThrow('the call was left: deadline');
    const id = idOf(arrived[0]);
    expect(cancelled).toEqual([[id, 'deadline']]);
    await server.send({ jsonrpc: '2.0', id, result: { said: 'late' } });
  });

  it('is silent about a stop after the answer', async () => {
    const { lane, server, arrived, cancelled } = await openLane();
    const stopping = createStopSwitch();
    const call = lane.send(params, { stopping, onprogress });
    const id = idOf(arrived[0]);
    await server.send({ jsonrpc: '2.0', id, result: {} });
    await call;
    stopping.stop('cancelled');
    expect(cancelled).toEqual([]);
  });

  it('sends nothing for a call that was stopped before', async () => {
    const { lane, arrived, cancelled } = await openLane();
    const stopping = createStopSwitch();
    stopping.stop('cancelled');
    await expect(lane.send(params, { stopping, onprogress })).rejects.toThrow('cancelled');
    expect([arrived, cancelled]).toEqual([[], []]);
  });

  it('fails what is open when the connection is gone', async () => {
    const { lane } = await openLane();
    const call = lane.send(params, { stopping: createStopSwitch(), onprogress });
    lane.end();
    await expect(call).rejects.toThrow('the connection was closed');
  });
});
