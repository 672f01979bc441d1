import { Button } from './button';
import { Checkbox } from './checkbox';
import { CheckboxGroup } from './checkboxgroup';
import type { Component as Base } from './component';
import { Date } from './date';
import { DateTime } from './datetime';
import { Dropdown } from './dropdown';
import { Duration } from './duration';
import { File } from './file';
import { Image } from './image';
import { Number } from './number';
import { Radio } from './radio';
import { Slider } from './slider';
import { Textbox } from './textbox';
import { Time } from './time';

/**
 * Every kind, and the class that draws it: one line a kind, the inputs in the order of
 * Python's list, then what shows results, then what is made of others.
 */
export const COMPONENTS: ReadonlyArray<readonly [string, Base.Factory]> = [
  ['textbox', Textbox],
  ['number', Number],
  ['slider', Slider],
  ['checkbox', Checkbox],
  ['checkboxgroup', CheckboxGroup],
  ['radio', Radio],
  ['dropdown', Dropdown],
  ['datetime', DateTime],
  ['date', Date],
  ['time', Time],
  ['duration', Duration],
  ['file', File],
  ['image', Image],
  ['button', Button]
];

export { Component } from './component';
export { Control } from './control';
export { Field } from './field';
export { ComponentRegistry } from './registry';
export type { IComponentRegistry } from './registry';
