import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { GatewayError } from '../platform/gateway-error.ts';
import type { JsonObject } from '../platform/json.ts';
import type { Logger } from '../platform/logger.ts';
import { parseAssertion, parseAttestation } from './passkey-answers.ts';
import type { PasskeyChallenges } from './passkey-challenge.ts';
import type { PasskeyStore, StoredPasskey } from './passkey-store.ts';
import type { RelyingParty } from './relying-party.ts';

/** The passkeys with which the owner signs in. */
export interface Passkeys {
  /** What the browser passes to `navigator.credentials.get`. */
  requestOptions(party: RelyingParty): JsonObject;
  /** What the browser passes to `navigator.credentials.create`. `purpose` binds it to one session. */
  creationOptions(party: RelyingParty, purpose: string): Promise<JsonObject>;
  /** Checks what a passkey signed; refuses with `unauthenticated`. */
  prove(party: RelyingParty, answer: string): Promise<void>;
  add(party: RelyingParty, added: AddedPasskey): Promise<void>;
  list(): Promise<readonly StoredPasskey[]>;
  remove(id: string): Promise<boolean>;
}

interface AddedPasskey {
  /** What the browser gave, as JSON. */
  readonly answer: string;
  readonly label: string;
  readonly purpose: string;
}

interface PasskeyParts {
  readonly store: PasskeyStore;
  readonly challenges: PasskeyChallenges;
  readonly now: () => number;
  readonly log: Logger;
}

const signIn = 'sign-in';
const timeoutMs = 5 * 60_000;
/* EdDSA, ECDSA with P-256, RSA: what authenticators have. */
const algorithms = [-8, -7, -257];

export function createPasskeys(parts: PasskeyParts): Passkeys {
  const { store, challenges } = parts;
  return {
    requestOptions: ({ id }) => ({
      challenge: challenges.make(signIn),
      rpId: id,
      timeout: timeoutMs,
      userVerification: 'required',
    }),
    async creationOptions(party, purpose) {
      const known = await store.listPasskeys();
      return creationOptionsFor(party, { challenge: challenges.make(purpose), known });
    },
    prove: (party, answer) => prove(party, answer, parts),
    add: (party, added) => add(party, added, parts),
    list: () => store.listPasskeys(),
    remove: (id) => store.removePasskey(id),
  };
}

function creationOptionsFor(
  { id }: RelyingParty,
  { challenge, known }: { challenge: string; known: readonly StoredPasskey[] },
): JsonObject {
  const owner = Buffer.from('tutti-owner').toString('base64url');
  return {
    challenge,
    rp: { id, name: 'Tutti' },
    user: { id: owner, name: 'owner', displayName: 'Owner of Tutti' },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: timeoutMs,
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    excludeCredentials: known
      .filter(({ rpId }) => rpId === id)
      .map(({ id, transports }) => ({ type: 'public-key', id, transports })),
  };
}

async function prove(
  party: RelyingParty,
  answer: string,
  { store, challenges, now, log }: PasskeyParts,
): Promise<void> {
  const assertion = parseAssertion(answer);
  const passkey = assertion && (await store.findPasskey(assertion.response.id));
  const challenge = assertion && challenges.check(assertion.challenge, signIn);
  if (!assertion || passkey?.rpId !== party.id || !challenge) throw notProved();
  const counter = await verifiedCounter(party, { ...assertion, passkey }).catch(
    (error: unknown) => {
      log.info({ err: error }, 'a passkey did not prove who it is');
      throw notProved();
    },
  );
  const outcome = await store.usePasskey({ id: passkey.id, counter, at: now(), challenge });
  if (outcome === 'used') return;
  log.warn({ outcome, passkey: passkey.label }, 'a passkey was refused');
  throw notProved();
}

interface Assertion {
  readonly response: AuthenticationResponseJSON;
  readonly challenge: string;
  readonly passkey: StoredPasskey;
}

/* Loaded at the first use: most starts never need it. */
async function verifiedCounter(
  { id, origin }: RelyingParty,
  { response, challenge, passkey }: Assertion,
): Promise<number> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    /* Whether the counter grew is for the store to say, which knows of other uses at the same time. */
    credential: { id: passkey.id, publicKey: bytesOf(passkey.publicKey), counter: 0 },
  });
  if (!verified) throw new Error('the signature is wrong');
  return authenticationInfo.newCounter;
}

async function add(
  party: RelyingParty,
  { answer, label, purpose }: AddedPasskey,
  { store, challenges, now, log }: PasskeyParts,
): Promise<void> {
  const attestation = parseAttestation(answer);
  const challenge = attestation && challenges.check(attestation.challenge, purpose);
  if (!attestation || !challenge) throw notAdded();
  const credential = await verifiedCredential(party, attestation).catch((error: unknown) => {
    log.info({ err: error }, 'a passkey was not added');
    throw notAdded();
  });
  const createdAt = now();
  const outcome = await store.addPasskey({
    passkey: { ...credential, rpId: party.id, label, createdAt },
    challenge,
  });
  if (outcome !== 'added') throw notAdded();
}

async function verifiedCredential(
  { id, origin }: RelyingParty,
  { response, challenge }: { response: RegistrationResponseJSON; challenge: string },
): Promise<Pick<StoredPasskey, 'id' | 'publicKey' | 'counter' | 'transports'>> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) throw new Error('the attestation is wrong');
  const { credential } = registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
  };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64url, 'base64url'));
}

function notProved(): GatewayError {
  return new GatewayError('unauthenticated', 'This passkey does not sign you in.', {
    hint: 'Try again: what it had to sign may have been too old. Otherwise sign in with the owner key.',
  });
}

function notAdded(): GatewayError {
  return new GatewayError('invalid_request', 'The passkey was not added.', {
    hint: 'Try again, on the page as it is now: what it had to sign may have been too old.',
  });
}
