// The part that is loaded when an app is first drawn.
export { AppView } from './appview';
export { BundleProblem } from './bundleproblem';
