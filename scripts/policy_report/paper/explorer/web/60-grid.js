/* The grid: rows are made as they are scrolled to, walked with the keyboard, and told to a screen reader in full. */
(() => {
  'use strict';
  const { element, spoken, words, cell, anchorOf, say } = explorer;

  const SPARE = 12;
  const PRINTED = new Set(['printed', 'titled', 'who', 'cited']);

  const grid = document.getElementById('grid');
  const heads = document.getElementById('heads');
  const body = document.getElementById('rows');
  const made = new Map();
  let list = [];
  let view = null;
  let active = 0;
  let chosen = '';
  let height = 56;
  let open = () => {};

  /** Shows items in the columns of a view; `given` says what is chosen, how it is sorted, and what a click does. */
  function show(items, given) {
    const fresh = view !== given.view;
    list = items;
    ({ view, row: chosen, open } = given);
    grid.setAttribute('aria-rowcount', list.length + 1);
    grid.setAttribute('aria-colcount', view.columns.length);
    grid.dataset.view = view.name;
    writeHeads(given);
    const place = list.findIndex((item) => anchorOf(item) === chosen);
    const anew = fresh || given.moved;
    if (anew) grid.scrollTop = 0;
    active = place >= 0 ? place : anew ? 0 : Math.min(active, Math.max(0, list.length - 1));
    rebuild(() => place >= 0 && reveal(place, given.centred));
  }

  /** Makes all rows anew, and keeps the focus where it was among them. */
  function rebuild(scroll) {
    const focused = body.contains(document.activeElement);
    for (const row of made.values()) row.remove();
    made.clear();
    measure();
    scroll();
    draw();
    if (focused) made.get(active)?.focus({ preventScroll: true });
  }

  function writeHeads({ sort, onSort }) {
    const [column, way] = [sort?.replace(/^-/, ''), sort?.startsWith('-') ? 'descending' : 'ascending'];
    heads.replaceChildren(
      ...view.columns.map((name, index) =>
        element(
          'div',
          { role: 'columnheader', class: `c-${name}`, 'aria-colindex': index + 1, 'aria-sort': name === column && way },
          element('button', { type: 'button', 'data-sort': name, click: () => onSort(name) }, words.column[name]),
        ),
      ),
    );
  }

  /** The height of a row follows from the style sheet; it is the same for all. */
  function measure() {
    if (!list.length) return void body.style.setProperty('height', '0');
    const row = rowAt(0);
    body.append(row);
    height = row.offsetHeight || height;
    row.remove();
    made.delete(0);
    body.style.setProperty('height', `${height * list.length}px`);
  }

  function rowAt(index) {
    if (made.has(index)) return made.get(index);
    const item = list[index];
    const anchor = anchorOf(item);
    const row = element('div', {
      role: 'row',
      class: 'row',
      'data-anchor': anchor,
      'aria-rowindex': index + 2,
      'aria-selected': anchor === chosen ? 'true' : 'false',
      tabindex: index === active ? 0 : -1,
    });
    row.style.setProperty('transform', `translateY(${index * height}px)`);
    row.append(...view.columns.map((name, place) => cellOf(item, name, place)));
    made.set(index, row);
    return row;
  }

  function cellOf(item, name, place) {
    const text = cell(item, name);
    const attributes = { role: 'gridcell', class: `c-${name}`, 'aria-colindex': place + 1 };
    if (name === 'degree') attributes['data-degree'] = item.verdict.degree;
    if (name === 'counted') attributes['data-head'] = words.column.counted;
    const inside = PRINTED.has(name) ? spoken(text) : element('span', {}, text);
    return element('div', attributes, inside);
  }

  function draw() {
    const top = Math.max(0, grid.scrollTop - heads.offsetHeight);
    const first = Math.max(0, Math.floor(top / height) - SPARE);
    const last = Math.min(list.length, Math.ceil((top + grid.clientHeight) / height) + SPARE);
    const wanted = new Set(Array.from({ length: Math.max(0, last - first) }, (_, more) => first + more));
    // The row of the keyboard stays, wherever it is, so that the focus is never lost.
    if (list.length) wanted.add(active);
    for (const [index, row] of made) {
      if (!wanted.has(index)) {
        row.remove();
        made.delete(index);
      }
    }
    // In the order of the list, as a screen reader meets them.
    let before = null;
    for (const index of [...wanted].sort((one, other) => one - other)) {
      const row = rowAt(index);
      if (!row.isConnected) before ? before.after(row) : body.prepend(row);
      before = row;
    }
  }

  function reveal(index, centred = false) {
    const [top, bottom] = [index * height, (index + 1) * height];
    const room = grid.clientHeight - heads.offsetHeight;
    if (centred) grid.scrollTop = Math.max(0, top - room / 2 + height / 2);
    else if (top < grid.scrollTop) grid.scrollTop = top;
    else if (bottom > grid.scrollTop + room) grid.scrollTop = bottom - room;
  }

  function walk(index) {
    const next = Math.min(list.length - 1, Math.max(0, index));
    made.get(active)?.setAttribute('tabindex', -1);
    active = next;
    reveal(next);
    draw();
    const row = made.get(next);
    row.setAttribute('tabindex', 0);
    row.focus({ preventScroll: true });
  }

  const steps = () => Math.max(1, Math.floor((grid.clientHeight - heads.offsetHeight) / height) - 1);
  const KEYS = {
    ArrowDown: () => active + 1,
    ArrowUp: () => active - 1,
    PageDown: () => active + steps(),
    PageUp: () => active - steps(),
    Home: () => 0,
    End: () => list.length - 1,
  };

  body.addEventListener('keydown', (event) => {
    if (event.altKey || event.metaKey || !list.length) return;
    if (event.key === 'Enter' || event.key === ' ') open(list[active], true);
    else if (KEYS[event.key]) walk(KEYS[event.key]());
    else return;
    event.preventDefault();
  });
  body.addEventListener('click', (event) => {
    const index = [...made].find(([, row]) => row.contains(event.target))?.[0];
    // Whoever marks text to copy it does not mean to open the row.
    if (index === undefined || String(getSelection())) return;
    walk(index);
    open(list[index], false);
  });
  let waiting = false;
  grid.addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  });
  new ResizeObserver(() => {
    if (!view) return;
    const top = grid.scrollTop / height;
    rebuild(() => {
      grid.scrollTop = top * height;
    });
  }).observe(grid);

  /** Puts the focus on the row of the keyboard. */
  const focusRow = () => list.length && walk(active);

  Object.assign(explorer, { showGrid: show, focusRow, countText: (some, every) => say(some === every ? 'allRows' : 'someRows', { some, every }) });
})();
