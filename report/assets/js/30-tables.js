/* Long tables sort by column and filter by words. */
(() => {
  'use strict';
  const { language, words, element, textOf, named } = window.paper;
  const LONG = 12;
  // So many rows that a narrow screen shows them in a box of its own height (paper.css).
  const TALL = 40;
  const collator = new Intl.Collator(document.documentElement.lang || language, { numeric: true });
  const clearers = new Map();

  /** What the build wrote beside a cell's text, to sort by: numbers apart by spaces, or a text such as a date. */
  const writtenKey = (cell) => cell.querySelector('[data-sort]')?.dataset.sort ?? '';

  /**
   * By what a cell is sorted.
   * @param {string} text
   * @returns {number[]|string|null} `null` for a cell without anything to sort by.
   */
  function keyOf(text) {
    if (!text) return null;
    const parts = text.split(' ').map((part) => Number(part.replace(/[,%]/g, '').replace('\u2212', '-')));
    return parts.some(Number.isNaN) ? text : parts;
  }

  /** Numbers before texts, numbers by their lower and then their upper bound. */
  function compare(one, other) {
    if (typeof one === 'string' || typeof other === 'string') {
      if (typeof one !== typeof other) return typeof one === 'string' ? 1 : -1;
      return collator.compare(one, other);
    }
    const at = one.findIndex((part, index) => part !== (other[index] ?? part));
    return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
  }

  /** Rows in the order of a column; those without a value stay last in either direction. */
  function sorted(rows, column, direction) {
    const key = rows.some((row) => writtenKey(row.cells[column])) ? writtenKey : textOf;
    const keyed = rows.map((row) => ({ row, key: keyOf(key(row.cells[column])) }));
    const given = keyed.filter(({ key }) => key !== null).sort((a, b) => direction * compare(a.key, b.key));
    return [...given, ...keyed.filter(({ key }) => key === null)].map(({ row }) => row);
  }

  function makeSortable(table, rows) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element('button', { type: 'button', class: 'sort' });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const next = { ascending: 'descending', descending: '' }[head.getAttribute('aria-sort')] ?? 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        if (next) head.setAttribute('aria-sort', next);
        const order = next ? sorted(rows, column, next === 'ascending' ? 1 : -1) : rows;
        table.tBodies[0].append(...order);
      });
    });
  }

  const folded = (text) => text.normalize('NFKC').toLowerCase();

  function makeFilter(table, rows, box) {
    const input = element('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
    const count = element('span', { role: 'status', class: 'count' });
    const clear = element('button', { type: 'button', hidden: true }, words.clear);
    const texts = rows.map(() => '');
    const apply = () => {
      const wanted = folded(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        texts[index] ||= folded(row.textContent);
        row.hidden = !wanted.every((word) => texts[index].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.rows(shown, rows.length);
      clear.hidden = wanted.length === 0;
    };
    const reset = () => {
      input.value = '';
      apply();
    };
    input.addEventListener('input', apply);
    clear.addEventListener('click', () => {
      reset();
      input.focus();
    });
    clearers.set(table, reset);
    apply();
    box.before(element('div', { class: 'filter' }, element('label', {}, `${words.filter} `, input), clear, count));
  }

  /** A link to a row that the filter hides brings all rows back. */
  function showTarget() {
    const row = named(location.hash)?.closest('tr[hidden]');
    if (!row) return;
    clearers.get(row.closest('table'))?.();
    row.scrollIntoView({ block: 'center' });
  }

  for (const table of document.querySelectorAll('figure.quarto-float-tbl table')) {
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    if (!table.tHead || rows.length < LONG) continue;
    makeSortable(table, rows);
    const parent = table.parentElement;
    parent.classList.toggle('tall', rows.length >= TALL && !parent.matches('figure'));
    makeFilter(table, rows, parent.matches('figure') ? table : parent);
  }
  addEventListener('hashchange', showTarget);
  // The same link twice changes no hash.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) showTarget();
  });
})();
