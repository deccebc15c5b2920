/* What the other scripts share: the words of the controls in the page's language, and a way to make elements. */
(() => {
  'use strict';

  // The build writes the words of every language of the study before this script (render/scripts.py).
  const said = JSON.parse(document.getElementById('words').textContent);
  const asked = document.documentElement.lang.toLowerCase().split('-')[0];
  const language = asked in said ? asked : Object.keys(said)[0];
  const words = said[language];

  /** Words with values in the places of their names in braces. */
  const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /**
   * Makes an element.
   * @param {string} tag
   * @param {Object<string, string|boolean|Function>} [attributes] A function is a listener; `false` leaves one out.
   * @param {...(Node|string)} children
   * @returns {HTMLElement}
   */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') made.addEventListener(name, value);
      else if (value !== false) made.setAttribute(name, value === true ? '' : value);
    }
    made.append(...children);
    return made;
  }

  /** The text of a node on one line. */
  const textOf = (node) => node.textContent.replace(/\s+/g, ' ').trim();

  /** The element that the fragment of an address names. */
  function named(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      // A broken escape names nothing.
      return null;
    }
  }

  /** A caption as label, what follows it, and the rest: `Figure 2`, `: `, `What it shows.` */
  function captionParts(caption) {
    const [, label, delimiter, text] = /^(.*?\d+)([:：.]\s*)(.*)$/.exec(textOf(caption)) ?? ['', textOf(caption), '', ''];
    return { label: label.replace(/\u00a0/g, ' '), delimiter, text };
  }

  window.paper = { language, words, say, element, textOf, named, captionParts };
})();
