import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { httpStatusOfCode, type ErrorBody } from '#contract';
import { errorBodyOf, GatewayError } from '../../platform/gateway-error.ts';
import type { HttpParts } from './http-parts.ts';

/** What a request outside of a call is answered where it went wrong: `{error, trace_id}`, telling nothing of the inside. */
export interface Refusal {
  readonly status: number;
  readonly body: { readonly error: ErrorBody; readonly trace_id: string };
}

export type Refuse = (error: unknown, request: { traceId: string; route: string }) => Refusal;

export function createRefuse({ log, settings }: Pick<HttpParts, 'log' | 'settings'>): Refuse {
  return (error, { traceId, route }) => {
    const known = error instanceof GatewayError ? error : fromFastify(error, settings.bodyMaxBytes);
    if (!known) log.error({ err: error, trace_id: traceId, route }, 'a request failed');
    const body = errorBodyOf(known ?? error);
    return { status: httpStatusOfCode[body.code], body: { error: body, trace_id: traceId } };
  };
}

export function createErrorHandler(refuse: Refuse) {
  return function handleError(
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    const route = request.routeOptions.url ?? 'unknown';
    const { status, body } = refuse(error, { traceId: request.id, route });
    return reply.code(status).send(body);
  };
}

export function handleUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = errorBodyOf(
    new GatewayError(
      'unknown_path',
      `There is nothing at ${request.method} ${request.url.split('?', 1).join()}.`,
      {
        hint: 'GET /docs shows every call. Intents are run by POST /orchestrate.',
      },
    ),
  );
  return reply.code(404).send({ error, trace_id: request.id });
}

/* Fastify's own refusals, as far as a request can cause them. */
function fromFastify(error: unknown, bodyMaxBytes: number): GatewayError | undefined {
  switch (isFastifyError(error) ? error.code : undefined) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge(bodyMaxBytes);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return notJson();
    case 'FST_ERR_BAD_URL':
      return new GatewayError('invalid_request', 'The address is not a valid URL.', {
        hint: 'A "%" in an address must be followed by two hexadecimal digits: write it as %25.',
      });
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new GatewayError('invalid_json', 'The body is empty or not of the length it says.', {
        hint: 'Send one JSON object, for example {"intent": "system.ping"}.',
      });
    default:
      return undefined;
  }
}

export function bodyTooLarge(bodyMaxBytes: number): GatewayError {
  return new GatewayError('body_too_large', `The body is larger than ${bodyMaxBytes} bytes.`, {
    hint: 'Send less at once: split the work into several calls.',
  });
}

export function notJson(): GatewayError {
  return new GatewayError('unsupported_media_type', 'The body must be JSON.', {
    hint: 'Send "Content-Type: application/json".',
  });
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
