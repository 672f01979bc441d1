import { Token } from '@lumino/coreutils';
import type { IComponentRegistry as Registry } from './components/registry';

/**
 * Which class draws which kind of component.
 */
export type IComponentRegistry = Registry;

/**
 * With it another extension brings kinds of its own, or draws a known kind in its own way.
 */
export const IComponentRegistry = new Token<IComponentRegistry>(
  'intarsia:IComponentRegistry',
  'The classes that draw the components of an app, by kind.'
);
