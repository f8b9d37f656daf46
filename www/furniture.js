// What stands around an article: navigation, captions, appeals to share or to
// subscribe. Three things give it away: the element, the name that its makers
// gave it, and what a line says. Each is weak alone, so before
// an element is dropped, html.js asks how much of the text it holds.

/** @typedef {import('./lines.js').Line} Line */

/** Elements that hold no text for a reader. */
const MACHINERY = new Set('SCRIPT STYLE NOFRAMES NOSCRIPT TEMPLATE SVG IFRAME OBJECT VIDEO AUDIO CANVAS SELECT TEXTAREA'.split(' '));

const FURNITURE = new Set('NAV ASIDE FORM BUTTON MENU DIALOG'.split(' '));

const ROLES = new Set(
  'navigation search banner contentinfo complementary dialog alertdialog menu menubar toolbar tablist button'.split(' '),
);

/** What a name of furniture holds: `related`, `most-read`, … */
const NAMED = [
  'nav|navbar|navigation|menu|menubar|breadcrumbs?|sidebar|toolbar|pagination|pager|skip-link|skip-links',
  'related|recirculation|recirc|recommended|recommendations?|trending|popular|most-read|most-popular|most-viewed|read-more|read-next|read-also|see-also|up-next|more-from|more-on|more-stories|teasers?|tags|topics',
  'promos?|promotion|promotional|newsletters?|signup|sign-up|subscribe|subscription|login|sign-in|sponsored|adverts?|ads?|advertisements?|advertising|outbrain|taboola',
  'share|sharing|shares|sharebar|social|comments|comment-(?:list|form|section|thread|count|reply)|disqus',
  'captions?|credits?(?!-cards?\\b)|figcaption|cookies?|consent|gdpr|modal|popup|overlay|tooltip|site-footer|page-footer|sr-only|visually-hidden|visuallyhidden|screen-reader-text',
].join('|');

/** Words that may stand beside those: `article-share-buttons`, `in-article-ad`. */
const BESIDE =
  'article|story|stories|post|posts|page|site|content|main|primary|secondary|global|top|bottom|left|right|inline|in|block|box|boxes|bar|buttons?|icons?|links?|list|items?|group|row|wrap|wrapper|container|unit|slot|section|module|component|widget|panel|card|cards|header|heading|title|text|label|tools?|media|network|networks|image|photo|picture|video|figure|news|banner|notice|wp|mso|c|m|o|l|js|\\d+';

/**
 * Every part of the name must be known: `related-links` is furniture, but
 * `share-of-voice` and `has-sidebar` are not.
 */
const NAME = new RegExp(`^(?:(?:${BESIDE})-)*?(?:${NAMED})(?:-(?:${NAMED}|${BESIDE}))*$`);

/** Longest name that is looked at; longer ones are machine-made. */
const LONGEST_NAME = 60;

/** @param {Element} element */
export function isMachinery(element) {
  return MACHINERY.has(element.tagName.toUpperCase());
}

/** @param {Element} element */
export function isHidden(element) {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  // Word marks the bullets that it draws itself with “mso-list: Ignore”.
  return /display\s*:\s*none|visibility\s*:\s*hidden|mso-list\s*:\s*ignore/i.test(styleOf(element));
}

/**
 * The inline style, under the name that tamed.js gives it.
 *
 * @param {Element} element
 */
function styleOf(element) {
  return element.getAttribute('data-style') ?? '';
}

/**
 * Figures that hold more than a picture: a quotation, or any text worth reading.
 *
 * @typedef {{ quoting: Set<Element>, telling: Set<Element> }} Figures
 */

/**
 * The figures of a page, all at once: to look into a figure for each of its
 * captions would take time with the square of their number.
 *
 * @param {ParentNode} page
 * @returns {Figures}
 */
export function figuresOf(page) {
  return {
    quoting: figuresAround(page.querySelectorAll('figure blockquote')),
    telling: figuresAround(page.querySelectorAll('figure :is(blockquote, table, pre)')),
  };
}

/**
 * The same for a passage that somebody selected: its captions are meant too.
 *
 * @param {ParentNode} page
 * @returns {Figures}
 */
export function allFigures(page) {
  const figures = new Set(page.querySelectorAll('figure'));
  return { quoting: figures, telling: figures };
}

/** @param {Iterable<Element>} elements */
function figuresAround(elements) {
  /** @type {Set<Element>} */
  const figures = new Set();
  for (const element of elements) {
    let figure = element.parentElement?.closest('figure');
    while (figure && !figures.has(figure)) {
      figures.add(figure);
      figure = figure.parentElement?.closest('figure');
    }
  }
  return figures;
}

/**
 * @param {Element} element
 * @param {Figures} figures of its page
 */
export function isFurniture(element, { quoting, telling }) {
  const tag = element.tagName;
  if (FURNITURE.has(tag)) return true;
  // Under a quotation they name who said it.
  if (tag === 'FOOTER') return !element.closest('blockquote');
  if (tag === 'FIGURE') return !telling.has(element);
  if (tag === 'FIGCAPTION') {
    const figure = element.closest('figure');
    return !figure || !quoting.has(figure);
  }
  if (ROLES.has(element.getAttribute('role') ?? '')) return true;
  return namesOf(element).some((name) => NAME.test(name));
}

/** @param {Element} element */
function namesOf(element) {
  // A chapter has its topic for an id: `<h2 id="cookies">`.
  const id = /^(?:H[1-6]|SECTION)$/.test(element.tagName) ? '' : element.id;
  const names = ['class', 'data-component', 'data-testid'].map((attribute) => element.getAttribute(attribute) ?? '');
  return [id, ...names]
    .join(' ')
    .split(/\s+/)
    .filter((name) => name.length > 1 && name.length <= LONGEST_NAME)
    .map((name) =>
      name
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .replace(/[-_:]+/g, '-'),
    );
}

/** Longest line that can be furniture by what it says, in characters. */
const LONGEST_LINE = 300;

/** Lines that are furniture, whole or from their start. */
const LINES = new RegExp(
  `^(?:${[
    '(?:advertisement|advert|ad|sponsored(?: content)?|promoted(?: content)?|(?:article|story) continues (?:below|after).*|continue reading.*|scroll (?:down )?to continue.*)',
    '(?:read|see|show|load|view|watch|learn|discover) (?:more|also|next|all|comments)',
    '(?:read|see|watch)(?: (?:more|also|next))? ?[:»→].*|(?:read more|read next|read also|see also) (?!.*[.!?…]["”’)]*$).*|more from .{1,40}',
    'sharing is caring|like this|(?:like )?loading|this slideshow requires javascript',
    '(?:share|share (?:this|on|via|with|article|story|page).{0,30}|tweet|copy link|print|email|save|whatsapp|facebook|follow us.{0,40})',
    '(?:sign up|sign in|log in|register|subscribe)(?: (?:now|here|today|free))?|(?:sign up|subscribe)(?: here)?(?::| for| to).*\\bnewsletters?\\b.*|(?:sign up|subscribe) (?:for|to) (?:our|your)\\b.*|follow @\\w+ .*|(?:our |daily |weekly |free )*newsletters?|(?:get|receive) .*\\b(?:inbox|newsletters?|delivered)\\b.*|by signing up.*\\b(?:privacy|you agree)\\b.*',
    '(?:related|recommended|trending|most (?:read|popular|viewed|shared|watched))(?: (?:articles?|stories|topics|content|links|coverage|news|now|for you|reading|today))*:?',
    "(?:you (?:may|might) also (?:like|be interested in)|more stories|top stories|editor[’']s picks|up next|don[’']t miss|what to read next)",
    '(?:related(?: (?:articles?|posts?|stor(?:y|ies)|links?|content|coverage))?|tags|topics|filed under|more on this)\\s*:.{0,120}|(?:\\d+ )?comments?(?: \\(\\d+\\))?|leave a (?:comment|reply)|view (?:all )?comments|join the (?:conversation|discussion)',
    '(?:skip to .{1,20}|back to top|menu|search|home|close|(?:previous|next)(?: article| story| post)?)',
    '(?:accept|reject|allow|decline)(?: all)?(?: cookies)?|manage (?:cookies|preferences|consent).{0,30}|we (?:and our partners )?use cookies.*|this (?:site|website|page) uses cookies.*|cookie (?:settings|policy|preferences|notice)',
    '(?:image|photo|picture) (?:source|caption|credit)s?\\b.*|\\d+ min(?:ute)?s?(?: read)?|(?:all rights reserved|©|copyright (?:©|\\d{4})).*',
  ].join('|')})[.:!»›→…]*$`,
  'i',
);

/** Where nearly every letter is part of a link, the line leads elsewhere. */
const LINKED = 0.8;

/**
 * Whether a line stands around the article and not in it.
 *
 * @param {Line} line
 * @param {Line | undefined} next the line after it
 */
export function isFurnitureLine(line, next) {
  const { text, letters, linked, block } = line;
  if (text.length <= LONGEST_LINE && LINES.test(text)) return true;
  if (letters === 0 || linked < LINKED * letters || block === 'H1') return false;
  // A title in the article may be a link to itself; its text follows.
  if (/^H[2-6]$/.test(block)) return !next || !isRunning(next.text) || next.linked > next.letters / 2;
  return block === 'LI' || !isRunning(text);
}

/** Fewest characters of a sentence that is taken for running text. */
const SENTENCE = 50;

/** @param {string} text */
export function isRunning(text) {
  return text.length >= SENTENCE && /[.!?…]["'”’)\]]*$/.test(text);
}
