// HTML made ready for a parser that is to take only its words. Nothing here
// decides what is safe, for the inert document does: it keeps the browser quiet
// and quick. Only what stands inside tags changes, so no word is lost.

/** How deep elements may stand in each other: ten times what pages need, half of what browsers take. */
const DEEPEST = 250;

/** Elements that need no end, so that their starts say nothing about depth. */
const ENDLESS =
  /^(?:area|base|body|br|col|colgroup|dd|dt|embed|head|hr|html|img|input|li|link|meta|optgroup|option|p|param|rp|rt|source|tbody|td|tfoot|th|thead|tr|track|wbr)$/;

const INLINE = /^(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|label|mark|nobr|q|s|small|span|strike|strong|sub|sup|time|tt|u)$/;

/**
 * The same page with styles, handlers and base under other names: browsers apply
 * none of them here, but log one refusal for each, and an office program writes
 * thousands. What is nested without reason is flattened, for a parser's time
 * grows with the square of the depth.
 *
 * @param {string} html
 */
export function tamed(html) {
  let depth = 0;
  return (
    html
      // To a parser `noframes` is as `style`, and `link` as `base`.
      .replace(/<(\/?)style(?=[\s/>])/gi, '<$1noframes')
      .replace(/<base(?=[\s/>])/gi, '<link')
      .replace(/<(\/?)([a-z][a-z0-9]*)([^<>]*)/gi, (tag, ends, name, rest) => {
        const type = name.toLowerCase();
        if (ENDLESS.test(type) || rest.endsWith('/')) return quiet(tag);
        const deep = depth > DEEPEST;
        depth = Math.max(0, depth + (ends ? -1 : 1));
        if (!deep) return quiet(tag);
        return INLINE.test(type) ? '<wbr' : '<br';
      })
  );
}

/** @param {string} tag */
function quiet(tag) {
  return tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2');
}
