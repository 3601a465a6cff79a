import type { VectorStore } from '../../tools/memory/vector-store.ts';
import type { Channels } from './channels.ts';
import type { Channel } from './threads/channel.ts';
import type { VectorDesk } from './vectors/vector-desk.ts';

export type VectorChannel = Channel<Omit<VectorDesk, 'catchUp'>>;

/** `openVectors` starts the thread that holds vectors in memory; it is asked for when the first are needed. */
export function createSqliteVectorStore({
  writer,
  reader,
  openVectors,
}: Channels & { readonly openVectors: () => Promise<VectorChannel> }): VectorStore {
  return {
    async openModel(input) {
      const model = await writer.call('beginModel', input);
      await sliceBySlice(() => writer.call('queueMemories', model.number));
      return model;
    },
    listModels: () => reader.call('listModels'),
    async dropModel(number) {
      await (await openVectors()).call('unloadModel', number);
      await sliceBySlice(() => writer.call('dropModelSlice', number));
    },
    completeModel: (input) => writer.call('completeModel', input),
    listUnembedded: (input) => reader.call('listUnembedded', input),
    countUnembedded: (model) => reader.call('countUnembedded', model),
    keepVectors: (input) => writer.call('keepVectors', input),
    postponeVectors: (input) => writer.call('postponeVectors', input),
    loadModel: async (number) => (await openVectors()).call('loadModel', number),
    scoreByMeaning: async (input) => (await openVectors()).call('scoreByMeaning', input),
    rankByMeaning: async (question) => (await openVectors()).call('rankByMeaning', question),
  };
}

/* Other decisions get their turn in between. */
async function sliceBySlice(decide: () => Promise<number>): Promise<void> {
  while ((await decide()) > 0);
}
