// A report as a few words and one long list of numbers, short enough for a
// link, and a report made anew from them. `listed` and `checked` walk through a
// report in the same order; a change to one needs the same change to the other,
// and a new version of the link.

/** @typedef {import('./pkg/whosaid.js').Rating} Rating */
/** @typedef {import('./pkg/whosaid.js').Report} Report */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */

/** Words of the report, which stand in the list by their numbers. New ones go to the ends. */
const PARAGRAPHS = /** @type {const} */ ([
  'body',
  'heading',
  'byline',
  'caption',
  'dateline',
  'credit',
  'list_item',
  'pull_quote',
  'block_quote',
  'post',
  'turn',
  'question',
  'time',
  'footnote',
]);
const CONVERSATIONS = /** @type {const} */ (['labelled', 'unlabelled']);
const QUOTES = /** @type {const} */ (['direct', 'mixed', 'indirect']);
const ACTS = /** @type {const} */ (['said', 'thought']);
const SPEAKERS = /** @type {const} */ (['person', 'organization', 'group', 'unknown']);
const LABELS = /** @type {const} */ (['negative', 'neutral', 'positive', 'mixed']);
const RULES = /** @type {const} */ ([
  'quote_marks',
  'quote_alone',
  'that_clause',
  'infinitive',
  'complement',
  'parenthetical',
  'according_to',
  'transcript',
  'signature',
]);

/** Kind and act of an attribution have one number together; what is said comes first, as before there were thoughts. */
const MANNERS = ACTS.flatMap((act) => QUOTES.map((kind) => ({ kind, act })));

/** Most paragraphs, attributions, speakers or spans that a report may hold. */
const MOST = 20_000;

/** The version of the reports that are made here, as the analyzer's. */
const SCHEMA = 2;

/** How many attributions may have a character in common, on average. */
const DEEPEST = 8;

/**
 * The layout of a text that stands in a link as it is shown.
 *
 * @param {import('./pkg/whosaid.js').Conversation | null} conversation
 * @returns {import('./pkg/whosaid.js').Layout}
 */
function laidOut(conversation = null) {
  return { lines_joined: 0, omitted: [], conversation };
}

/**
 * A report, without its sentences and mentions, of a text of which nothing is
 * omitted. A span counts from the start of
 * the one before it: small numbers come again and again, and deflate well.
 *
 * @param {string} text
 * @param {Report} report
 * @returns {{ words: string[], numbers: number[] }}
 */
export function listed(text, { paragraphs, quotes, speakers, ...article }) {
  const { conversation } = article.layout;
  const numbers = [paragraphs.length, quotes.length, speakers.length, conversation ? 1 + CONVERSATIONS.indexOf(conversation) : 0];
  let at = 0;
  const hundredths = (/** @type {number} */ number) => Math.round(number * 100);
  const span = (/** @type {Span} */ [start, end]) => {
    numbers.push(start - at, end - start);
    at = start;
  };
  const spans = (/** @type {Span[]} */ spans) => {
    numbers.push(spans.length);
    spans.forEach(span);
  };
  const tone = (/** @type {Rating | null} */ tone) => {
    if (tone) numbers.push(1 + LABELS.indexOf(tone.label), hundredths(tone.score));
    else numbers.push(0);
  };
  const reasoned = (/** @type {Tone | null} */ its) => {
    tone(its);
    if (!its) return;
    numbers.push(its.evidence.length);
    for (const each of its.evidence) {
      span(each.span);
      numbers.push(hundredths(each.weight));
    }
  };
  tone(article.tone);
  tone(article.narrator);
  tone(article.quoted);
  for (const paragraph of paragraphs) {
    span(paragraph.span);
    numbers.push(PARAGRAPHS.indexOf(paragraph.kind));
    spans(paragraph.label ? [paragraph.label] : []);
    reasoned(paragraph.tone);
    tone(paragraph.narrator);
    tone(paragraph.quoted);
  }
  for (const quote of quotes) {
    const manner = MANNERS.findIndex(({ kind, act }) => kind === quote.kind && act === quote.act);
    numbers.push(quote.paragraph, manner, RULES.indexOf(quote.rule), hundredths(quote.confidence));
    numbers.push(quote.speakers.length, ...quote.speakers);
    spans(quote.content);
    spans(quote.cue);
    spans(quote.source);
    reasoned(quote.tone);
    spans(quote.chain);
  }
  for (const speaker of speakers) {
    numbers.push(SPEAKERS.indexOf(speaker.kind), speaker.quotes, speaker.words);
    tone(speaker.tone);
  }
  return { words: [text, ...speakers.flatMap(({ name, role }) => [name, role ?? ''])], numbers };
}

/**
 * A stranger's report, made anew from nothing but what the page understands.
 * Throws if anything is not as `listed` makes it, or made it in that version.
 *
 * @param {{ words: any, numbers: any }} lists
 * @param {2 | 3 | 4} version of the link; the second has no labels, no conversations and no thoughts,
 *   and up to the third a speaker has a second tone, of how others write of them
 * @returns {{ text: string, report: Report }}
 */
export function checked({ words, numbers }, version) {
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) throw new Error('words');
  if (!Array.isArray(numbers)) throw new Error('numbers');
  /** @type {string[]} */
  const [text = '', ...names] = words;
  const { length } = text;
  let read = 0;
  const whole = (/** @type {number} */ most, least = 0) => {
    const number = numbers[read++];
    if (!Number.isInteger(number) || number < least || number > most) throw new Error('number');
    return Number(number);
  };
  const hundredths = (least = -100) => whole(100, least) / 100;
  /** @template T @param {readonly T[]} known @returns {T} */
  const oneOf = (known) => /** @type {T} */ (known[whole(known.length - 1)]);
  /** @template T @param {number} count @param {(index: number) => T} item */
  const times = (count, item) => Array.from({ length: count }, (_, index) => item(index));
  /** @template T @param {() => T} item */
  const several = (item) => times(whole(MOST), item);

  let at = 0;
  /** @returns {Span} */
  const span = () => {
    at += whole(length, -length);
    const end = at + whole(length);
    if (at < 0 || end > length) throw new Error('span');
    return [at, end];
  };
  let after = 0;
  /** The span of a paragraph, which must come after the one before. */
  const next = () => {
    const place = span();
    if (place[0] < after) throw new Error('order');
    after = place[1];
    return place;
  };
  let room = DEEPEST * length;
  /** Parts of attributions; a few may overlap, as nested quotes do. */
  const parts = () => {
    const found = several(span);
    for (const [start, end] of found) room -= end - start;
    if (room < 0) throw new Error('depth');
    return found;
  };
  /** @returns {Rating | null} */
  const rating = () => {
    const label = whole(LABELS.length);
    return label === 0 ? null : { label: LABELS[label - 1] ?? 'neutral', score: hundredths() };
  };
  /** @returns {Tone | null} */
  const tone = () => {
    const its = rating();
    return its && { ...its, evidence: [] };
  };
  /** @returns {Tone | null} */
  const reasoned = () => {
    const its = rating();
    return its && { ...its, evidence: several(() => ({ span: span(), weight: hundredths() })) };
  };

  const isLabelled = version > 2;
  const manners = version > 2 ? MANNERS : MANNERS.slice(0, QUOTES.length);
  /** The tone of what a speaker says. What nothing showed to be right is read and dropped. */
  const spoken = () => {
    const theirs = tone();
    if (version < 4) rating();
    return theirs;
  };
  /** @returns {Span | null} */
  const label = () => (isLabelled && whole(1) === 1 ? span() : null);

  const [paragraphs, quotes, speakers] = [whole(MOST), whole(MOST), whole(MOST)];
  const conversation = isLabelled ? whole(CONVERSATIONS.length) : 0;
  if (names.length !== 2 * speakers) throw new Error('names');
  // The fields are read in the order in which they were written.
  /** @type {Report} */
  const report = {
    schema: SCHEMA,
    notice: null,
    layout: laidOut(CONVERSATIONS[conversation - 1]),
    tone: rating(),
    narrator: rating(),
    quoted: rating(),
    paragraphs: times(paragraphs, () => ({
      span: next(),
      kind: oneOf(PARAGRAPHS),
      label: label(),
      tone: reasoned(),
      narrator: tone(),
      quoted: tone(),
      sentences: [],
    })),
    quotes: times(quotes, (id) => ({
      id,
      paragraph: whole(paragraphs - 1),
      ...oneOf(manners),
      rule: oneOf(RULES),
      confidence: hundredths(0),
      speakers: several(() => whole(speakers - 1)),
      content: parts(),
      cue: parts(),
      source: parts(),
      tone: reasoned(),
      chain: several(span),
    })),
    speakers: times(speakers, (id) => ({
      id,
      name: names[2 * id] ?? '',
      role: names[2 * id + 1] || null,
      mentions: [],
      kind: oneOf(SPEAKERS),
      quotes: whole(MOST),
      words: whole(Number.MAX_SAFE_INTEGER),
      tone: spoken(),
    })),
  };
  if (read !== numbers.length) throw new Error('rest');
  return { text, report };
}

/**
 * The lists of the first version of links, in which each thing was a list of its
 * own and spans counted from the start of the text, as a report that is not to
 * be trusted yet. The oldest hold no tone of the whole.
 *
 * @param {any[]} lists
 * @returns {Report}
 */
export function unnested([paragraphs, quotes, speakers, article = [0, 0, 0]]) {
  /** @param {any} value @returns {Span} */
  const span = ([start, end]) => {
    if (typeof start !== 'number' || typeof end !== 'number') throw new Error('span');
    return [start, end];
  };
  const spans = (/** @type {any[]} */ list) => list.map(span);
  /** @param {any} value @returns {Tone | null} */
  const tone = (value) => {
    if (value === 0) return null;
    const [score, label, ...evidence] = value;
    return {
      score: score / 100,
      label: /** @type {Tone['label']} */ (LABELS[label]),
      evidence: evidence.map((/** @type {any} */ each) => ({ span: span(each), weight: each[2] / 100 })),
    };
  };
  const [all, narrated, cited] = article;
  return {
    schema: SCHEMA,
    notice: null,
    layout: laidOut(),
    tone: tone(all),
    narrator: tone(narrated),
    quoted: tone(cited),
    paragraphs: paragraphs.map((/** @type {any[]} */ [place, kind, its, narrator, quoted]) => ({
      span: span(place),
      kind: PARAGRAPHS[kind],
      label: null,
      tone: tone(its),
      narrator: tone(narrator),
      quoted: tone(quoted),
    })),
    quotes: quotes.map((/** @type {any[]} */ [paragraph, kind, rule, confidence, who, content, cue, source, chain, its]) => ({
      paragraph,
      kind: QUOTES[kind],
      act: 'said',
      rule: RULES[rule],
      confidence: confidence / 100,
      speakers: who,
      content: spans(content),
      cue: spans(cue),
      source: spans(source),
      chain: spans(chain),
      tone: tone(its),
    })),
    speakers: speakers.map((/** @type {any[]} */ [name, kind, role, quotes, words, its]) => ({
      name,
      kind: SPEAKERS[kind],
      role: role === 0 ? null : role,
      quotes,
      words,
      tone: tone(its),
    })),
  };
}
