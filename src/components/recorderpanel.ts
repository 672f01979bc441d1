import type { TranslationBundle } from '@jupyterlab/translation';
import { clockText } from './clocktext';
import { Field } from './field';
import { createIcon, Icon } from './icon';
import { PlayerIcon } from './playericon';

/**
 * What stands in the place of a field while something is recorded: how long it has been, Pause
 * and Stop.
 */
export class RecorderPanel {
  constructor(options: RecorderPanel.IOptions) {
    this._options = options;
    const { trans } = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Recorder';
    this.node.setAttribute('role', 'group');
    this.node.setAttribute('aria-label', trans.__('Recording'));
    this._mark.className = 'intarsia-Recorder-mark';
    this._mark.setAttribute('aria-hidden', 'true');
    this._state.className = 'intarsia-Recorder-state';
    this._state.setAttribute('role', 'status');
    this._time.className = 'intarsia-Recorder-time';
    this._pause = Private.button('pause', () => options.onPause());
    this._pause.classList.add('intarsia-mod-ghost');
    this._stop = Private.button('stop', () => options.onStop());
    this._stop.append(createIcon(Icon.STOP), trans.__('Stop'));
    const ground = options.ground ? [options.ground] : [];
    this.node.append(...ground, this._mark, this._state, this._time, this._pause, this._stop);
    this.show('asking');
    this.setSeconds(0);
  }

  readonly node: HTMLDivElement;

  /**
   * Put the focus on what ends it.
   */
  focus(): void {
    this._stop.focus();
  }

  /**
   * Show what happens.
   */
  show(state: RecorderPanel.State): void {
    const { trans, mayPause } = this._options;
    const isPaused = state === 'paused';
    this.node.dataset.state = state;
    this._state.textContent = {
      asking: trans.__('Waiting for permission'),
      recording: trans.__('Recording'),
      paused: trans.__('Paused'),
      streaming: trans.__('Streaming')
    }[state];
    this._time.hidden = state === 'asking';
    this._pause.hidden = !mayPause || state === 'asking';
    const label = isPaused ? trans.__('Go on') : trans.__('Pause');
    this._pause.replaceChildren(
      createIcon(isPaused ? PlayerIcon.MICROPHONE : PlayerIcon.PAUSE),
      label
    );
  }

  /**
   * Show how long it has been.
   */
  setSeconds(seconds: number): void {
    const text = clockText(seconds);
    if (this._time.textContent !== text) {
      this._time.textContent = text;
    }
  }

  private readonly _mark = document.createElement('span');
  private readonly _options: RecorderPanel.IOptions;
  private readonly _pause: HTMLButtonElement;
  private readonly _state = document.createElement('span');
  private readonly _stop: HTMLButtonElement;
  private readonly _time = document.createElement('span');
}

export namespace RecorderPanel {
  /**
   * What happens: the person is asked for a device, it records, …
   */
  export type State = 'asking' | 'recording' | 'paused' | 'streaming';

  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** What stands above: a wave, a picture. */
    readonly ground: HTMLElement | null;
    readonly mayPause: boolean;
    onPause(): void;
    onStop(): void;
  }
}

namespace Private {
  export function button(name: string, execute: () => void): HTMLButtonElement {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `intarsia-Button intarsia-Recorder-${name}`;
    made.addEventListener('click', execute);
    Field.keepKeys(made);
    return made;
  }
}
