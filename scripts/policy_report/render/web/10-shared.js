/* What the other scripts share: the words of the controls in the page's language, and a way to make elements. */
(() => {
  'use strict';

  const WORDS = {
    en: {
      dark: 'Dark',
      cite: 'Cite',
      citePaper: 'Cite this paper',
      citePart: (label) => `Cite ${label}`,
      form: 'Form',
      forms: { apa: 'APA', gbt: 'GB/T 7714', bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON' },
      citation: 'Citation',
      copy: 'Copy',
      copied: 'Copied',
      notCopied: 'Marked: copy it with the keyboard',
      download: 'Download',
      enlarge: 'Enlarge',
      enlargePart: (label) => `Enlarge ${label}`,
      close: 'Close',
      back: 'Back',
      keywords: 'Keywords: ',
      separator: ', ',
      tools: 'This page',
      skip: 'Skip to the text',
      filter: 'Filter rows',
      clear: 'Clear',
      rows: (shown, all) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`),
      dittos: ['as above', 'the same'],
      row: 'Go to the row',
      source: 'Open the source',
      scope: 'Scope',
      note: 'Note',
      licences: 'Comparison',
      uses: 'In the text',
      use: (number, key) => `Use ${number} of ${key} in the text`,
    },
    zh: {
      dark: '深色',
      cite: '引用',
      citePaper: '引用本文',
      citePart: (label) => `引用${label}`,
      form: '格式',
      forms: { apa: 'APA', gbt: 'GB/T 7714', bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON' },
      citation: '引文',
      copy: '复制',
      copied: '已复制',
      notCopied: '已选中，请用键盘复制',
      download: '下载',
      enlarge: '放大',
      enlargePart: (label) => `放大${label}`,
      close: '关闭',
      back: '返回',
      keywords: '关键词：',
      separator: '；',
      tools: '本页',
      skip: '跳到正文',
      filter: '筛选行',
      clear: '清除',
      rows: (shown, all) => (shown === all ? `共${all}行` : `${all}行中的${shown}行`),
      dittos: ['同上'],
      row: '查看所在行',
      source: '打开来源',
      scope: '口径',
      note: '备注',
      licences: '可比性',
      uses: '正文出处',
      use: (number, key) => `${key}在正文中的第${number}处`,
    },
  };

  const language = document.documentElement.lang.toLowerCase().startsWith('zh') ? 'zh' : 'en';

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

  window.paper = { language, words: WORDS[language], element, textOf, named, captionParts };
})();
