import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/* What browsers send is a few hundred bytes; an attestation of the larger kind, a few thousand. */
const Bytes = z.string().max(20_000);
const Id = z.string().min(1).max(2000);

const Assertion = z.looseObject({
  id: Id,
  rawId: Id,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: Bytes, authenticatorData: Bytes, signature: Bytes }),
  clientExtensionResults: z.looseObject({}).default({}),
});

const Attestation = z.looseObject({
  id: Id,
  rawId: Id,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
  clientExtensionResults: z.looseObject({}).default({}),
});

const ClientData = z.looseObject({ challenge: z.string().max(2000) });

interface Answered<Response> {
  readonly response: Response;
  /** That the browser says it answers; the signature covers it. */
  readonly challenge: string;
}

/** What `navigator.credentials.get` gave, as JSON; undefined where it is nothing of the kind. */
export function parseAssertion(text: string): Answered<AuthenticationResponseJSON> | undefined {
  const parsed = Assertion.safeParse(jsonOrNull(text));
  if (!parsed.success) return undefined;
  return answered(parsed.data as unknown as AuthenticationResponseJSON);
}

/** What `navigator.credentials.create` gave, as JSON; undefined where it is nothing of the kind. */
export function parseAttestation(text: string): Answered<RegistrationResponseJSON> | undefined {
  const parsed = Attestation.safeParse(jsonOrNull(text));
  if (!parsed.success) return undefined;
  return answered(parsed.data as unknown as RegistrationResponseJSON);
}

function answered<Response extends { response: { clientDataJSON: string } }>(
  response: Response,
): Answered<Response> | undefined {
  const text = Buffer.from(response.response.clientDataJSON, 'base64url').toString();
  const clientData = ClientData.safeParse(jsonOrNull(text));
  return clientData.success ? { response, challenge: clientData.data.challenge } : undefined;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
