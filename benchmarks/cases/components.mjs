/* global window */
// 500 components in one app.
import { against } from '../statistics.mjs';
import { inTurns } from './turns.mjs';

const COUNT = 500;
const CONTROLS = {
  intarsia:
    '.intarsia-Textbox input, .intarsia-Textbox textarea, .intarsia-Slider input[type="range"], .intarsia-Checkbox input, .intarsia-Dropdown select, .intarsia-Dropdown input',
  ipywidgets:
    '.widget-text input, .widget-slider .noUi-target, .widget-checkbox input, .widget-dropdown select'
};

const painted = {
  title: 'cell executed → all on screen, ms',
  of: results => results,
  ratio: true
};

export const components = {
  name: 'components',
  title: '500 components',
  tasks: ['components'],

  run(surroundings) {
    return inTurns(surroundings, this, async notebook => {
      await notebook.page.evaluate(() => window.benchmark.restart(null));
      return notebook.paint('components', CONTROLS[notebook.contestant.name], COUNT);
    });
  },

  rows: [painted],

  aims(find) {
    const [own, ipywidgets] = ['intarsia', 'ipywidgets'].map(find);
    return against(painted, own, ipywidgets, 1.5, '500 components painted');
  },

  method: `- *500 components*: a text field, a slider, a checkbox and a menu, 125 times, in one app and in one \`VBox\` of bare ipywidgets; from the key press that runs the cell to the frame that shows the last.`
};
