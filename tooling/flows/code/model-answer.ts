interface ModelReply {
  choices?: { message?: { content?: unknown } }[];
  error?: { message?: string } | string;
}

/** What an OpenAI-compatible endpoint answered, or why there is no answer. */
export function modelAnswer(
  reply: ModelReply,
  settings: { model_url?: string; model?: string },
): { model: { text: string | null; name: string; why_not?: string } } {
  const name = settings.model ?? '';
  if (!settings.model_url) return { model: { text: null, name } };
  const content = reply.choices?.[0]?.message?.content;
  if (typeof content === 'string' && content.trim() !== '') {
    return { model: { text: content.trim().slice(0, 20_000), name } };
  }
  const said = typeof reply.error === 'string' ? reply.error : reply.error?.message;
  return { model: { text: null, name, why_not: said ?? 'The model gave no answer.' } };
}
