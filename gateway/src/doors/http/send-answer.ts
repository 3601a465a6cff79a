import type { FastifyReply } from 'fastify';
import type { Answer } from '#contract';
import { httpStatusOfCode } from '#contract';

/** Sends an answer under the HTTP status that its own status stands for. */
export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(httpStatusOf(answer)).send(answer);
}

function httpStatusOf({ status, error }: Answer): number {
  switch (status) {
    case 'success':
    case 'preview':
      return 200;
    case 'accepted':
    case 'needs_approval':
      return 202;
    case 'error':
      return error ? httpStatusOfCode[error.code] : 500;
    default:
      return status satisfies never;
  }
}
