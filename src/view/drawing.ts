// The part that is loaded when an app is first drawn.
import '../../style/drawing.css';

export { AppView } from './appview';
export { BundleProblem } from './bundleproblem';
