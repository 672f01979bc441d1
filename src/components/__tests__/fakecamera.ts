/**
 * Cameras and microphones of a browser, where there is none: what was asked for, and which
 * tracks are still on.
 */
export class FakeCamera {
  /** The names of what there is; a microphone when `sound`. */
  constructor(
    readonly names: ReadonlyArray<string> = ['Front'],
    readonly sound = true
  ) {
    Object.defineProperty(navigator, 'mediaDevices', { value: this, configurable: true });
    const video = HTMLVideoElement.prototype;
    jest.spyOn(video, 'play').mockImplementation(() => Promise.resolve());
    jest.spyOn(video, 'pause').mockImplementation(() => undefined);
    jest.spyOn(video, 'videoWidth', 'get').mockImplementation(() => this.width);
    jest.spyOn(video, 'videoHeight', 'get').mockImplementation(() => this.height);
    jest
      .spyOn(HTMLCanvasElement.prototype, 'getContext')
      .mockImplementation(() => this._context as never);
    jest.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type, quality) => {
      this.encodings.push(done);
      this.qualities.push(quality as number);
      if (!this.isSlow) {
        this.encoded();
      }
    });
  }

  /** The browser has none of it any more. */
  static remove(): void {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
  }

  /** What was asked of the browser. */
  readonly asked: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  /** How the pictures were drawn: the first number of the transformation, the width. */
  readonly drawn: { mirrored: boolean; width: number; height: number }[] = [];
  readonly encodings: BlobCallback[] = [];
  readonly qualities: number[] = [];
  width = 640;
  height = 480;
  /** The name of the error by which the browser refuses. */
  refuses: string | null = null;
  /** Whether pictures are encoded when the test says so. */
  isSlow = false;
  /** Bytes of an encoded picture, by its quality. */
  sizeOf: (quality: number) => number = () => 3;

  /** What is on at this moment. */
  get on(): FakeTrack[] {
    return this.tracks.filter(track => track.readyState === 'live');
  }

  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    if (this.refuses !== null) {
      return Promise.reject(new DOMException('', this.refuses));
    }
    const wanted = constraints.video as MediaTrackConstraints;
    const id = (wanted.deviceId as { exact: string } | undefined)?.exact ?? this.names[0];
    const video = [new FakeTrack('video', id)];
    const audio = constraints.audio ? [new FakeTrack('audio', 'microphone')] : [];
    this.tracks.push(...video, ...audio);
    return Promise.resolve({
      getTracks: () => [...video, ...audio],
      getVideoTracks: () => video,
      getAudioTracks: () => audio
    } as unknown as MediaStream);
  }

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const cameras = this.names.map(name => ({ kind: 'videoinput', deviceId: name, label: name }));
    const sound = { kind: 'audioinput', deviceId: 'microphone', label: 'Microphone' };
    return Promise.resolve([...cameras, ...(this.sound ? [sound] : [])] as MediaDeviceInfo[]);
  }

  /** The oldest picture that is being made is there. */
  encoded(): void {
    const quality = this.qualities[this.qualities.length - this.encodings.length];
    const blob = new Blob([new Uint8Array(this.sizeOf(quality))]);
    // jsdom reads bytes by timers, which a test may hold.
    blob.arrayBuffer = () => Promise.resolve(new ArrayBuffer(blob.size));
    this.encodings.shift()?.(blob);
  }

  private readonly _context = {
    setTransform: (x: number) => {
      this._mirrored = x < 0;
    },
    drawImage: (_video: unknown, _x: number, _y: number, width: number, height: number) => {
      this.drawn.push({ mirrored: this._mirrored, width, height });
    }
  };
  private _mirrored = false;
}

/**
 * One track of a device.
 */
export class FakeTrack extends EventTarget {
  constructor(
    readonly kind: string,
    readonly deviceId: string
  ) {
    super();
  }

  readyState: 'live' | 'ended' = 'live';

  stop(): void {
    this.readyState = 'ended';
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }

  /** The device is pulled out. */
  lose(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/**
 * Let all promises that are settled go on.
 */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
}
