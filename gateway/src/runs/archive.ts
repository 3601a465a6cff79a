import type { Page, Receipt, ResultSlice } from '#contract';
import { scopesCover } from '../identity/scope.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { fillPage } from '../platform/fill-page.ts';
import type { Viewer } from './job-desk.ts';
import type { ReadLedger } from './read-ledger.ts';
import type { RunStore } from './run-store.ts';

/** Receipts, and the rest of capped results, of the viewer's space as far as its scopes cover the intents. */
export interface Archive {
  getReceipt(viewer: Viewer, receiptId: string): Promise<Receipt>;
  listReceipts(
    viewer: Viewer,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Receipt>>;
  getResult(
    viewer: Viewer,
    slice: { handle: string; offset: number; limit: number },
  ): Promise<ResultSlice>;
}

export function createArchive({ store, ledger }: { store: RunStore; ledger: ReadLedger }): Archive {
  return {
    async getReceipt({ space, scopes }, receiptId) {
      await ledger.flush();
      const receipt = await store.findReceipt({ receiptId, space });
      if (receipt && scopesCover(scopes, receipt.intent)) return receipt;
      throw notKept(
        'receipt_not_found',
        `There is no receipt "${receiptId}".`,
        'GET /receipts lists those that you may see.',
      );
    },
    async listReceipts({ space, scopes }, { limit, cursor }) {
      await ledger.flush();
      return fillPage({
        limit,
        cursor,
        read: (page) => store.listReceipts({ space, ...page }),
        isWanted: ({ intent }) => scopesCover(scopes, intent),
        idOf: ({ receipt_id }) => receipt_id,
        toItem: (receipt) => receipt,
      });
    },
    async getResult({ space, scopes }, { handle, offset, limit }) {
      await ledger.flush();
      const stored = await store.findResult({ handle, space });
      if (!stored || !scopesCover(scopes, stored.intent)) {
        throw notKept(
          'result_not_found',
          `There is no result "${handle}".`,
          'Results are kept for seven days. Run the intent again.',
        );
      }
      if (stored.forgotten) {
        throw notKept(
          'forgotten',
          `What result "${handle}" said was forgotten.`,
          'Nothing of it is left.',
        );
      }
      return sliceOf(stored, { offset, limit });
    },
  };
}

function sliceOf(
  { handle, text }: { handle: string; text: string },
  { offset, limit }: { offset: number; limit: number },
): ResultSlice {
  const end = endOfSlice(text, offset + limit);
  return {
    handle,
    offset,
    total_chars: text.length,
    text: text.slice(offset, end),
    ...(end < text.length && { next_offset: end }),
  };
}

/* One character more where the cut would leave half of a surrogate pair, which strict readers refuse. */
function endOfSlice(text: string, end: number): number {
  return text.slice(end - 1, end).isWellFormed() || text.slice(end, end + 1).isWellFormed()
    ? end
    : end + 1;
}

function notKept(
  code: 'receipt_not_found' | 'result_not_found' | 'forgotten',
  message: string,
  hint: string,
): GatewayError {
  return new GatewayError(code, message, { hint });
}
