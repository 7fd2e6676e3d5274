import type { Digest, ReportTable } from '@touchline/shared/reports.ts';
import { apiUrl } from '../address.ts';
import { call } from '../api.ts';
import { type Question, queryOf } from './questions.ts';

export type ReportRequests = typeof reportRequests;

export const reportRequests = {
  table: (question: Question) => call<ReportTable>('GET', `reports/table?${queryOf(question)}`),
  digest: (site: string, week: string) => call<Digest>('GET', `reports/digest?${new URLSearchParams({ site, week })}`),
};

/** `words`: what columns and rows are called by their reader. */
export function csvHref(question: Question, words: Record<string, string>): string {
  const query = queryOf({ ...question, compare: false });
  query.set('words', JSON.stringify(words));
  return apiUrl(`reports/table.csv?${query}`);
}
