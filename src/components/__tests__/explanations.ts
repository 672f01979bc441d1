import type { Explanation, InputScores } from '../../protocol/types';

/**
 * One input with its parts.
 */
export function input(given: Partial<InputScores>): InputScores {
  return {
    name: 'text',
    label: 'Text',
    kind: 'text',
    shown: 'a good day',
    score: 0.25,
    std: null,
    low: null,
    high: null,
    without: 0.5,
    baseline: 'left out',
    baseline_given: false,
    detail: null,
    ...given
  };
}

/**
 * A text whose second word raised the result, and whose third lowered it.
 */
export const TEXT = input({
  detail: {
    kind: 'tokens',
    text: 'a good day',
    level: 'word',
    units: [
      { text: 'a', start: 0, end: 1, score: 0, std: null, without: 0.75 },
      { text: 'good', start: 2, end: 6, score: 0.25, std: null, without: 0.5 },
      { text: 'day', start: 7, end: 10, score: -0.05, std: null, without: 0.8 }
    ]
  }
});

/**
 * Why it is good, by leaving out.
 */
export function explanation(given: Partial<Explanation> = {}): Explanation {
  return {
    version: 1,
    scope: 'local',
    method: 'perturb',
    title: 'Leave-one-out',
    because: 'chosen because it asks nothing of the function but to be called',
    parameters: {},
    seed: 0,
    explained: {
      output: 0,
      output_label: 'result',
      kind: 'class',
      label: 'good',
      options: ['good', 'bad'],
      scale: ''
    },
    prediction: 0.75,
    base_value: 0.5,
    inputs: [TEXT],
    is_additive: false,
    additivity_gap: 0.05,
    cost: { calls: 6, cached: 1, failed: 0, seconds: 0.002, budget: null, exhausted: false },
    repetitions: 1,
    noise: null,
    warnings: [],
    final: true,
    progress: 1,
    code: "gr.interpret(mood, {'text': 'a good day'}, method='perturb')",
    offers: [],
    fidelity: null,
    ...given
  };
}

/**
 * What a place for explanations holds.
 */
export function explained(
  ...explanations: Explanation[]
): Record<string, unknown> & { explanations: Explanation[] } {
  return { explanations, current: explanations.length - 1, of: 'x', problem: null, asks: null };
}
