import type { TranslationBundle } from '@jupyterlab/translation';
import type { Flow, FlowEdge, FlowStep, StepState } from '../protocol/types';
import { sayDuration, sayElapsed } from './seconds';

/**
 * What is said of the steps of a flow.
 */
export namespace StepWords {
  /**
   * How a step stands, and how long it took.
   *
   * @param elapsed - seconds since it began, of one that runs
   */
  export function status(
    trans: TranslationBundle,
    state: StepState | undefined,
    elapsed: number = 0
  ): string {
    const took = (words: string): string =>
      trans.__('%1 · %2', words, sayDuration(trans, state?.seconds ?? 0));
    switch (state?.status) {
      case 'waiting':
        return trans.__('Waiting');
      case 'running':
        return trans.__('%1 · %2', trans.__('Running'), sayElapsed(trans, elapsed));
      case 'done':
        return took(state.reused ? trans.__('Kept') : trans.__('Done'));
      case 'failed':
        return took(trans.__('Failed'));
      case 'cancelled':
        return took(trans.__('Cancelled'));
      case 'interrupted':
        return took(trans.__('Interrupted'));
      case 'skipped':
        return trans.__('Skipped');
      default:
        return trans.__('Not run');
    }
  }

  /**
   * Why a step stands as it does, where that needs to be said; else an empty text.
   */
  export function reason(trans: TranslationBundle, state: StepState | undefined): string {
    if (state?.status === 'waiting') {
      return trans.__('Steps before it are under way.');
    }
    if (state?.reused) {
      return trans.__('The result was kept from an earlier run: neither code nor inputs differ.');
    }
    switch (state?.because) {
      case 'failed':
        return trans.__('Skipped, because the step before it failed.');
      case 'succeeded':
        return trans.__('Skipped, because the step before it did not fail.');
      case 'unchanged':
        return trans.__('Skipped, because what it listens to did not change.');
      case 'left-out':
        return trans.__('Skipped: the step before it took another path.');
      case 'skipped':
        return trans.__('Skipped, because the step before it was.');
      case 'stopped':
        return trans.__('Skipped, because the step before it was stopped.');
      default:
        return '';
    }
  }

  /**
   * What a step begins with, a sentence for each.
   */
  export function beginnings(trans: TranslationBundle, flow: Flow, step: FlowStep): string[] {
    const triggers = step.triggers.map(({ label, event }) =>
      label ? trans.__('On %2 of %1', label, event) : trans.__('On %1 of the app', event)
    );
    const after = flow.edges
      .filter(edge => edge.target === step.index && edge.kind !== 'feeds')
      .map(edge => begin(trans, flow, edge));
    return [...triggers, ...after];
  }

  /**
   * What feeds a step besides, a sentence for each.
   */
  export function feeders(trans: TranslationBundle, flow: Flow, step: FlowStep): string[] {
    return flow.edges
      .filter(edge => edge.target === step.index && edge.components.length > 0)
      .map(edge => {
        const names = edge.components.map(id => flow.labels[id] ?? id).join(', ');
        return edge.source === step.index
          ? trans.__('Reads what it writes: %1', names)
          : trans.__('Reads what %1 writes: %2', name(flow, edge.source), names);
      });
  }

  function begin(trans: TranslationBundle, flow: Flow, edge: FlowEdge): string {
    const source = name(flow, edge.source);
    switch (edge.kind) {
      case 'success':
        return trans.__('After %1, if it succeeds', source);
      case 'failure':
        return trans.__('After %1, if it fails', source);
      case 'change':
        return trans.__('When %1 changes a value', source);
      default:
        return trans.__('After %1', source);
    }
  }

  function name(flow: Flow, index: number): string {
    return flow.steps.find(step => step.index === index)?.name ?? '';
  }
}
