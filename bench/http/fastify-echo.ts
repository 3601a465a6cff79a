/** The peer: Fastify with schema validation, answering what it was sent in the shape of an answer. */
import Fastify from 'fastify';

const app = Fastify();
const body = {
  type: 'object',
  required: ['intent'],
  properties: {
    intent: { type: 'string', maxLength: 200 },
    inputs: { type: 'object' },
    mode: { type: 'string' },
  },
  additionalProperties: false,
};
app.post<{ Body: { intent: string; inputs?: unknown } }>(
  '/orchestrate',
  { schema: { body } },
  async (request) => ({
    status: 'success',
    intent: request.body.intent,
    result: request.body,
  }),
);
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
