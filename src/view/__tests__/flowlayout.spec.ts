import type { Flow } from '../../protocol/types';
import { FlowLayout } from '../flowlayout';
import { chain, edge, steps } from '../../testing/flows';

type Picture = FlowLayout.IPicture;

function place(flow: Flow, width: number, isRightToLeft = false): Picture {
  return FlowLayout.place(flow, { width, scale: 1, isRightToLeft });
}

function at(picture: Picture, index: number): FlowLayout.IBox {
  const box = picture.boxes.find(each => each.index === index);
  if (!box) {
    throw new Error(`Step ${index} has no place.`);
  }
  return box;
}

/** No two steps lie upon each other, and none sticks out. */
function expectApart({ boxes, width, height }: Picture): void {
  for (const a of boxes) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(width + 0.01);
    expect(a.y + a.height).toBeLessThanOrEqual(height + 0.01);
    for (const b of boxes) {
      const apart =
        a === b ||
        a.x + a.width <= b.x + 0.01 ||
        b.x + b.width <= a.x + 0.01 ||
        a.y + a.height <= b.y + 0.01 ||
        b.y + b.height <= a.y + 0.01;
      expect(apart).toBe(true);
    }
  }
}

const FIVE = chain('upload', 'preprocess', 'predict', 'postprocess', 'download');

const DIAMOND: Flow = {
  steps: steps('route', 'quick', 'slow', 'after', 'end'),
  edges: [
    edge(0, 1),
    edge(0, 2),
    edge(2, 3),
    edge(1, 4),
    edge(3, 4),
    edge(4, 0, { kind: 'feeds', in_cycle: true })
  ],
  labels: {}
};

describe('FlowLayout', () => {
  it('goes from start to end where there is room', () => {
    const picture = place(FIVE, 900);
    expect(picture.isAcross).toBe(true);
    expect(picture.boxes.map(box => box.index)).toEqual([0, 1, 2, 3, 4]);
    const xs = picture.boxes.map(box => box.x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(picture.boxes.map(box => box.y)).size).toBe(1);
    expect(picture.lines).toHaveLength(4);
    expectApart(picture);
  });

  it('goes down where there is none, in any width', () => {
    for (const width of [200, 320, 480]) {
      const picture = place(FIVE, width);
      expect(picture.isAcross).toBe(false);
      const ys = picture.boxes.map(box => box.y);
      expect(ys).toEqual([...ys].sort((a, b) => a - b));
      expectApart(picture);
    }
  });

  it('starts at the end of the line where people read from right to left', () => {
    const picture = place(FIVE, 900, true);
    const xs = picture.boxes.map(box => box.x);
    expect(xs).toEqual([...xs].sort((a, b) => b - a));
    expectApart(picture);
  });

  it('puts paths beside each other, and what joins them behind the longer one', () => {
    const picture = place(DIAMOND, 900);
    expectApart(picture);
    expect(at(picture, 1).x).toBe(at(picture, 2).x);
    expect(at(picture, 3).x).toBeGreaterThan(at(picture, 2).x);
    expect(at(picture, 4).x).toBeGreaterThan(at(picture, 3).x);
    expectApart(place(DIAMOND, 320));
  });

  it('leads a line through a layer beside the steps that stand in it', () => {
    const picture = place(DIAMOND, 900);
    const through = picture.lines.find(({ edge }) => edge.source === 1 && edge.target === 4);
    const middle = at(picture, 3);
    const heights = [...(through?.path.matchAll(/L[\d.]+ ([\d.]+)/g) ?? [])].map(m => Number(m[1]));
    expect(heights.length).toBeGreaterThan(0);
    for (const height of heights) {
      expect(height < middle.y || height > middle.y + middle.height).toBe(true);
    }
  });

  it('leads back below the steps, and keeps the order in a cycle', () => {
    const cycle: Flow = {
      steps: steps('a', 'b'),
      edges: [edge(0, 1, { kind: 'change' }), edge(1, 0, { kind: 'change' })],
      labels: {}
    };
    const picture = place(cycle, 900);
    expect(picture.boxes.map(box => box.index)).toEqual([0, 1]);
    expect(picture.height).toBeGreaterThan(at(picture, 0).y + at(picture, 0).height);
    expect(picture.lines).toHaveLength(2);
    expect(place(cycle, 200).lines).toHaveLength(2);
  });

  it('draws a step that leads to itself without a line, and steps that nothing connects', () => {
    const alone: Flow = { steps: steps('a', 'b', 'c'), edges: [edge(1, 1)], labels: {} };
    const picture = place(alone, 300);
    expect(picture.lines).toEqual([]);
    expect(picture.boxes).toHaveLength(3);
    expectApart(picture);
    expect(place({ steps: [], edges: [], labels: {} }, 300).boxes).toEqual([]);
  });

  it('draws no knot of steps that all feed one another', () => {
    const names = ['a', 'b', 'c'];
    const edges = names.flatMap((_, from) =>
      names.map((_, to) => edge(from, to, { kind: 'feeds', in_cycle: true }))
    );
    const knot: Flow = { steps: steps(...names), edges, labels: {} };
    expect(place(knot, 900).lines).toEqual([]);
    const [one, other] = [edges[1], edges[3]];
    expect(place({ ...knot, edges: [one, other] }, 900).lines).toHaveLength(2);
  });

  it('is done in time with hundreds of steps that all feed each other', () => {
    const many = steps(...Array.from({ length: 300 }, (_, i) => `s${i}`));
    const edges = many
      .slice(1)
      .flatMap(({ index }) => [edge(index - 1, index), edge(index, index - 1, { kind: 'feeds' })]);
    const began = performance.now();
    expect(place({ steps: many, edges, labels: {} }, 600).boxes).toHaveLength(300);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
