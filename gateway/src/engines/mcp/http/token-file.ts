import { z } from 'zod';

const Loose = z.looseObject({});

/** The owner on the way to sign in. */
const Pending = z.object({
  /** By which the browser is known when it comes back. */
  state: z.string(),
  verifier: z.string(),
  /** Where the owner has to sign in. */
  url: z.string(),
  at: z.number(),
  /** Who was found to give tokens when the owner was sent there. */
  discovery: Loose.optional(),
});
export type Pending = z.infer<typeof Pending>;

/** What is kept of the sign-in to one server, in a private file. */
export const SignInRecord = z.object({
  /** Address of the server that all of it is for. */
  server: z.string().optional(),
  /** By the authorization server that gave them. */
  clients: z.record(z.string(), Loose).default({}),
  tokens: z.record(z.string(), Loose).default({}),
  /** Whose tokens are the newest. */
  current: z.string().optional(),
  /** The newest last; empty where nothing is to be done. */
  pending: z.array(Pending).default([]),
});
export type SignInRecord = z.infer<typeof SignInRecord>;

/** Reads and writes one such record. */
export interface SignInFile {
  read(): SignInRecord;
  change(changes: Partial<SignInRecord>): void;
}

/** The record of a server at this address; what was kept of the same name at another one counts for nothing. */
export function signInFile(
  { file, server }: { readonly file: string; readonly server: string },
  io: { read: (file: string) => string | undefined; write: (file: string, text: string) => void },
): SignInFile {
  let kept: SignInRecord | undefined;
  const read = () => (kept ??= recordFor(server, io.read(file)));
  return {
    read,
    change(changes) {
      kept = { ...read(), ...changes, server };
      io.write(file, `${JSON.stringify(kept)}\n`);
    },
  };
}

function recordFor(server: string, text: string | undefined): SignInRecord {
  const record = SignInRecord.parse(text === undefined ? {} : JSON.parse(text));
  const isOfAnother = record.server !== undefined && record.server !== server;
  return isOfAnother ? SignInRecord.parse({}) : record;
}
