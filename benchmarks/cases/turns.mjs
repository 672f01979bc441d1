// Everybody in turn: whatever else the machine does meets all of them.
import { Problem } from '../../scripts/setup/processes.mjs';
import { Notebook } from '../browser.mjs';
import { takesPart } from '../contestants.mjs';

/**
 * Measure each contestant of a case once a repetition, each time in a new page and a new
 * kernel; give, by name, what `measure(notebook, repetition)` gave, one entry a repetition.
 */
export async function inTurns(surroundings, task, measure, kind = 'nodelay') {
  const { contestants, repetitions } = surroundings;
  const own = contestants.filter(contestant => takesPart(contestant, task.tasks));
  const results = Object.fromEntries(own.map(({ name }) => [name, []]));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const contestant of turned(own, repetition)) {
      console.log(`${task.name} ${repetition + 1}/${repetitions} ${contestant.name}`);
      results[contestant.name].push(
        await once(surroundings, task, contestant, kind, notebook => measure(notebook, repetition))
      );
    }
  }
  return results;
}

/** Measure something in a notebook, in a page and a kernel that are new. */
export async function once({ browser, servers }, task, contestant, kind, measure) {
  const notebook = await Notebook.open(browser, servers[kind], contestant, task);
  try {
    return await measure(notebook);
  } catch (error) {
    throw new Problem(`${contestant.title}: ${error.message}`);
  } finally {
    await notebook.close();
  }
}

/** Everybody begins once. */
export function turned(list, by) {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
