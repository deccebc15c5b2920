/* What the other scripts share: the data, the words in the page's language, and a way to make elements. */
window.explorer = (() => {
  'use strict';

  const { words, article, supplement, sections, uses, tables, comparisons } = JSON.parse(
    document.getElementById('data').textContent,
  );
  const language = document.documentElement.lang;

  /** Words with values in the places of their names in braces. */
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /**
   * Makes an element. Whatever the data say goes in as text, never as markup.
   * @param {string} tag
   * @param {Object<string, string|number|boolean|Function>} [attributes] A function is a listener; `false` leaves one out.
   * @param {...(Node|string)} children
   */
  function element(tag, attributes = {}, ...children) {
    const made = tag.startsWith('svg:')
      ? document.createElementNS('http://www.w3.org/2000/svg', tag.slice(4))
      : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') made.addEventListener(name, value);
      else if (value !== false) made.setAttribute(name, value === true ? '' : value);
    }
    made.append(...children.filter((child) => child !== ''));
    return made;
  }

  /** Text as it is searched: full width as half width, capitals as small letters. */
  const fold = (text) => text.normalize('NFKC').toLowerCase();

  const count = (text, letters) => text.match(letters)?.length ?? 0;

  /** The language of a text, whatever the language of the page; what is English may quote a word of Chinese. */
  const languageOf = (text) => (count(text, /[\u4e00-\u9fff]/g) > count(text, /[A-Za-z]{2,}/g) ? 'zh-Hans' : 'en');

  /** A text in an element that says its language, where that is not the page's. */
  function spoken(text, tag = 'span', attributes = {}) {
    const own = languageOf(text);
    const other = own.slice(0, 2) !== language.slice(0, 2);
    return element(tag, { ...attributes, lang: other && /\p{L}/u.test(text) ? own : false }, text);
  }

  /** Only an address of the web becomes a link; anything else in the data stays text. */
  const isAddress = (text) => /^https?:\/\/[^\s]+$/i.test(text);

  return { words, article, supplement, sections, uses, tables, comparisons, language, say, element, fold, spoken, isAddress };
})();
