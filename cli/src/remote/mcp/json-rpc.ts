import { z } from 'zod';

/** As much of a message as the bridge has to know. */
export const Message = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
});
export type Message = z.infer<typeof Message>;

export interface Failure {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly error: { readonly code: number; readonly message: string };
}

const serverError = -32_000;
export const parseError = -32_700;

export function failure(id: Message['id'], message: string, code = serverError): Failure {
  return { jsonrpc: '2.0', id: id ?? null, error: { code, message } };
}
