// What is measured, in the order of the report.
import { beside } from './beside.mjs';
import { chat } from './chat.mjs';
import { components } from './components.mjs';
import { explaining } from './explaining.mjs';
import { growth } from './growth.mjs';
import { interaction } from './interaction.mjs';
import { kernel } from './kernel.mjs';
import { pictures } from './pictures.mjs';
import { weight } from './weight.mjs';

/**
 * A case has a `name`, a `title`, the `tasks` whose cells stand in its notebooks, and
 * `run(surroundings)`, which gives the results by contestant. From one contestant's results,
 * `rows` make the table (`of` gives numbers, or a text; those with `ratio` are compared as
 * well). `aims(find)` says what the project wants to reach, `method` how it is measured.
 */
export const CASES = [
  interaction,
  components,
  growth,
  chat,
  pictures,
  beside,
  kernel,
  explaining,
  weight
];
