/** Reads conversations in the format of the LoCoMo benchmark, forgiving what its data gets wrong. */
export interface Conversation {
  readonly id: string;
  readonly turns: readonly Turn[];
  readonly questions: readonly Question[];
}

export interface Turn {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
  /** ISO 8601; absent where the file does not say. */
  readonly saidAt: string | undefined;
}

export interface Question {
  readonly text: string;
  readonly category: number;
  /** Ids of the turns that answer it; those that do not exist are left out. */
  readonly evidence: readonly string[];
}

/** Category of questions about things that were never said, or said of the other speaker. */
export const adversarial = 5;

export function readConversations(json: string): readonly Conversation[] {
  const parsed: unknown = JSON.parse(json);
  const list = Array.isArray(parsed) ? parsed : [parsed];
  return list.map((entry, at) => {
    const { sample_id: id, conversation, qa } = recordOf(entry);
    const turns = turnsOf(recordOf(conversation));
    const known = new Set(turns.map((turn) => turn.id));
    return {
      id: typeof id === 'string' ? id : `conversation-${at + 1}`,
      turns,
      questions: listOf(qa).flatMap((question) => questionOf(recordOf(question), known)),
    };
  });
}

/* Sessions are numbered, but there are times of sessions that do not exist. */
function turnsOf(conversation: Readonly<Record<string, unknown>>): readonly Turn[] {
  const numbers = Object.keys(conversation)
    .flatMap((key) => /^session_(\d+)$/.exec(key)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
  return numbers.flatMap((number) => {
    const saidAt = timeOf(conversation[`session_${number}_date_time`]);
    return listOf(conversation[`session_${number}`]).flatMap((turn) =>
      turnOf(recordOf(turn), saidAt),
    );
  });
}

/* A picture is told in words, as an assistant that sees it would. */
function turnOf(turn: Readonly<Record<string, unknown>>, saidAt: string | undefined): Turn[] {
  const { dia_id: id, speaker, text, blip_caption: caption } = turn;
  if (typeof id !== 'string') return [];
  const said = typeof text === 'string' ? text.trim() : '';
  const shown = typeof caption === 'string' ? `[photo: ${caption.trim()}]` : '';
  const whole = [said, shown].filter(Boolean).join(' ');
  const name = typeof speaker === 'string' && speaker.trim() !== '' ? speaker.trim() : 'unknown';
  return whole === '' ? [] : [{ id: turnId(id), speaker: name, text: whole, saidAt }];
}

function questionOf(
  qa: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): readonly Question[] {
  const { question, category, evidence } = qa;
  if (typeof question !== 'string' || question.trim() === '') return [];
  const ids = listOf(evidence).filter((entry) => typeof entry === 'string');
  return [
    {
      text: question.trim(),
      category: Number(category),
      evidence: [...new Set(evidenceIn(ids.join(' ')))].filter((id) => known.has(id)),
    },
  ];
}

/* "D8:6; D9:17" are two, and "D:11:26" and "D30:05" are one. */
function evidenceIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/D:?(\d+):(\d+)/g), ([, session, turn]) =>
    turnId(`D${session}:${turn}`),
  );
}

function turnId(id: string): string {
  return id.replaceAll(/\d+/g, (digits) => String(Number(digits)));
}

/* "1:56 pm on 8 May, 2023". */
function timeOf(text: unknown): string | undefined {
  const found = /(\d+):(\d+)\s*([ap])m on (\d+) (\w+),? (\d{4})/i.exec(String(text));
  if (!found) return undefined;
  const [, hour, minute, half = '', day, month, year] = found;
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const at = new Date(`${day} ${month} ${year} ${hours}:${minute} UTC`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
