// HTML made ready for a parser that is to take only its words. Nothing here
// decides what is safe, for the inert document does: it keeps the browser quiet
// and quick. Only what stands inside tags changes, so no word is lost.

/** How deep elements may stand in each other: ten times what pages need, half of what browsers take. */
const DEEPEST = 250;

/** Elements that need no end tag, so that their start tags say nothing about depth. */
const ENDLESS =
  /^(?:area|base|body|br|col|colgroup|dd|dt|embed|head|hr|html|img|input|li|link|meta|option|p|param|source|tbody|td|tfoot|th|thead|tr|track|wbr)$/;

const INLINE = /^(?:a|abbr|bdi|bdo|cite|del|ins|label|mark|q|span|sub|sup|time)$/;

/** What is replaced by a span, but is noted on it: the names in an interview are bold. */
const BOLD = /^(?:b|strong)$/i;

/** Elements that a parser nests without limit, and that make no difference to the words. */
const NESTING = /^(?:optgroup|rb|rp|rt|rtc)$/;

/** Elements that end a drawing or a formula, wherever they stand in it. */
const BREAKING =
  /^(?:blockquote|body|br|center|dd|div|dl|dt|embed|h[1-6]|head|hr|img|li|listing|menu|meta|ol|p|pre|ruby|span|sub|sup|table|ul|var)$/;

/**
 * Elements that are replaced by others, which mean the same to a reader.
 *
 * @type {Map<string, string>}
 */
const STAND_INS = new Map([
  // Parsed in the same way, but without any effect on the page.
  ['style', 'noframes'],
  ['base', 'link'],
  // The fields of a form can shadow its own properties, by their names.
  ['form', 'aside'],
  // A browser builds a button for each.
  ['summary', 'div'],
  // A parser opens these again in every paragraph until they end.
  ...'b big code em font i nobr s small strike strong tt u'.split(' ').map((name) => /** @type {const} */ ([name, 'span'])),
]);

/**
 * The same page with styles, handlers and base under other names: browsers apply
 * none of them here, but log one refusal for each, and an office program writes
 * thousands. What would make parsing quadratic is made harmless: elements nested
 * without reason are flattened, and formatting that lasts from paragraph to
 * paragraph becomes spans.
 *
 * @param {string} html
 */
export function tamed(html) {
  let depth = 0;
  /** Whether the place is in a drawing or a formula: only there does `/>` end an element. */
  let drawn = false;
  /** @type {Set<string>} */
  const roots = new Set();
  return html.replace(/<(\/?)([a-z][^\s/<>]*)([^<>]*)/gi, (_, ends, name, rest) => {
    const type = STAND_INS.get(name.toLowerCase()) ?? name.toLowerCase();
    if (NESTING.test(type)) return '<wbr';
    if (type === 'html' || type === 'body') {
      // Later ones only add attributes.
      if (!ends && roots.has(type)) return '<wbr';
      roots.add(type);
    }
    const deep = depth > DEEPEST;
    if (type === 'svg' || type === 'math') drawn = !ends && !deep;
    else if (BREAKING.test(type)) drawn = false;
    const bold = !ends && BOLD.test(name) ? ' data-bold' : '';
    const tag = `<${ends}${type}${bold}${attributes(rest)}`;
    if (ENDLESS.test(type) || (drawn && rest.endsWith('/'))) return tag;
    depth = Math.max(0, depth + (ends ? -1 : 1));
    if (!deep) return tag;
    return INLINE.test(type) ? '<wbr' : '<br';
  });
}

/** @param {string} all of an element */
function attributes(all) {
  return all.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2');
}
