/**
 * HTTP as an adapter uses it: JSON there, JSON back, one request, every failure a `ProviderFailure`.
 *
 * Requests go only where the installation's settings say. No part of an address comes from a message or from a site,
 * and a redirect is a failure, so nobody can send the relay to an address of their choice.
 */
import type { z } from 'zod';
import { ProviderFailure } from './provider.ts';

/** More than ten times what may be asked. */
const ANSWER_MAX_BYTES = 256 * 1024;
const RETRY_AFTER_MAX_MS = 3_600_000;

type Question<Answer> = {
  url: string;
  headers?: Record<string, string>;
  /** Absent: a GET. */
  body?: unknown;
  answer: z.ZodType<Answer>;
  signal: AbortSignal;
};

export async function askJson<Answer>({ url, headers, body, answer, signal }: Question<Answer>): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'touchline',
        ...headers,
      },
      redirect: 'manual',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw failureOf(response);
    }
    const parsed = answer.safeParse(JSON.parse(await readText(response)));
    if (!parsed.success) throw new ProviderFailure('retryable', 'the answer has another shape');
    return parsed.data;
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    if (signal.aborted) throw new ProviderFailure('retryable', 'no answer in time');
    if (error instanceof SyntaxError) throw new ProviderFailure('retryable', 'the answer is not JSON');
    throw new ProviderFailure('retryable', `no answer: ${codeOf(error)}`);
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop closes the connection. What counts is the size after decompression.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_MAX_BYTES) throw new ProviderFailure('retryable', 'the answer is too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function failureOf({ status, headers }: Response): ProviderFailure {
  const message = `answered ${status}`;
  switch (status) {
    case 401:
    case 403:
      return new ProviderFailure('auth', message);
    case 456:
      return new ProviderFailure('quota', message);
    case 400:
    case 413:
    case 414:
    case 422:
      return new ProviderFailure('refused', message);
    default:
      return new ProviderFailure('retryable', message, retryAfter(headers));
  }
}

/** In seconds, or as a moment, which is compared with the server's own clock. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return ms > 0 ? Math.min(ms, RETRY_AFTER_MAX_MS) : undefined;
}

/** `ECONNREFUSED`; never the message, which holds addresses. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause as NodeJS.ErrnoException | null)?.code ?? 'the connection failed';
}
