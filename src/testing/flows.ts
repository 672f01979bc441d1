import type { Flow, FlowEdge, FlowStep, StepState, StepValue } from '../protocol/types';
import type { IFlow } from '../session/state';

/** Steps of these names, as many as there are. */
export function steps(...names: string[]): FlowStep[] {
  return names.map((name, index) => ({
    index,
    name,
    api_name: name,
    triggers: index === 0 ? [{ component: 'go', label: 'Go', event: 'click' }] : [],
    inputs: [],
    outputs: [],
    cache: null,
    in_cycle: false
  }));
}

export function edge(source: number, target: number, given: Partial<FlowEdge> = {}): FlowEdge {
  return { source, target, kind: 'success', components: [], in_cycle: false, ...given };
}

/** One step after the other. */
export function chain(...names: string[]): Flow {
  const edges = names.slice(1).map((_, i) => edge(i, i + 1));
  return { steps: steps(...names), edges, labels: {} };
}

export function stepState(listener: number, given: Partial<StepState> = {}): StepState {
  return {
    listener,
    status: 'idle',
    because: '',
    seconds: 0,
    reused: false,
    can_resume: false,
    ...given
  };
}

export function stepValue(
  component: string,
  given: { value?: unknown; text?: string; skipped?: boolean } = {}
): StepValue {
  return { component, value: null, text: null, skipped: false, ...given } as StepValue;
}

export function shownFlow(flow: Flow, ...states: StepState[]): IFlow {
  return { flow, steps: new Map(states.map(state => [state.listener, state])) };
}
