export interface Said {
  who: string;
  /** ISO time. */
  at: string;
  text: string;
  replies?: number;
  reactions?: number;
}

const DECISIONS =
  /\b(decid|agreed|ship|release|deploy|deadline|block|urgent|outage|down|broke|fail|fix|todo|action|please|need|must)\w*/gi;

/** The sentences that matter most, in the order in which they were said. No model is asked. */
export function highlights(said: Said[], most: number): Said[] {
  return said
    .map((one, index) => ({ one, index, score: weight(one) }))
    .sort((a, b) => b.score - a.score || b.index - a.index)
    .slice(0, most)
    .sort((a, b) => a.one.at.localeCompare(b.one.at))
    .map(({ one }) => ({ ...one, text: shortened(one.text) }));
}

function weight({ text, replies = 0, reactions = 0 }: Said): number {
  const words = text.split(/\s+/).length;
  const asks = text.includes('?') ? 2 : 0;
  const decides = (text.match(DECISIONS) ?? []).length * 2;
  const links = /https?:\/\//.test(text) ? 1 : 0;
  return replies * 2 + reactions + asks + decides + links + Math.min(words, 30) / 10;
}

export function shortened(text: string, most = 280): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

export function howMany(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}
