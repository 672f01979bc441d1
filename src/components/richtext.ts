import type { HTMLSpec, MarkdownSpec } from '../protocol/types';
import { Component } from './component';
import { Field } from './field';
import { FollowEnd } from './followend';
import { setHeights } from './heights';

/**
 * Text that the host's renderers draw; always through the sanitizer.
 */
export abstract class RichText<S extends MarkdownSpec | HTMLSpec> extends Component<S> {
  /**
   * Draw the field; the kind draws into `content`.
   */
  constructor(options: Component.IOptions<S>, content: HTMLElement) {
    super(options);
    const { trans } = options.context;
    this.node.setAttribute('role', 'group');
    this.field = new Field({ node: this.node, spec: options.spec, trans, layout: 'group' });
    this._content = content;
    this._dress();
  }

  /**
   * Resolves when what is shown is on screen.
   */
  abstract get settled(): Promise<void>;

  setSpec(spec: S): void {
    super.setSpec(spec);
    this.field.setSpec(spec);
    this._dress();
    this.showValue(this.value);
  }

  showErrors(errors: ReadonlyArray<Component.IError>): void {
    this.field.showErrors(errors.map(error => error.message));
  }

  dispose(): void {
    this._follow?.dispose();
    this._follow = null;
    super.dispose();
  }

  /**
   * Whether the end is to stay in sight, from now on and unless a person goes up.
   */
  protected follow(isOn: boolean): void {
    this._isFollowing = isOn;
    if (this._follow) {
      this._follow.isOn = isOn;
    }
  }

  /**
   * A text is shown, after another one: follow the end of one that grows, if it has begun
   * just now or one has read to its end.
   */
  protected followGrowth(before: string, text: string): void {
    const now = performance.now();
    const isGrown = before !== '' && text.startsWith(before);
    this.follow(isGrown);
    if (!isGrown) {
      this._since = now;
    } else if (now - this._since < RichText.BEGINNING) {
      this._since = -Infinity;
      this._follow?.begin();
    }
  }

  private _dress(): void {
    const { slot } = this.field;
    setHeights(slot, this.spec);
    slot.classList.toggle('intarsia-mod-padded', this.spec.padding);
    if (slot.classList.contains('intarsia-mod-scrolling')) {
      // What scrolls can be scrolled by keys.
      slot.tabIndex = 0;
      Field.keepKeys(slot);
      this._follow ??= new FollowEnd({ node: slot, content: this._content });
      this._follow.isOn = this._isFollowing;
    } else {
      slot.removeAttribute('tabindex');
      this._follow?.dispose();
      this._follow = null;
    }
  }

  protected readonly field: Field;
  private readonly _content: HTMLElement;
  private _follow: FollowEnd | null = null;
  private _isFollowing = false;
  /** When the text was first shown that may be the first of many. */
  private _since = -Infinity;
}

export namespace RichText {
  /** Milliseconds within which a text begins to grow that is the first of a stream. */
  export const BEGINNING = 3000;
}
