/** Translates with apertium, directly or through one language between, as be → ru → uk. */
import type { Pair } from './pairs.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';

export type Engine = {
  /** Targets by source. */
  languages(): Map<string, string[]>;
  /** Rejects when apertium fails or is too slow; throws nothing else. */
  translate(text: string, source: string, target: string): Promise<string>;
  close(): void;
};

export function createEngine(pairs: Pair[], limits: { timeoutMs: number }): Engine {
  const started = new Map<Pair, Pipeline>();

  function pipelineOf(pair: Pair): Pipeline {
    const pipeline = started.get(pair) ?? createPipeline(pair.command, limits);
    started.set(pair, pipeline);
    return pipeline;
  }

  return {
    languages() {
      const codes = [...new Set(pairs.map(({ source }) => source))].sort();
      const targetsOf = (source: string) => codes.filter((target) => wayBetween(pairs, source, target).length > 0);
      return new Map(codes.map((source) => [source, targetsOf(source)]));
    },
    async translate(text, source, target) {
      let translated = text;
      for (const pair of wayBetween(pairs, source, target)) translated = await pipelineOf(pair).translate(translated);
      return translated;
    },
    close() {
      for (const pipeline of started.values()) pipeline.close();
    },
  };
}

/** Empty where there is none, and from a language to itself. */
function wayBetween(pairs: Pair[], source: string, target: string): Pair[] {
  if (source === target) return [];
  const direct = pairs.find((pair) => pair.source === source && pair.target === target);
  if (direct) return [direct];
  for (const first of pairs.filter((pair) => pair.source === source)) {
    const second = pairs.find((pair) => pair.source === first.target && pair.target === target);
    if (second) return [first, second];
  }
  return [];
}
