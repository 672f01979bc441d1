import type { IPlayable } from '../playable';

/**
 * Something to play of which the test says how it goes on.
 */
export class FakePlayable extends EventTarget implements IPlayable {
  currentTime = 0;
  duration = NaN;
  ended = false;
  loop = false;
  muted = false;
  paused = true;
  playbackRate = 1;
  /** How far has come, of one that grows. */
  come = 0;

  readonly seekable = { length: 1, end: (): number => this.come };

  async play(): Promise<void> {
    this.paused = this.ended = false;
    this.tell('play');
    this.tell('playing');
  }

  pause(): void {
    this.paused = true;
    this.tell('pause');
  }

  /** Be somewhere else. */
  at(seconds: number): void {
    this.currentTime = seconds;
    this.tell('timeupdate');
  }

  /** Be told how long it is. */
  last(seconds: number): void {
    this.duration = seconds;
    this.tell('durationchange');
  }

  tell(name: string): void {
    this.dispatchEvent(new Event(name));
  }
}
