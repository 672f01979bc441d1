// Pictures that follow one another: as fast as a function gives them, and as a film.
import { against, middle, number } from '../statistics.mjs';
import { exact, exactly, stream } from './streams.mjs';
import { inTurns } from './turns.mjs';

const LAST = { film: 198, fast: 199 };
const FAST_ENOUGH = 25;
const PATIENCE = 30_000;

const of = (name, key) => results => results.map(streams => streams[name][key]);
const fast = {
  title: '200 pictures at once: click → the last on screen, ms',
  of: of('fast', 'time'),
  ratio: true
};

export const pictures = {
  name: 'pictures',
  title: 'Pictures of 512 × 512',
  tasks: ['pictures'],

  run(surroundings) {
    return inTurns(surroundings, this, async notebook => {
      await notebook.run('pictures', 'button', 'img');
      const run = name => {
        const watched = { selector: 'img', kind: 'picture', last: LAST[name], patience: PATIENCE };
        return stream(notebook, `Go ${name}`, watched, shown => shown === LAST[name]);
      };
      // The first stream meets code that is not loaded yet.
      const film = await run('film');
      return { film, fast: await run('fast') };
    });
  },

  rows: [
    fast,
    {
      title: '… the last one stands',
      of: results => exactly(results.map(streams => streams.fast))
    },
    { title: '… shown on the way', of: of('fast', 'painted') },
    { title: '200 pictures at 60 Hz: shown a second', of: of('film', 'shownRate') },
    { title: '… longest time between two frames, ms', of: of('film', 'gap') }
  ],

  aims(find) {
    const [own, paced] = ['intarsia', 'paced'].map(find);
    const shown = middle(of('film', 'shownRate')(own.results));
    return [
      ...against(fast, own, paced, 1.2, '200 pictures at once'),
      ...exact(
        own.results.map(streams => streams.fast),
        '200 pictures at once'
      ),
      {
        text: `200 pictures at 60 Hz: shown a second ≥ ${FAST_ENOUGH}`,
        value: number(shown),
        met: shown >= FAST_ENOUGH
      }
    ];
  },

  method: `- *Pictures*: arrays of 512 × 512 × 3, each with its number drawn in a corner, where the page reads it. The bare comm and ipywidgets send PNG files; Gradio and Panel what they make of an array or a Pillow image.`
};
