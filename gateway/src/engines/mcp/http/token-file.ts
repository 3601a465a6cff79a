import { z } from 'zod';

const Loose = z.looseObject({});

/** What is kept of the sign-in to one server, in a private file. */
export const SignInRecord = z.object({
  /** By the authorization server that gave them. */
  clients: z.record(z.string(), Loose).default({}),
  tokens: z.record(z.string(), Loose).default({}),
  /** Whose tokens are the newest. */
  current: z.string().optional(),
  verifier: z.string().optional(),
  state: z.string().optional(),
  discovery: Loose.optional(),
  /** Where the owner has to sign in; set while that is to be done. */
  waitsFor: z.string().optional(),
});
export type SignInRecord = z.infer<typeof SignInRecord>;

/** Reads and writes one such record. */
export interface SignInFile {
  read(): SignInRecord;
  write(record: SignInRecord): void;
}

export function signInFile(
  file: string,
  io: { read: (file: string) => string | undefined; write: (file: string, text: string) => void },
): SignInFile {
  let kept: SignInRecord | undefined;
  return {
    read() {
      kept ??= parse(io.read(file));
      return kept;
    },
    write(record) {
      kept = record;
      io.write(file, `${JSON.stringify(record)}\n`);
    },
  };
}

function parse(text: string | undefined): SignInRecord {
  return SignInRecord.parse(text === undefined ? {} : JSON.parse(text));
}
