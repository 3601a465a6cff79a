import { Health, Ready } from '#contract';

import { OpenApiQuery } from './openapi-query.ts';
import type { Operation } from './operation.ts';

/** The calls about the gateway itself. */
export const serviceOperations: readonly Operation[] = [
  {
    id: 'health',
    call: 'GET /health',
    tag: 'Service',
    summary: 'Whether the gateway is up',
    key: 'none',
    answers: { 200: { description: 'It is up.', schema: Health } },
  },
  {
    id: 'ready',
    call: 'GET /ready',
    tag: 'Service',
    summary: 'Whether the gateway can work',
    key: 'none',
    answers: {
      200: { description: 'It can.', schema: Ready },
      503: { description: 'It cannot; the body says what is missing.', schema: Ready },
    },
  },
  {
    id: 'metrics',
    call: 'GET /metrics',
    tag: 'Service',
    summary: 'Metrics for Prometheus',
    key: 'caller',
    answers: { 200: { description: 'Prometheus text format.', text: 'text/plain' } },
  },
  {
    id: 'openapi',
    call: 'GET /openapi.json',
    tag: 'Service',
    summary: 'This document',
    description: 'With profile=chatgpt, the part of it that a ChatGPT Action imports.',
    key: 'none',
    query: OpenApiQuery,
    answers: { 200: { description: 'OpenAPI 3.1.', text: 'application/json' } },
  },
  {
    id: 'docs',
    call: 'GET /docs',
    tag: 'Service',
    summary: 'These calls as a page to read',
    key: 'none',
    answers: { 200: { description: 'A page.', text: 'text/html' } },
  },
];
