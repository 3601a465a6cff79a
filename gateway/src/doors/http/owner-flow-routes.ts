import type { FastifyInstance } from 'fastify';
import {
  FlowPush,
  FlowRoundTripRequest,
  type FlowRoundTrip,
  type FlowRoundTrips,
  type Flows,
  type FlowsPushed,
  type PulledFlow,
} from '#contract';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { HttpParts } from './http-parts.ts';
import { parseRequest } from './parse-request.ts';
import { requireOwner } from './request-context.ts';

/** What the owner does with flows, besides reviewing them. */
export interface FlowDesk {
  list(): Promise<Flows>;
  push(request: FlowPush): Promise<FlowsPushed>;
  pull(intent: string): Promise<PulledFlow>;
  roundTrip(provider: string | undefined): Promise<readonly FlowRoundTrip[]>;
}

/* A workflow may be larger than what callers send. */
const largestWorkflowBytes = 5 * 1024 * 1024;

/** `/owner/flows…`: which flows there are, and installing them. */
export function ownerFlowRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { flowDesk } = parts;

  void app.register(async (owner) => {
    owner.addHook('onRequest', async (request, reply) => requireOwner(request, reply, parts));

    owner.get('/owner/flows', async (): Promise<Flows> => {
      return (await flowDesk()?.list()) ?? { providers: [], flows: [] };
    });

    owner.post('/owner/flows/push', { bodyLimit: largestWorkflowBytes }, async (request) => {
      const hint = 'For example {"names": ["gmail.triage"]}, or {"workflow": {…}}.';
      return deskOf(parts).push(parseRequest(FlowPush, request.body, hint));
    });

    owner.get<{ Params: { intent: string } }>('/owner/flows/:intent/workflow', async (request) =>
      deskOf(parts).pull(request.params.intent),
    );

    owner.post('/owner/flows/roundtrip', async (request): Promise<FlowRoundTrips> => {
      const { provider } = parseRequest(
        FlowRoundTripRequest,
        request.body,
        'For example {"provider": "n8n"}.',
      );
      const desk = flowDesk();
      return { providers: desk ? [...(await desk.roundTrip(provider))] : [] };
    });
  });
}

function deskOf({ flowDesk }: HttpParts): FlowDesk {
  const desk = flowDesk();
  if (desk) return desk;
  throw new GatewayError('invalid_request', 'No provider of flows is configured.', {
    hint: 'Write flows: {providers: {n8n: {type: n8n, url: http://127.0.0.1:5678, api_key: …}}} into tutti.yaml, then run "tutti reload".',
  });
}
