// Keystrokes while another function of the same app streams as fast as it can.
import { setTimeout as pause } from 'node:timers/promises';
import { keystrokes, soon } from '../keys.mjs';
import { middle, quotient, ratio } from '../statistics.mjs';
import { inTurns } from './turns.mjs';

const ASK = '.ask textarea, .ask input';
const TOLD = '.told textarea, .told input, .told .intarsia-Textbox-text';
const LIMIT = 1.5;

const of = key => results => results.map(result => result[key].painted);

export const beside = {
  name: 'beside',
  title: 'Keys while another function streams',
  tasks: ['beside'],

  run(surroundings) {
    return inTurns(surroundings, this, async notebook => {
      const field = await notebook.run('beside', ASK, TOLD);
      const press = async () => {
        await field.fill('');
        await notebook.restart();
        await field.press('a');
        await soon(notebook.until('answer(a)'));
        return keystrokes(notebook, field);
      };
      const idle = await press();
      await notebook.press('Go');
      await pause(1000);
      // With some, nothing is answered any more.
      return { idle, beside: await press().catch(() => ({ painted: null })) };
    });
  },

  rows: [
    { title: 'keystroke → its result on screen, ms: nothing else runs', of: of('idle') },
    {
      title: '… while another function yields a growing text without a pause',
      of: of('beside'),
      ratio: true
    },
    {
      title: '… as many times as long',
      of: results =>
        results.map(({ idle, beside }) => beside.painted && beside.painted / idle.painted)
    }
  ],

  aims(find) {
    const { results } = find('intarsia');
    const value = ratio(of('beside')(results), of('idle')(results));
    return middle(of('idle')(results)) === undefined
      ? []
      : [
          {
            text: `keystroke while another function streams ≤ ${LIMIT} × idle`,
            value: quotient(value),
            met: value <= LIMIT
          }
        ];
  },

  method: `- *Keys while another function streams*: as keystrokes above, in an app with a second function that yields a growing text for ever, without sleeping; with ipywidgets, in a thread that sets a text area. Where a key is not answered within a minute, there is no figure. (Gradio's page takes nothing any more, and is left out.)`
};
