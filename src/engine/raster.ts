/** A picture of codes; 255 = not yet known. */
export interface Raster {
  widthMm: number;
  heightMm: number;
  width: number;
  height: number;
  code: Uint8Array;
  /** Pixels set by `seedLine`, from which `spread` starts. */
  seeds: number[];
}

const UNKNOWN = 255;

export function makeRaster(widthMm: number, heightMm: number, width: number, height: number): Raster {
  return { widthMm, heightMm, width, height, code: new Uint8Array(width * height).fill(UNKNOWN), seeds: [] };
}

/** Fill a convex polygon (x y per corner, mm from the middle, y up): every pixel whose middle lies in it. */
export function fillConvex(raster: Raster, p: Float64Array, corners: number, code: number): void {
  const { width, height, widthMm, heightMm } = raster;
  let low = Infinity, high = -Infinity;
  for (let k = 0; k < corners; k++) {
    const y = p[2 * k + 1];
    if (y < low) low = y;
    if (y > high) high = y;
  }
  const sx = width / widthMm, sy = height / heightMm;
  const first = Math.max(0, Math.ceil((heightMm / 2 - high) * sy - 0.5));
  const last = Math.min(height - 1, Math.floor((heightMm / 2 - low) * sy - 0.5));
  for (let row = first; row <= last; row++) {
    const y = heightMm / 2 - (row + 0.5) / sy;
    let from = Infinity, to = -Infinity;
    for (let k = 0; k < corners; k++) {
      const m = k + 1 === corners ? 0 : k + 1;
      const y0 = p[2 * k + 1], y1 = p[2 * m + 1];
      if ((y0 < y && y1 < y) || (y0 > y && y1 > y) || y0 === y1) continue;
      const x = p[2 * k] + ((p[2 * m] - p[2 * k]) * (y - y0)) / (y1 - y0);
      if (x < from) from = x;
      if (x > to) to = x;
    }
    const start = Math.max(0, Math.ceil((from + widthMm / 2) * sx - 0.5));
    const end = Math.min(width - 1, Math.floor((to + widthMm / 2) * sx - 0.5));
    for (let column = start; column <= end; column++) raster.code[row * width + column] = code;
  }
}

/** Mark the unknown pixels just off a line, on the side of (dx, dy), as sources of `code`. */
export function seedLine(raster: Raster, x0: number, y0: number, x1: number, y1: number, dx: number, dy: number, code: number): void {
  const { width, height, widthMm, heightMm } = raster;
  const pixel = widthMm / width;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return;
  // Two pixels off at most: the nearer one may belong to the shell's edge.
  const steps = Math.max(1, Math.ceil(Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)) / (pixel / 2)));
  for (let off = 0.75; off < 2; off++) {
    const ox = (dx / length) * pixel * off, oy = (dy / length) * pixel * off;
    for (let k = 0; k <= steps; k++) {
      const x = x0 + ((x1 - x0) * k) / steps + ox, y = y0 + ((y1 - y0) * k) / steps + oy;
      const column = Math.floor(((x + widthMm / 2) * width) / widthMm), row = Math.floor(((heightMm / 2 - y) * height) / heightMm);
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const i = row * width + column;
      if (raster.code[i] === UNKNOWN) {
        raster.code[i] = code;
        raster.seeds.push(i);
      }
    }
  }
}

/** Grow all seeds at the same pace into unknown pixels; what no seed reaches becomes `rest`. */
export function spread(raster: Raster, rest: number): void {
  const { width, height, code, seeds } = raster;
  const queue = new Int32Array(width * height);
  let tail = 0;
  for (const i of seeds) queue[tail++] = i;
  for (let head = 0; head < tail; head++) {
    const i = queue[head];
    const column = i % width;
    if (column > 0 && code[i - 1] === UNKNOWN) code[(queue[tail++] = i - 1)] = code[i];
    if (column < width - 1 && code[i + 1] === UNKNOWN) code[(queue[tail++] = i + 1)] = code[i];
    if (i >= width && code[i - width] === UNKNOWN) code[(queue[tail++] = i - width)] = code[i];
    if (i < width * (height - 1) && code[i + width] === UNKNOWN) code[(queue[tail++] = i + width)] = code[i];
  }
  for (let i = 0; i < code.length; i++) if (code[i] === UNKNOWN) code[i] = rest;
}

/** Fill closed contours (x0 y0 x1 y1 per segment, any order) by the even-odd rule, row by row. */
export function fillRows(raster: Raster, segments: number[], code: number): void {
  const { width, height, widthMm, heightMm } = raster;
  const rows: number[][] = Array.from({ length: height }, () => []);
  for (let k = 0; k < segments.length; k += 4) {
    const x0 = segments[k], y0 = segments[k + 1], x1 = segments[k + 2], y1 = segments[k + 3];
    if (y0 === y1) continue;
    const high = Math.max(y0, y1), low = Math.min(y0, y1);
    const first = Math.max(0, Math.floor((heightMm / 2 - high) * (height / heightMm) - 0.5));
    const last = Math.min(height - 1, Math.ceil((heightMm / 2 - low) * (height / heightMm)));
    for (let row = first; row <= last; row++) {
      const y = heightMm / 2 - ((row + 0.5) * heightMm) / height;
      // Half-open, so that a row through a joint counts once.
      if (y0 <= y === y1 <= y) continue;
      rows[row].push(x0 + ((x1 - x0) * (y - y0)) / (y1 - y0));
    }
  }
  for (let row = 0; row < height; row++) {
    const crossings = rows[row].sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const start = Math.max(0, Math.ceil(((crossings[k] + widthMm / 2) * width) / widthMm - 0.5));
      const end = Math.min(width - 1, Math.floor(((crossings[k + 1] + widthMm / 2) * width) / widthMm - 0.5));
      for (let column = start; column <= end; column++) raster.code[row * width + column] = code;
    }
  }
}
