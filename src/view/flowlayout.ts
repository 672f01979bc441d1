import type { Flow, FlowEdge } from '../protocol/types';

/**
 * Where the steps of a flow stand and how the lines between them run.
 *
 * #### Notes
 * Two pictures of the same flow. *Across*, in layers from start to end, as long as that fits;
 * each line leads from one layer to the next, and what leads back runs below. *Down*, one step
 * in a row, in any width: what does not lead to the row below runs beside, in lanes.
 */
export namespace FlowLayout {
  export interface IBox {
    readonly index: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }

  export interface ILine {
    readonly edge: FlowEdge;
    /** What is drawn; ends where the arrow points. */
    readonly path: string;
  }

  export interface IPicture {
    readonly isAcross: boolean;
    readonly width: number;
    readonly height: number;
    /** In the order in which the steps come. */
    readonly boxes: ReadonlyArray<IBox>;
    readonly lines: ReadonlyArray<ILine>;
  }

  export interface IOptions {
    /** Pixels that there are. */
    readonly width: number;
    /** How much larger than usual the text is. */
    readonly scale: number;
    readonly isRightToLeft?: boolean;
  }

  /**
   * A flow without what would be a knot: steps that all read and write the same, as those of a
   * conversation do. Each step tells of it by itself.
   */
  export function legible(flow: Flow): Flow {
    const isMutual = (edge: FlowEdge): boolean => edge.kind === 'feeds' && edge.in_cycle;
    return flow.edges.filter(isMutual).length > Private.MUTUAL
      ? { ...flow, edges: flow.edges.filter(edge => !isMutual(edge)) }
      : flow;
  }

  /**
   * Lay a flow out.
   */
  export function place(flow: Flow, options: IOptions): IPicture {
    const shown = legible(flow);
    const layers = Private.layers(shown);
    const { scale, width } = options;
    const columns = layers.length;
    const least = columns * Private.LEAST * scale + (columns - 1) * Private.GAP;
    const most = columns * Private.MOST * scale + (columns - 1) * Private.GAP;
    const picture =
      least <= width || columns <= 1
        ? Private.across(shown, layers, Math.min(width, most), scale)
        : Private.down(shown, layers, width, scale);
    return options.isRightToLeft ? Private.mirrored(picture) : Private.drawn(picture);
  }

  /**
   * The steps in the order in which they come: layer by layer.
   */
  export function order(flow: Flow): number[] {
    return Private.layers(legible(flow)).flatMap(layer =>
      layer.filter(item => !Private.isBend(item)).map(item => item.index)
    );
  }
}

namespace Private {
  /** Edges between steps that feed one another: more are not drawn. */
  export const MUTUAL = 6;

  /** The width of a step, at the least and at the most. */
  export const LEAST = 104;
  export const MOST = 168;
  /** What is between two layers. */
  export const GAP = 36;
  const HEIGHT = 48;
  const ROW_GAP = 12;
  const LANE = 12;
  /** How round a corner is. */
  const ROUND = 6;

  /**
   * A step, or the bend of a line that leads through a layer.
   */
  export interface IItem {
    readonly index: number;
    readonly edge: FlowEdge | null;
  }

  export function isBend(item: IItem): boolean {
    return item.edge !== null;
  }

  type Point = readonly [number, number];

  interface IRoute {
    readonly edge: FlowEdge;
    readonly points: ReadonlyArray<Point>;
    /** Whether it swings from point to point, or turns at right angles. */
    readonly isCurved: boolean;
  }

  export interface IRouted {
    readonly isAcross: boolean;
    readonly width: number;
    readonly height: number;
    readonly boxes: ReadonlyArray<FlowLayout.IBox>;
    readonly routes: ReadonlyArray<IRoute>;
  }

  /**
   * The edges that lead back: those to a step from which one comes to them.
   */
  function backward(flow: Flow): Set<FlowEdge> {
    const out = new Map<number, FlowEdge[]>();
    for (const edge of flow.edges) {
      out.set(edge.source, [...(out.get(edge.source) ?? []), edge]);
    }
    const found = new Set<FlowEdge>();
    const left = new Set<number>();
    const within = new Set<number>();
    for (const { index } of flow.steps) {
      const stack: { index: number; rest: FlowEdge[] }[] = [];
      const enter = (step: number): void => {
        within.add(step);
        stack.push({ index: step, rest: [...(out.get(step) ?? [])] });
      };
      if (!left.has(index)) {
        enter(index);
      }
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        const edge = top.rest.shift();
        if (edge === undefined) {
          within.delete(top.index);
          left.add(top.index);
          stack.pop();
        } else if (within.has(edge.target)) {
          found.add(edge);
        } else if (!left.has(edge.target)) {
          enter(edge.target);
        }
      }
    }
    return found;
  }

  /**
   * How many steps come before each one, at the most; what leads back does not count.
   */
  function depths(flow: Flow, back: ReadonlySet<FlowEdge>): Map<number, number> {
    const depth = new Map(flow.steps.map(step => [step.index, 0]));
    const forward = flow.edges.filter(edge => !back.has(edge));
    for (let changed = true, round = 0; changed && round <= flow.steps.length; round++) {
      changed = false;
      for (const { source, target } of forward) {
        const least = (depth.get(source) ?? 0) + 1;
        if ((depth.get(target) ?? 0) < least) {
          depth.set(target, least);
          changed = true;
        }
      }
    }
    return depth;
  }

  /**
   * The layers, with bends for lines that lead through them, ordered so that few lines cross.
   */
  export function layers(flow: Flow): IItem[][] {
    const back = backward(flow);
    const depth = depths(flow, back);
    const found: IItem[][] = [];
    const add = (layer: number, item: IItem): void => {
      while (found.length <= layer) {
        found.push([]);
      }
      found[layer].push(item);
    };
    for (const { index } of flow.steps) {
      add(depth.get(index) ?? 0, { index, edge: null });
    }
    for (const edge of flow.edges) {
      if (!back.has(edge)) {
        for (let i = (depth.get(edge.source) ?? 0) + 1; i < (depth.get(edge.target) ?? 0); i++) {
          add(i, { index: edge.source, edge });
        }
      }
    }
    for (let sweep = 0; sweep < 4; sweep++) {
      for (let i = 1; i < found.length; i++) {
        found[i] = sorted(found[i], found[i - 1], flow, 'source');
      }
      for (let i = found.length - 2; i >= 0; i--) {
        found[i] = sorted(found[i], found[i + 1], flow, 'target');
      }
    }
    return found;
  }

  /**
   * A layer in the order of the middles of what its items are connected with in another one.
   */
  function sorted(
    layer: ReadonlyArray<IItem>,
    other: ReadonlyArray<IItem>,
    flow: Flow,
    end: 'source' | 'target'
  ): IItem[] {
    const middle = (item: IItem, i: number): number => {
      const places = other.flatMap((each, place) => {
        const edges = item.edge
          ? [item.edge]
          : flow.edges.filter(edge => edge[end === 'source' ? 'target' : 'source'] === item.index);
        const meets = edges.some(
          edge => each.edge === edge || (!each.edge && edge[end] === each.index)
        );
        return meets ? [place] : [];
      });
      return places.length > 0
        ? places.reduce((sum, place) => sum + place, 0) / places.length
        : (i * other.length) / layer.length;
    };
    return layer
      .map((item, i) => ({ item, i, at: middle(item, i) }))
      .sort((a, b) => a.at - b.at || a.i - b.i)
      .map(({ item }) => item);
  }

  export function across(
    flow: Flow,
    layers: ReadonlyArray<ReadonlyArray<IItem>>,
    width: number,
    scale: number
  ): IRouted {
    const columns = Math.max(1, layers.length);
    const box = Math.min(MOST * scale, (width - (columns - 1) * GAP) / columns);
    const height = HEIGHT * scale;
    const tall = (layer: ReadonlyArray<IItem>): number =>
      layer.reduce((sum, item) => sum + (isBend(item) ? LANE : height) + ROW_GAP, -ROW_GAP);
    const highest = Math.max(0, ...layers.map(tall));
    const boxes: FlowLayout.IBox[] = [];
    const bends = new Map<FlowEdge, Point[]>();
    layers.forEach((layer, column) => {
      const x = column * (box + GAP);
      let y = (highest - tall(layer)) / 2;
      for (const item of layer) {
        if (item.edge) {
          const middle = y + LANE / 2;
          const points = bends.get(item.edge) ?? [];
          bends.set(item.edge, [...points, [x, middle], [x + box, middle]]);
          y += LANE + ROW_GAP;
        } else {
          boxes.push({ index: item.index, x, y, width: box, height });
          y += height + ROW_GAP;
        }
      }
    });
    const at = new Map(boxes.map(each => [each.index, each]));
    let lanes = 0;
    const routes: IRoute[] = [];
    for (const edge of flow.edges) {
      const [from, to] = [at.get(edge.source), at.get(edge.target)];
      if (!from || !to || from === to) {
        continue;
      }
      if (from.x < to.x) {
        const start: Point = [from.x + from.width, from.y + from.height / 2];
        const end: Point = [to.x, to.y + to.height / 2];
        const points = [start, ...(bends.get(edge) ?? []), end];
        routes.push({ edge, points, isCurved: true });
      } else {
        const lane = highest + ROW_GAP + lanes++ * LANE;
        const [a, b] = [from.x + from.width / 2 + 8, to.x + to.width / 2 - 8];
        const points: Point[] = [
          [a, from.y + from.height],
          [a, lane],
          [b, lane],
          [b, to.y + to.height]
        ];
        routes.push({ edge, points, isCurved: false });
      }
    }
    const whole = highest + (lanes > 0 ? ROW_GAP + lanes * LANE : 0);
    const used = columns * box + (columns - 1) * GAP;
    return { isAcross: true, width: used, height: whole, boxes, routes };
  }

  export function down(
    flow: Flow,
    layers: ReadonlyArray<ReadonlyArray<IItem>>,
    width: number,
    scale: number
  ): IRouted {
    const order = layers.flatMap(layer => layer.filter(item => !isBend(item)));
    const row = new Map(order.map((item, i) => [item.index, i]));
    const height = HEIGHT * scale;
    const step = height + ROW_GAP * 1.5;
    const beside = flow.edges
      .filter(edge => edge.source !== edge.target)
      .map(edge => ({ edge, from: row.get(edge.source) ?? 0, to: row.get(edge.target) ?? 0 }))
      .filter(({ from, to }) => to !== from + 1)
      .map(each => ({
        ...each,
        low: Math.min(each.from, each.to),
        high: Math.max(each.from, each.to)
      }))
      .sort((a, b) => a.high - a.low - (b.high - b.low));
    // A lane is taken from the row where a line begins to that where it ends.
    const lanes: { low: number; high: number }[][] = [];
    const lane = new Map<FlowEdge, number>();
    for (const { edge, low, high } of beside) {
      let at = lanes.findIndex(taken => taken.every(each => each.high <= low || each.low >= high));
      if (at < 0) {
        at = lanes.push([]) - 1;
      }
      lanes[at].push({ low, high });
      lane.set(edge, at);
    }
    const gutter = lanes.length > 0 ? lanes.length * LANE + ROW_GAP : 0;
    const boxes = order.map((item, i) => ({
      index: item.index,
      x: gutter,
      y: i * step,
      width: Math.max(0, Math.min(width - gutter, 2.5 * MOST * scale)),
      height
    }));
    const routes: IRoute[] = [];
    for (const edge of flow.edges) {
      const [from, to] = [boxes[row.get(edge.source) ?? 0], boxes[row.get(edge.target) ?? 0]];
      if (edge.source === edge.target) {
        continue;
      }
      const at = lane.get(edge);
      if (at === undefined) {
        const x = from.x + 22 * scale;
        const points: Point[] = [
          [x, from.y + height],
          [x, to.y]
        ];
        routes.push({ edge, points, isCurved: false });
        continue;
      }
      const x = gutter - ROW_GAP - at * LANE;
      // What leaves a step stands below what comes to it.
      const points: Point[] = [
        [from.x, from.y + height * 0.7],
        [x, from.y + height * 0.7],
        [x, to.y + height * 0.3],
        [to.x, to.y + height * 0.3]
      ];
      routes.push({ edge, points, isCurved: false });
    }
    return {
      isAcross: false,
      width,
      height: Math.max(0, order.length * step - ROW_GAP * 1.5),
      boxes,
      routes
    };
  }

  export function drawn(picture: IRouted): FlowLayout.IPicture {
    const { routes, ...rest } = picture;
    return {
      ...rest,
      lines: routes.map(({ edge, points, isCurved }) => ({
        edge,
        path: isCurved ? curve(points) : corners(points)
      }))
    };
  }

  export function mirrored(picture: IRouted): FlowLayout.IPicture {
    const { width } = picture;
    return drawn({
      ...picture,
      boxes: picture.boxes.map(box => ({ ...box, x: width - box.x - box.width })),
      routes: picture.routes.map(route => ({
        ...route,
        points: route.points.map(([x, y]): Point => [width - x, y])
      }))
    });
  }

  function number(value: number): string {
    return String(Math.round(value * 10) / 10);
  }

  function curve(points: ReadonlyArray<Point>): string {
    let path = `M${points[0].map(number).join(' ')}`;
    for (let i = 1; i < points.length; i++) {
      const [[x, y], [toX, toY]] = [points[i - 1], points[i]];
      const half = (x + toX) / 2;
      path +=
        y === toY
          ? `L${number(toX)} ${number(toY)}`
          : `C${[half, y, half, toY, toX, toY].map(number).join(' ')}`;
    }
    return path;
  }

  function corners(points: ReadonlyArray<Point>): string {
    let path = `M${points[0].map(number).join(' ')}`;
    for (let i = 1; i < points.length; i++) {
      const [x, y] = points[i];
      const next = points[i + 1];
      if (!next) {
        path += `L${number(x)} ${number(y)}`;
        continue;
      }
      const before = towards([x, y], points[i - 1]);
      const after = towards([x, y], next);
      path += `L${before.map(number).join(' ')}Q${[x, y, ...after].map(number).join(' ')}`;
    }
    return path;
  }

  /**
   * The point a little way off, as far as a corner is round.
   */
  function towards([x, y]: Point, [toX, toY]: Point): Point {
    const length = Math.hypot(toX - x, toY - y) || 1;
    const part = Math.min(ROUND, length / 2) / length;
    return [x + (toX - x) * part, y + (toY - y) * part];
  }
}
