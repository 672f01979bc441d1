import type { ComponentSpec } from '../protocol/types';
import type { Component as Base } from './component';
import { Accordion } from './accordion';
import { Audio } from './audio';
import { BarPlot } from './barplot';
import { BrowserState } from './browserstate';
import { Button } from './button';
import { Chatbot } from './chatbot';
import { Checkbox } from './checkbox';
import { CheckboxGroup } from './checkboxgroup';
import { Code } from './code';
import { ColorPicker } from './colorpicker';
import { Column } from './column';
import { CustomComponent } from './customcomponent';
import { Dataframe } from './dataframe';
import { Dataset } from './dataset';
import { Date } from './date';
import { DateTime } from './datetime';
import { Display } from './display';
import { DownloadButton } from './downloadbutton';
import { Draggable } from './draggable';
import { Dropdown } from './dropdown';
import { Duration } from './duration';
import { File } from './file';
import { Form } from './form';
import { Group } from './group';
import { HighlightedText } from './highlightedtext';
import { HTML } from './html';
import { Image } from './image';
import { Interface } from './interface';
import { Interpretation } from './interpretation';
import { JSON } from './json';
import { Label } from './label';
import { LinePlot } from './lineplot';
import { List } from './list';
import { Mapping } from './mapping';
import { Markdown } from './markdown';
import { MultimodalTextbox } from './multimodaltextbox';
import { Number } from './number';
import { Optional } from './optional';
import { Plot } from './plot';
import { Radio } from './radio';
import { Render } from './render';
import { Row } from './row';
import { ScatterPlot } from './scatterplot';
import { Sidebar } from './sidebar';
import { Slider } from './slider';
import { State } from './state';
import { Step } from './step';
import { Tab } from './tab';
import { Tabs } from './tabs';
import { Textbox } from './textbox';
import { Time } from './time';
import { Timer } from './timer';
import { Tuple } from './tuple';
import { Union } from './union';
import { UploadButton } from './uploadbutton';
import { Video } from './video';
import { Walkthrough } from './walkthrough';
import { Widget } from './widget';

/**
 * The kinds that the protocol knows.
 */
export type Kind = ComponentSpec['kind'];

/**
 * Every kind, and the class that draws it: one line a kind, in the order of Python's list.
 * The compiler asks for a kind that is missing.
 */
export const COMPONENTS: {
  readonly [K in Kind]: Base.Factory<Extract<ComponentSpec, { kind: K }>>;
} = {
  textbox: Textbox,
  multimodaltextbox: MultimodalTextbox,
  number: Number,
  slider: Slider,
  checkbox: Checkbox,
  checkboxgroup: CheckboxGroup,
  radio: Radio,
  dropdown: Dropdown,
  colorpicker: ColorPicker,
  datetime: DateTime,
  date: Date,
  time: Time,
  duration: Duration,
  file: File,
  image: Image,
  audio: Audio,
  video: Video,
  dataframe: Dataframe,
  dataset: Dataset,
  json: JSON,
  label: Label,
  code: Code,
  highlightedtext: HighlightedText,
  markdown: Markdown,
  html: HTML,
  chatbot: Chatbot,
  display: Display,
  form: Form,
  list: List,
  mapping: Mapping,
  optional: Optional,
  union: Union,
  tuple: Tuple,
  button: Button,
  downloadbutton: DownloadButton,
  uploadbutton: UploadButton,
  interface: Interface,
  interpretation: Interpretation,
  row: Row,
  column: Column,
  group: Group,
  tabs: Tabs,
  tab: Tab,
  accordion: Accordion,
  sidebar: Sidebar,
  draggable: Draggable,
  walkthrough: Walkthrough,
  step: Step,
  customcomponent: CustomComponent,
  widget: Widget,
  render: Render,
  state: State,
  timer: Timer,
  browserstate: BrowserState,
  plot: Plot,
  lineplot: LinePlot,
  barplot: BarPlot,
  scatterplot: ScatterPlot
};

export { Component } from './component';
export { Control } from './control';
export { Field } from './field';
