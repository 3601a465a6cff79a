import type { z } from 'zod';
import type { ErrorCode } from '#contract';

/** One call of the HTTP door, in the words of its document. Its errors are only those of its own. */
export interface Operation {
  readonly id: string;
  readonly call: `${'GET' | 'POST'} /${string}`;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Whose key opens it. */
  readonly key: 'caller' | 'owner' | 'none';
  /** What each `{name}` of the path stands for. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly body?: { readonly schema: z.ZodType; readonly examples: Examples };
  readonly answers: Readonly<Record<number, AnswerForm>>;
  readonly errors?: readonly ErrorCode[];
  /** Carries an intent out, so an error that happens there comes inside an `Answer`. */
  readonly runsIntents?: true;
  /** Offered to ChatGPT Actions: `acts` asks the user each time. */
  readonly assistant?: 'reads' | 'acts';
}

export type Tag = 'Calls' | 'Jobs' | 'Catalog' | 'Records' | 'Owner' | 'Service';

export type AnswerForm =
  | { readonly description: string; readonly schema: z.ZodType; readonly examples?: Examples }
  | { readonly description: string; readonly text: TextType; readonly example?: string };

export type TextType = 'text/plain' | 'text/html' | 'text/event-stream' | 'application/json';

export type Examples = Readonly<Record<string, Example>>;

export interface Example {
  readonly summary: string;
  readonly value: object;
}
