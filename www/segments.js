// Cuts a stretch of text wherever a layer begins or ends. Attributions nest and
// overlap (the source of one may stand inside the content of another), elements
// cannot; after the cut every segment lies wholly inside or outside each layer.

/** @typedef {import('./pkg/whosaid.js').Span} Span */

/**
 * A span with something to say about it.
 *
 * @template T
 * @typedef {{ start: number, end: number, value: T }} Layer
 */

/**
 * A piece of text and the values of all layers that cover it.
 *
 * @template T
 * @typedef {{ start: number, end: number, values: T[] }} Segment
 */

/**
 * The segments of `[start, end)`, in order and without gaps.
 *
 * @template T
 * @param {Span} span
 * @param {Layer<T>[]} layers may reach beyond the span
 * @returns {Segment<T>[]}
 */
export function cut([start, end], layers) {
  const inside = layers.filter((layer) => layer.start < end && layer.end > start && layer.start < layer.end);
  const edges = inside.flatMap((layer) => [
    { at: Math.max(layer.start, start), layer, opens: true },
    { at: Math.min(layer.end, end), layer, opens: false },
  ]);
  edges.sort((a, b) => a.at - b.at);

  /** @type {Segment<T>[]} */
  const segments = [];
  /** @type {Set<Layer<T>>} */
  const open = new Set();
  let from = start;
  for (const { at, layer, opens } of edges) {
    if (at > from) {
      segments.push({ start: from, end: at, values: [...open].map((layer) => layer.value) });
      from = at;
    }
    if (opens) open.add(layer);
    else open.delete(layer);
  }
  if (end > from) segments.push({ start: from, end, values: [] });
  return segments;
}

/**
 * Tells which layers reach into a span, for spans that are asked for in order:
 * each call goes on from where the last one stopped. Looking through all layers
 * for each segment would be quadratic in the length of a paragraph.
 *
 * @template T
 * @param {Layer<T>[]} layers
 * @returns {(span: Span) => Layer<T>[]} may give a few more, but none that is missing
 */
export function inOrder(layers) {
  const sorted = [...layers].sort((a, b) => a.start - b.start);
  let from = 0;
  return ([start, end]) => {
    while ((sorted[from]?.end ?? Infinity) <= start) from += 1;
    let to = from;
    while ((sorted[to]?.start ?? Infinity) < end) to += 1;
    return sorted.slice(from, to);
  };
}
