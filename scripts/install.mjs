// What other commands need before they can begin: the packages of both halves.
import { install } from './setup/environment.mjs';
import { main } from './setup/processes.mjs';

await main(install);
