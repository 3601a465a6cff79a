import type { OpenConnection } from './open-connection.ts';

const answerMs = 5000;

/** After a call that got no answer: ends the connection where the server answers to nothing at all. */
export async function closeIfDead({ client, close }: OpenConnection): Promise<void> {
  const options = { timeout: answerMs };
  try {
    await (client.getProtocolEra() === 'modern' ? client.discover(options) : client.ping(options));
  } catch {
    await close();
  }
}
