// What needs no browser: a yield that nobody takes, a hundred sessions, and being told to stop.
import { fileURLToPath } from 'node:url';
import { programs, python } from '../../scripts/setup/paths.mjs';
import { environment, run } from '../../scripts/setup/processes.mjs';
import { venv } from '../installation.mjs';
import { atMost, middle, number } from '../statistics.mjs';

const MEGA = 2 ** 20;
const FLAT = 5;

const KINDS = {
  text: 'a growing text',
  chat: 'a growing conversation',
  picture: 'a picture of 512 × 512',
  several: 'two outputs, one skipped'
};

const STOPPED = {
  loop: 'a loop of plain Python',
  generator: 'a generator',
  coroutine: 'a coroutine'
};

const yields = kind => results => results.map(result => result.yields[kind]);
const stops = (kind, at) => results => results.map(({ stops }) => stops[kind][at]);
const grown = results => results.map(({ sessions }) => sessions.grown / MEGA);

export const kernel = {
  name: 'kernel',
  title: 'In the kernel',
  tasks: [],

  async run({ contestants, repetitions }) {
    if (!contestants.some(({ name }) => name === 'intarsia')) {
      return {};
    }
    const results = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      console.log(`kernel ${repetition + 1}/${repetitions}`);
      results.push({
        yields: await script('yields.py'),
        sessions: await script('sessions.py'),
        stops: await script('stops.py')
      });
    }
    return { intarsia: results };
  },

  rows: [
    ...Object.entries(KINDS).map(([kind, words]) => ({
      title: `a yield that no view has room for, µs: ${words}`,
      of: yields(kind)
    })),
    {
      title: '100 sessions with 100 values each, at once: until all have ended, ms',
      of: results => results.map(({ sessions }) => sessions.time)
    },
    {
      title: '… last values that arrived, of 500 in five rounds',
      of: results => results.map(({ sessions }) => sessions.exact)
    },
    {
      title: '… MB more in the kernel after the fifth round than after the second',
      of: grown
    },
    ...Object.entries(STOPPED).flatMap(([kind, words]) => [
      { title: `Stop → the run has ended, ms: ${words}`, of: stops(kind, 0) },
      { title: '… the longest of 50', of: stops(kind, 1) }
    ])
  ],

  aims(find) {
    const { results } = find('intarsia');
    const lost = results.filter(({ sessions }) => sessions.exact !== sessions.asked).length;
    const middles = Object.keys(KINDS).map(kind => middle(yields(kind)(results)));
    return [
      ...atMost([Math.max(...middles)], 50, 'a yield without credit', ' µs'),
      { text: '100 sessions: nothing is lost', value: lost ? 'no' : 'yes', met: lost === 0 },
      {
        text: `100 sessions: memory after they closed grows by ≤ ${FLAT} MB in three rounds`,
        value: `${number(middle(grown(results)))} MB`,
        met: middle(grown(results)) <= FLAT
      },
      ...atMost([Math.max(...stops('loop', 1)(results))], 100, 'a plain loop stops', ' ms')
    ];
  },

  method: `- *A yield that no view has room for*: the time that a generator of 20,000 values (2,000 pictures) spends outside of itself, with a view that has painted nothing ([yields.py](../benchmarks/kernel/yields.py)).
- *100 sessions*: of one app, with 100 comms to one kernel, each running a generator of 100 values at the same time; then they close ([sessions.py](../benchmarks/kernel/sessions.py)). Memory is the kernel's resident set.
- *Stop*: from the request that cancels a run to the message that tells its end, 50 times ([stops.py](../benchmarks/kernel/stops.py)).`
};

async function script(name) {
  const path = fileURLToPath(new URL(`../kernel/${name}`, import.meta.url));
  const env = environment({}, programs(venv));
  const text = await run(python(venv), [path], { env, output: 'keep' });
  return JSON.parse(/^\{.*\}$/m.exec(text)[0]);
}
