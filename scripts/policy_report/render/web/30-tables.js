/* Long tables sort by column and filter by words. */
(() => {
  'use strict';
  const { language, words, say, element, textOf, named } = window.paper;
  const LONG = 12;
  // So many rows that a narrow screen shows them in a box of its own height (paper.css).
  const TALL = 40;
  const collator = new Intl.Collator(document.documentElement.lang || language, { numeric: true });
  const clearers = new Map();
  const dittos = new Set(words.dittos.split('|'));

  /** What the build wrote beside a cell's text, to sort by: numbers apart by spaces, or a text such as a date. */
  const writtenKey = (cell) => cell.querySelector('[data-sort]')?.dataset.sort ?? '';

  /** What the build wrote as numbers, or else as a text; `null` if it wrote nothing. */
  function keyOf(written) {
    const parts = written.split(' ').map(Number);
    return written ? (parts.some(Number.isNaN) ? written : parts) : null;
  }

  // At most a few words or signs before a number, such as `at most 5` or `约(5, 6)`, but no name such as `ab005`.
  const NUMBER_FIRST = /^(?:[a-z]+:? ){0,3}\p{Script=Han}{0,4}[^\p{L}\d\u2212∞]*(?=[\u2212∞]|\d[\d,.]*(?![\da-z]))/u;
  const NUMBER = /(\u2212?)(\d[\d,]*(?:\.\d+)?|∞)\s?(万亿|万|亿|million|billion)?/g;
  const SCALES = { 万: 1e4, 亿: 1e8, 万亿: 1e12, million: 1e6, billion: 1e9 };

  /** The numbers of a text that begins with one; otherwise `null`. */
  function numbersIn(text) {
    if (!NUMBER_FIRST.test(text)) return null;
    return [...text.matchAll(NUMBER)].map(([, sign, digits, scale]) => {
      const size = digits === '∞' ? Infinity : Number(digits.replaceAll(',', '')) * (SCALES[scale] ?? 1);
      return sign ? -size : size;
    });
  }

  /** The text of each cell, or what it stands for if it only points at the row above. */
  const fullTexts = new Map();

  /** By what the cells of a column are sorted: what the build wrote, or numbers if most begin with one, or texts. */
  function keysOf(cells) {
    const written = cells.map(writtenKey);
    if (written.some(Boolean)) return written.map(keyOf);
    const texts = cells.map((cell) => fullTexts.get(cell)).map((text) => (/^[–—]?$/.test(text) ? null : text));
    const given = texts.filter((text) => text !== null);
    const numeric = given.filter(numbersIn).length > given.length / 2;
    return texts.map((text) => (numeric && text !== null ? numbersIn(text) ?? text : text));
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
    const keys = keysOf(rows.map((row) => row.cells[column]));
    const keyed = rows.map((row, index) => ({ row, key: keys[index] }));
    const given = keyed.filter(({ key }) => key !== null).sort((a, b) => direction * compare(a.key, b.key));
    return [...given, ...keyed.filter(({ key }) => key === null)].map(({ row }) => row);
  }

  /** A row that names the group of those below it has a text in its first cell only. */
  const isGroup = ({ cells }) =>
    cells.length > 1 && [...cells].every((cell, column) => (textOf(cell) !== '') === (column === 0));

  /**
   * Gives each row what it takes from the rows above it, an `as above`, an empty first cell or the name of its group,
   * to be shown once its place among the rows changes (paper.css).
   */
  function spellOut(rows) {
    const above = [];
    let group = null;
    for (const row of rows) {
      if (isGroup(row)) {
        row.classList.add('group');
        [group] = row.cells;
        above.length = 0;
        continue;
      }
      [...row.cells].forEach((cell, column) => {
        const text = textOf(cell);
        const points = dittos.has(text) || (column === 0 && !text);
        if (!points) above[column] = cell;
        fullTexts.set(cell, points ? fullTexts.get(above[column]) ?? text : text);
        if (points && above[column]) cell.append(spelled(above[column]));
      });
      if (group) row.cells[0].append(spelled(group));
    }
  }

  function spelled(cell) {
    const copy = element('span', { class: 'spelled' }, ' ', ...cell.cloneNode(true).childNodes);
    for (const inner of copy.querySelectorAll('.spelled')) inner.remove();
    for (const marked of copy.querySelectorAll('[id]')) marked.removeAttribute('id');
    return copy;
  }

  function makeSortable(table, all, rows) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element('button', { type: 'button', class: 'sort' });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const next = { ascending: 'descending', descending: '' }[head.getAttribute('aria-sort')] ?? 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        if (next) head.setAttribute('aria-sort', next);
        const order = next ? sorted(rows, column, next === 'ascending' ? 1 : -1) : all;
        table.classList.toggle('sorted', next !== '');
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
      count.textContent = say(shown === rows.length ? 'allRows' : 'someRows', { shown, all: rows.length });
      clear.hidden = wanted.length === 0;
      table.classList.toggle('filtered', wanted.length > 0);
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
    const all = [...(table.tBodies[0]?.rows ?? [])];
    if (!table.tHead || all.length < LONG) continue;
    spellOut(all);
    const rows = all.filter((row) => !row.classList.contains('group'));
    makeSortable(table, all, rows);
    const parent = table.parentElement;
    parent.classList.toggle('tall', all.length >= TALL && !parent.matches('figure'));
    makeFilter(table, rows, parent.matches('figure') ? table : parent);
  }
  addEventListener('hashchange', showTarget);
  // The same link twice changes no hash.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) showTarget();
  });
})();
