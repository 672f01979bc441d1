/**
 * What is drawn in an element, as a PNG; `null` where nothing is, or it cannot be read.
 */
export async function pictureOf(stage: HTMLElement, surface: string): Promise<Blob | null> {
  const drawn = stage.querySelector('canvas') ?? stage.querySelector('svg');
  if (drawn === null) {
    return null;
  }
  const { width, height } = drawn.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (!context || !width || !height) {
    return null;
  }
  context.fillStyle = surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const source = drawn instanceof HTMLCanvasElement ? drawn : await imageOf(drawn, width, height);
  if (source === null) {
    return null;
  }
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
}

/** Pixels of the picture for one on the screen. */
const SCALE = 2;

/**
 * An SVG as an image, in which nothing runs and nothing is fetched.
 */
async function imageOf(
  svg: SVGSVGElement,
  width: number,
  height: number
): Promise<HTMLImageElement | null> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const text = new XMLSerializer().serializeToString(copy);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  const image = new Image(width, height);
  try {
    image.src = url;
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
