import { ResultSlice } from '#contract';
import type { HttpClient } from '../http-client.ts';

const sliceChars = 90_000;

/** The text of a result that was cut in its answer. */
export async function readWholeResult(client: HttpClient, handle: string): Promise<string> {
  let text = '';
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const path = `/results/${encodeURIComponent(handle)}`;
    const slice: ResultSlice = await client.get(path, ResultSlice, { offset, limit: sliceChars });
    text += slice.text;
    offset = slice.next_offset;
  }
  return text;
}
