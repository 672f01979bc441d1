import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { clockText } from './clocktext';
import { Field } from './field';
import { createIcon } from './icon';
import { reachOf, type IPlayable } from './playable';
import { PlayerIcon } from './playericon';
import { Sight } from './sight';

/**
 * The controls of what is played: play, place, times, speed, mute.
 *
 * #### Notes
 * The place is a native range, drawn by a fraction in the style: while it plays, the range
 * itself stays still under the focus, or a screen reader would read out every second of it.
 * What nobody sees is drawn when somebody looks.
 */
export class PlayerBar implements IDisposable {
  /**
   * Draw it, with nothing to play.
   */
  constructor(options: PlayerBar.IOptions) {
    this._options = options;
    const { trans } = options;
    this.node = document.createElement('div');
    this.node.className = 'intarsia-Player';
    this._track = Private.part('div', 'track');
    this._track.dir = 'ltr'; // time goes to the right
    this._range = Private.part('input', 'range');
    this._range.type = 'range';
    this._range.min = '0';
    this._range.step = 'any';
    this._range.setAttribute('aria-label', trans.__('Position'));
    Field.keepKeys(this._range);
    this._track.append(
      Private.part('div', 'rail'),
      Private.part('div', 'fill'),
      this._range,
      Private.part('div', 'head')
    );
    this._play = Private.button('play');
    this._times = Private.part('span', 'times');
    this._times.dir = 'ltr';
    this._state = Private.part('span', 'state');
    this._speed = Private.button('speed');
    this._mute = Private.button('mute');
    Private.show(this._mute, PlayerIcon.SOUND, trans.__('Mute'));
    this.setGround(null);
    for (const name of Private.EVENTS) {
      this.node.addEventListener(name, this);
    }
    this._draw();
  }

  readonly node: HTMLDivElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Play this from now on, at the same speed, or nothing.
   */
  follow(playable: IPlayable | null): void {
    this._stopFollowing();
    this._playable = playable;
    if (playable) {
      this._sight ??= new Sight(this.node, () => this._onSight());
      playable.playbackRate = this._rate;
      playable.muted = this._isMuted;
      for (const name of Private.HEARD) {
        playable.addEventListener(name, this);
      }
    }
    this._isWaiting = false;
    this._synchronize();
    this._draw();
  }

  /**
   * Lay the place over this, or over a rail of its own.
   */
  setGround(ground: Element | null): void {
    const { node } = this;
    if (ground === this._ground && node.hasChildNodes()) {
      return; // moved, a control would lose the focus
    }
    this._ground?.remove();
    this._ground = ground;
    node.classList.toggle('intarsia-mod-ground', ground !== null);
    const line = [this._times, this._state, this._speed, this._mute];
    if (ground) {
      this._track.prepend(ground);
      node.replaceChildren(this._track, this._play, ...line);
    } else {
      node.replaceChildren(this._play, this._track, ...line);
    }
  }

  /**
   * Say whether more is to come.
   */
  setGrowing(isGrowing: boolean): void {
    this._isGrowing = isGrowing;
    this._draw();
  }

  /**
   * Play, or pause.
   */
  toggle(): void {
    const playable = this._playable;
    if (playable && !playable.paused && !playable.ended) {
      playable.pause();
    } else {
      // Refused without a press of a person's, or given up by the next: no error here.
      playable?.play().catch(() => undefined);
    }
  }

  /**
   * Handle the events of the controls, and of what is played.
   */
  handleEvent(event: Event): void {
    if (event.currentTarget === this.node) {
      this._evtControl(event);
      return;
    }
    const { told } = this._options;
    const playable = this._playable;
    switch (event.type) {
      case 'play':
        told?.('play');
        break;
      case 'pause':
        // The end is told as such.
        if (!playable?.ended) {
          told?.('pause');
        }
        break;
      case 'ended':
        told?.('end');
        break;
      case 'waiting':
        this._isWaiting = true;
        break;
      case 'playing':
      case 'timeupdate':
        this._isWaiting = false;
        break;
    }
    if (!this._isSeen && event.type === 'timeupdate') {
      return;
    }
    this._show();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._sight?.dispose();
    this._stopFollowing();
    this._playable = null;
    for (const name of Private.EVENTS) {
      this.node.removeEventListener(name, this);
    }
    this.node.remove();
  }

  private _evtControl(event: Event): void {
    const target = event.target as Element;
    switch (event.type) {
      case 'click':
        if (this._play.contains(target)) {
          this.toggle();
        } else if (this._speed.contains(target)) {
          this._nextSpeed();
        } else if (this._mute.contains(target)) {
          this._setMuted(!this._isMuted);
        }
        break;
      case 'keydown':
        this._evtKeyDown(event as KeyboardEvent);
        break;
      case 'focusin':
        this._synchronize();
        break;
      case 'input':
      case 'change':
        // Where one is in a recording is no value of the field.
        event.stopPropagation();
        if (event.type === 'input') {
          this._seek(this._range.valueAsNumber);
        }
        break;
    }
  }

  private _evtKeyDown(event: KeyboardEvent): void {
    const playable = this._playable;
    if (!playable || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const { skip } = this._options;
    const now = playable.currentTime;
    const places: Record<string, number | undefined> = {
      ArrowRight: now + skip,
      ArrowUp: now + skip,
      ArrowLeft: now - skip,
      ArrowDown: now - skip,
      Home: 0,
      End: reachOf(playable)
    };
    const place = places[event.key];
    if (place !== undefined) {
      this._seek(place);
    } else if (event.key === 'k' || (event.key === ' ' && event.target === this._range)) {
      this.toggle();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private _seek(seconds: number): void {
    if (this._playable) {
      this._playable.currentTime = Math.max(0, Math.min(seconds, reachOf(this._playable)));
      this._synchronize();
      this._draw();
    }
  }

  private _nextSpeed(): void {
    const at = Private.SPEEDS.indexOf(this._rate);
    this._rate = Private.SPEEDS[(at + 1) % Private.SPEEDS.length];
    if (this._playable) {
      this._playable.playbackRate = this._rate;
    }
    this._draw();
  }

  private _setMuted(isMuted: boolean): void {
    this._isMuted = isMuted;
    if (this._playable) {
      this._playable.muted = isMuted;
    }
    const icon = isMuted ? PlayerIcon.MUTED : PlayerIcon.SOUND;
    Private.show(this._mute, icon, this._options.trans.__('Mute'));
    this._draw();
  }

  private get _isSeen(): boolean {
    return this._sight?.isSeen ?? true;
  }

  private _onSight(): void {
    if (this._isSeen) {
      this._show();
    }
  }

  private _show(): void {
    if (document.activeElement !== this._range || this._playable?.paused) {
      this._synchronize();
    }
    this._draw();
  }

  /**
   * Have the range say where it is.
   */
  private _synchronize(): void {
    const { trans } = this._options;
    const now = this._playable?.currentTime ?? 0;
    const reach = reachOf(this._playable);
    this._range.max = String(reach || 1);
    this._range.value = String(now);
    this._range.setAttribute(
      'aria-valuetext',
      trans.__('%1 of %2', clockText(now), clockText(reach))
    );
  }

  private _draw(): void {
    const { trans } = this._options;
    const playable = this._playable;
    const isPlaying = playable !== null && !playable.paused && !playable.ended;
    const reach = reachOf(playable);
    const now = playable?.currentTime ?? 0;
    if (isPlaying !== this._showsPlaying) {
      this._showsPlaying = isPlaying;
      Private.show(
        this._play,
        isPlaying ? PlayerIcon.PAUSE : PlayerIcon.PLAY,
        isPlaying ? trans.__('Pause') : trans.__('Play')
      );
    }
    Private.setText(this._times, `${clockText(now)} / ${clockText(reach)}`);
    const isWaiting = isPlaying && this._isWaiting;
    Private.setText(
      this._state,
      isWaiting ? trans.__('Waiting for more') : this._isGrowing ? trans.__('Live') : ''
    );
    this.node.classList.toggle('intarsia-mod-growing', this._isGrowing);
    this._speed.setAttribute('aria-label', trans.__('Speed: %1×', this._rate));
    this._speed.title = trans.__('Speed');
    Private.setText(this._speed, `${this._rate}×`);
    this._mute.setAttribute('aria-pressed', String(this._isMuted));
    for (const control of [this._play, this._range, this._speed, this._mute]) {
      control.disabled = playable === null;
    }
    this._drawPlace();
    if (isPlaying && !isWaiting) {
      this._drawNextFrame();
    }
  }

  private _drawPlace(): void {
    const reach = reachOf(this._playable);
    const share = reach > 0 ? Math.min((this._playable?.currentTime ?? 0) / reach, 1) : 0;
    this._track.style.setProperty('--intarsia-player-fraction', share.toFixed(5));
  }

  /**
   * Move on with each frame, as long as it plays and stands in the page.
   */
  private _drawNextFrame(): void {
    if (this._frame === 0 && this.node.isConnected && this._isSeen) {
      this._frame = requestAnimationFrame(() => {
        this._frame = 0;
        if (this._playable && !this._playable.paused && this.node.isConnected) {
          this._drawPlace();
          this._drawNextFrame();
        }
      });
    }
  }

  private _stopFollowing(): void {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    for (const name of Private.HEARD) {
      this._playable?.removeEventListener(name, this);
    }
  }

  private _frame = 0;
  private _ground: Element | null = null;
  private _isDisposed = false;
  private _isGrowing = false;
  private _isMuted = false;
  private _isWaiting = false;
  private readonly _mute: HTMLButtonElement;
  private readonly _options: PlayerBar.IOptions;
  private readonly _play: HTMLButtonElement;
  private _playable: IPlayable | null = null;
  private readonly _range: HTMLInputElement;
  private _rate = 1;
  private _showsPlaying: boolean | null = null;
  private _sight: Sight | null = null;
  private readonly _speed: HTMLButtonElement;
  private readonly _state: HTMLElement;
  private readonly _times: HTMLElement;
  private readonly _track: HTMLElement;
}

export namespace PlayerBar {
  /**
   * The options of the constructor.
   */
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Seconds that an arrow key goes on or back. */
    readonly skip: number;
    /** Called when it begins to play, is paused, or comes to its end. */
    readonly told?: (what: 'play' | 'pause' | 'end') => void;
  }
}

namespace Private {
  export const EVENTS = ['click', 'keydown', 'focusin', 'input', 'change'];

  export const HEARD = [
    'play',
    'pause',
    'ended',
    'timeupdate',
    'durationchange',
    'seeked',
    'waiting',
    'playing'
  ];

  export const SPEEDS = [1, 1.5, 2, 0.5];

  export function part<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    name: string
  ): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    made.className = `intarsia-Player-${name}`;
    return made;
  }

  export function button(name: string): HTMLButtonElement {
    const made = part('button', name);
    made.type = 'button';
    made.classList.add('intarsia-Button', 'intarsia-mod-ghost', 'intarsia-Player-button');
    Field.keepKeys(made);
    return made;
  }

  export function show(button: HTMLElement, icon: string, label: string): void {
    button.replaceChildren(createIcon(icon));
    button.setAttribute('aria-label', label);
    button.title = label;
  }

  export function setText(node: HTMLElement, text: string): void {
    if (node.textContent !== text) {
      node.textContent = text;
    }
  }
}
