import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { closeCapture, openCapture } from './capture';

/**
 * What the microphone hears, as samples of one channel.
 *
 * #### Notes
 * A worklet hands them over, on a thread of its own, so that none is lost while the page is
 * busy; where its module is refused, a script processor does.
 */
export class Microphone implements IDisposable {
  /**
   * Ask the person for it.
   *
   * #### Notes
   * Rejects with words for a person. Given up meanwhile, by `signal`, it is let
   * go of at once.
   */
  static async open(options: Microphone.IOptions, signal: AbortSignal): Promise<Microphone> {
    const stream = await openCapture({ audio: true }, options.trans);
    let context: AudioContext | null = null;
    try {
      Private.check(signal);
      context = new AudioContext();
      const tap = await Private.createTap(context);
      Private.check(signal);
      const microphone = new Microphone(options, stream, context, tap);
      await context.resume();
      return microphone;
    } catch (error) {
      closeCapture(stream);
      void context?.close();
      throw error;
    }
  }

  private constructor(
    options: Microphone.IOptions,
    private readonly _stream: MediaStream,
    private readonly _context: AudioContext,
    private readonly _tap: Private.ITap
  ) {
    this.rate = _context.sampleRate;
    _tap.hear(samples => {
      if (!this._isDisposed && !this.isPaused) {
        options.heard(samples);
      }
    });
    for (const track of _stream.getTracks()) {
      track.addEventListener('ended', () => {
        if (!this._isDisposed) {
          options.lost();
        }
      });
    }
    // Heard by nobody: it writes nothing to what it is connected to.
    const source = _context.createMediaStreamSource(_stream);
    source.connect(_tap.node).connect(_context.destination);
  }

  /** Samples in a second. */
  readonly rate: number;

  /** Whether what is heard is left out. */
  isPaused = false;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Hand over what was heard until now, and let go of the microphone.
   */
  async stop(): Promise<void> {
    await Promise.race([this._tap.finish(), Private.patience()]);
    this.dispose();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    closeCapture(this._stream);
    this._tap.node.disconnect();
    void this._context.close();
  }

  private _isDisposed = false;
}

export namespace Microphone {
  /**
   * Who listens.
   */
  export interface IOptions {
    readonly trans: TranslationBundle;
    /** Called with what was heard, a few hundredths of a second each time. */
    heard(samples: Float32Array): void;
    /** Called when the device is taken away. */
    lost(): void;
  }
}

namespace Private {
  export function check(signal: AbortSignal): void {
    if (signal.aborted) {
      throw signal.reason ?? new Error('The microphone was given up.');
    }
  }

  /** Milliseconds in which a tap has to hand over the rest. */
  const PATIENCE = 1000;

  /**
   * The tap of a context that the system has stopped may say nothing any more.
   */
  export function patience(): Promise<void> {
    return new Promise(resolve => window.setTimeout(resolve, PATIENCE));
  }

  /**
   * Where samples are taken from.
   */
  export interface ITap {
    readonly node: AudioNode;
    hear(listener: (samples: Float32Array) => void): void;
    /** Hand over the rest. */
    finish(): Promise<void>;
  }

  export async function createTap(context: AudioContext): Promise<ITap> {
    try {
      const url = URL.createObjectURL(new Blob([MODULE], { type: 'text/javascript' }));
      await context.audioWorklet.addModule(url).finally(() => URL.revokeObjectURL(url));
      return workletTap(context);
    } catch {
      return scriptTap(context);
    }
  }

  const NAME = 'intarsia-tap';

  const MODULE = `
    class Tap extends AudioWorkletProcessor {
      constructor() {
        super();
        this.rest = new Float32Array(1024);
        this.count = 0;
        this.port.onmessage = () => {
          this.isOver = true;
          this.send();
          this.port.postMessage(null);
        };
      }
      send() {
        const samples = this.rest.slice(0, this.count);
        this.count = 0;
        this.port.postMessage(samples, [samples.buffer]);
      }
      process([input]) {
        if (input[0] && !this.isOver) {
          this.rest.set(input[0], this.count);
          this.count += input[0].length;
          if (this.count + input[0].length > this.rest.length) {
            this.send();
          }
        }
        return !this.isOver;
      }
    }
    registerProcessor('${NAME}', Tap);
  `;

  function workletTap(context: AudioContext): ITap {
    const node = new AudioWorkletNode(context, NAME, {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: 1,
      channelCountMode: 'explicit'
    });
    let done: () => void = () => undefined;
    let listener: (samples: Float32Array) => void = () => undefined;
    node.port.onmessage = ({ data }: MessageEvent<Float32Array | null>) => {
      if (data === null) {
        done();
      } else if (data.length > 0) {
        listener(data);
      }
    };
    return {
      node,
      hear: to => (listener = to),
      finish: () =>
        new Promise(resolve => {
          done = resolve;
          node.port.postMessage(null);
        })
    };
  }

  function scriptTap(context: AudioContext): ITap {
    const node = context.createScriptProcessor(4096, 1, 1);
    return {
      node,
      hear: listener => {
        node.onaudioprocess = ({ inputBuffer }) => listener(inputBuffer.getChannelData(0).slice());
      },
      finish: () => Promise.resolve()
    };
  }
}
