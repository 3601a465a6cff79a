import type { PreviewStore } from '../../consent/preview-store.ts';
import type { Channels } from './channels.ts';

export function createSqlitePreviewStore({ writer }: Pick<Channels, 'writer'>): PreviewStore {
  return { keepPreview: (preview) => writer.call('keepPreview', preview) };
}
