import { calendarSchedule } from './calendar-schedule.ts';
import { codeReview } from './code-review.ts';
import { digestDaily } from './digest-daily.ts';
import { gmailSearch } from './gmail-search.ts';
import { gmailTriage } from './gmail-triage.ts';
import { notesSync } from './notes-sync.ts';
import { slackSummarize } from './slack-summarize.ts';
import { tasksCreate } from './tasks-create.ts';

/** The workflows of `flows/n8n`. */
export const SHIPPED_FLOWS = [
  gmailTriage,
  gmailSearch,
  slackSummarize,
  digestDaily,
  calendarSchedule,
  notesSync,
  tasksCreate,
  codeReview,
] as const;
