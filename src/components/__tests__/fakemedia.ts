/**
 * A browser's sources of media, where there is none: what was appended to them, and when.
 *
 * #### Notes
 * An append is done when the test says `done`; two at a time fail, as in a browser.
 */
export class FakeSource extends EventTarget {
  static readonly made: FakeSource[] = [];

  static isTypeSupported(mime: string): boolean {
    return mime.includes('avc1');
  }

  /** Have the page this kind of source from now on. */
  static install(): void {
    FakeSource.made.length = 0;
    Object.assign(window, { MediaSource: FakeSource });
  }

  static remove(): void {
    Object.assign(window, { MediaSource: undefined });
  }

  constructor() {
    super();
    FakeSource.made.push(this);
  }

  readyState = 'closed';
  readonly sourceBuffers: FakeSourceBuffer[] = [];
  mime = '';
  ends = 0;

  /** The element has taken it. */
  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('sourceopen'));
  }

  addSourceBuffer(mime: string): FakeSourceBuffer {
    this.mime = mime;
    const buffer = new FakeSourceBuffer();
    this.sourceBuffers.push(buffer);
    return buffer;
  }

  endOfStream(): void {
    if (this.sourceBuffers.some(buffer => buffer.updating)) {
      throw new DOMException('', 'InvalidStateError');
    }
    this.readyState = 'ended';
    this.ends += 1;
  }
}

/**
 * The bytes of one source.
 */
export class FakeSourceBuffer extends EventTarget {
  updating = false;
  /** The sizes of what was appended. */
  readonly appended: number[] = [];
  readonly removed: [number, number][] = [];
  /** Whether there is no room. */
  isFull = false;
  readonly buffered = { length: 1, start: () => 0, end: () => 60 };

  appendBuffer(data: ArrayBuffer): void {
    if (this.updating) {
      throw new DOMException('', 'InvalidStateError');
    }
    if (this.isFull) {
      throw new DOMException('', 'QuotaExceededError');
    }
    this.updating = true;
    this.appended.push(data.byteLength);
  }

  remove(begin: number, end: number): void {
    this.updating = true;
    this.removed.push([begin, end]);
    this.isFull = false;
  }

  /** The browser has taken it. */
  done(): void {
    this.updating = false;
    this.dispatchEvent(new Event('updateend'));
  }

  /** The browser cannot make anything of it. */
  fail(): void {
    this.updating = false;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Event('updateend'));
  }
}

/**
 * What writes the recordings of a browser, where there is none.
 */
export class FakeRecorder extends EventTarget {
  static readonly made: FakeRecorder[] = [];

  static isTypeSupported(mime: string): boolean {
    return mime === 'video/webm;codecs=vp8,opus' || mime === 'video/webm;codecs=vp8';
  }

  static install(): void {
    FakeRecorder.made.length = 0;
    Object.assign(globalThis, { MediaRecorder: FakeRecorder });
  }

  static remove(): void {
    delete (globalThis as { MediaRecorder?: unknown }).MediaRecorder;
  }

  constructor(
    readonly stream: MediaStream,
    options: MediaRecorderOptions
  ) {
    super();
    this.mimeType = options.mimeType ?? '';
    FakeRecorder.made.push(this);
  }

  readonly mimeType: string;
  state = 'inactive';

  start(): void {
    this.state = 'recording';
  }

  stop(): void {
    this.state = 'inactive';
    this.write(1);
    this.dispatchEvent(new Event('stop'));
  }

  /** A part of the file is there. */
  write(size: number): void {
    const data = new Blob([new Uint8Array(size)]);
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
  }
}
