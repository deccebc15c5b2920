/* The page: controls change the state, the state is the address, and the address is what is shown. */
(() => {
  'use strict';
  const { VIEWS, all, words, say, element, shown, choices, read, write, showGrid, showDetails, focusRow, countText, cell, idOf, anchorOf, figure, named } = explorer;

  const byId = (id) => document.getElementById(id);
  const [tabs, search, facets, order, count, pair, details] = ['tabs', 'search', 'facets', 'order', 'count', 'pair', 'details'].map(byId);
  const wide = matchMedia('(min-width: 52.01rem)');
  let state = {};
  let current = [];

  /** Goes to another state; `quiet` replaces the address instead of adding one to the history. */
  function go(changes, { quiet = false, focus = false } = {}) {
    const next = { ...state, ...changes };
    delete next.missing;
    const address = write(next);
    if (address !== (location.hash || '#')) history[quiet ? 'replaceState' : 'pushState'](null, '', address);
    apply(read(address), { moved: !('row' in changes) });
    if (focus) byId('details-title')?.focus();
  }

  function apply(next, { moved = true, centred = false } = {}) {
    const before = state;
    state = next;
    const view = VIEWS[state.view];
    const listing = ({ row, missing, ...rest }) => JSON.stringify(Object.entries(rest).sort());
    if (listing(before) !== listing(state)) {
      current = shown(state);
      writeTabs();
      writeTools(view, before.view !== state.view);
    }
    const sort = state.sort ?? view.sort;
    showGrid(current, { view, row: state.row, sort, onSort, open: (item, focus) => go({ row: anchorOf(item) }, { focus: focus || !wide.matches }), moved, centred });
    const total = state.view === 'compare' ? all.claims.size + all.series.size - 1 : all[state.view].size;
    count.textContent = state.missing ? say('missing', { id: state.missing }) : current.length ? countText(current.length, total) : words.nothing;
    showDetails(state, close);
    cover();
  }

  /** On a phone a chosen row covers the page: what lies under it is out of reach until it is closed. */
  function cover() {
    const covered = Boolean(state.row) && !wide.matches;
    for (const part of document.querySelectorAll('#top, #tabs, #over, #pair, search, #grid')) part.inert = covered;
  }

  function close() {
    go({ row: undefined });
    focusRow();
  }

  function onSort(column) {
    const now = state.sort ?? VIEWS[state.view].sort;
    go({ sort: now === column ? `-${column}` : now === `-${column}` ? undefined : column });
    byId('heads').querySelector(`[data-sort="${column}"]`)?.focus();
  }

  function writeTabs() {
    tabs.replaceChildren(
      ...Object.keys(VIEWS).map((name) => {
        const size = name === 'compare' ? '' : all[name].size;
        return element('a', { href: `#view=${name}`, 'aria-current': name === state.view && 'page' }, words.view[name], size === '' ? '' : element('span', { class: 'size' }, String(size)));
      }),
    );
    tabs.scrollLeft = tabs.querySelector('[aria-current]').offsetLeft - tabs.offsetLeft - 40;
  }

  function writeTools(view, fresh) {
    if (search.value.trim() !== (state.q ?? '')) search.value = state.q ?? '';
    byId('hint').textContent = words.about[view.name];
    // The rows come first; counting what the choices leave can wait until they are drawn.
    if (document.body.dataset.ready) facets.replaceChildren(...view.facets.map(facetOf));
    else setTimeout(() => facets.replaceChildren(...VIEWS[state.view].facets.map(facetOf)), 50);
    if (fresh) {
      order.replaceChildren(
        element('option', { value: '' }, words.unsorted),
        ...view.columns.flatMap((name) => ['', '-'].map((way) => element('option', { value: way + name }, say(way ? 'sortDown' : 'sortUp', { column: words.column[name] })))),
      );
    }
    order.value = state.sort ?? view.sort ?? '';
    byId('clear').hidden = !(state.q || view.facets.some((name) => state[name]));
    pair.hidden = view.name !== 'compare';
    if (view.name === 'compare') writePair();
  }

  function facetOf(name) {
    const options = choices(state, name).map(({ key, label, count: number }) =>
      element('option', { value: key, selected: key === state[name] }, say('choice', { label, number })),
    );
    const select = element('select', { id: `facet-${name}`, change: (event) => {
      go({ [name]: event.target.value || undefined });
      byId(`facet-${name}`).focus();
    } }, element('option', { value: '' }, words.any), ...options);
    return element('label', {}, element('span', {}, words.facet[name]), select);
  }

  /** In a comparison: which figure the others are held against, and a box to take another one by its id or words. */
  function writePair() {
    const one = figure(state.with);
    byId('with').value = state.with;
    byId('with-what').replaceChildren(
      element('a', { href: `#${encodeURIComponent(anchorOf(one))}` }, one.table.text('about', one.row)),
      say('pairTold', { phrase: one.table.text('printed', one.row), period: one.table.raw('period', one.row) }),
    );
  }

  /** The figure that is named by its id, or the first that has all words. */
  function meant(said) {
    const id = said.replace(/^#?(clm|sr)-/, '');
    const first = shown({ view: 'claims', q: said })[0] ?? shown({ view: 'series', q: said })[0];
    return figure(id) ? id : first && idOf(first);
  }

  byId('with').addEventListener('change', (event) => {
    const said = event.target.value.trim();
    const id = said && meant(said);
    if (id) go({ with: id, row: undefined });
    else count.textContent = say('missing', { id: said });
  });
  let typing = 0;
  search.addEventListener('input', (event) => {
    if (event.isComposing) return;
    clearTimeout(typing);
    typing = setTimeout(() => go({ q: search.value.trim() || undefined }, { quiet: true }), current.length > 2000 ? 150 : 40);
  });
  search.addEventListener('compositionend', () => go({ q: search.value.trim() || undefined }, { quiet: true }));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      focusRow();
    }
  });
  order.addEventListener('change', () => go({ sort: order.value || undefined }));
  byId('clear').addEventListener('click', () => {
    go({ q: undefined, ...Object.fromEntries(VIEWS[state.view].facets.map((name) => [name, undefined])) });
    search.focus();
  });
  document.addEventListener('keydown', (event) => {
    const typed = event.target.closest('input, select, textarea');
    if (event.key === 'Escape' && state.row && !typed) close();
    if (event.key === '/' && !typed && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
  });

  /** A cell for a spreadsheet, which must not take text for a formula. */
  function guarded(text) {
    const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** What is shown, with every column that the data have, as CSV. */
  function csv() {
    const table = state.view === 'compare' ? all.claims : all[state.view];
    const columns = Object.keys(table.columns).filter((name) => name !== 'since');
    const own = state.view === 'compare' ? ['against', 'degree', 'why'] : [];
    const value = (item, name) => (name === 'against' ? state.with : own.includes(name) ? cell(item, name) : rawText(item, name));
    const lines = current.map((item) => [...columns, ...own].map((name) => {
      const given = value(item, name);
      return typeof given === 'number' ? String(given) : guarded(given);
    }));
    return [[...columns, ...own].map((name) => guarded(words.column[name])), ...lines].map((line) => line.join(',')).join('\r\n') + '\r\n';
  }

  function rawText({ table, row }, name) {
    if (name === 'source') return table.key('source', row);
    const found = table.raw(name, row);
    return typeof found === 'number' ? found : Array.isArray(found) ? found.join('; ') : String(found ?? '');
  }

  byId('export').addEventListener('click', () => {
    // The mark at its head tells a spreadsheet that the file is UTF-8.
    const address = URL.createObjectURL(new Blob(['\ufeff', csv()], { type: 'text/csv' }));
    element('a', { href: address, download: `${[state.view, state.with].filter(Boolean).join('-')}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });

  const theme = byId('theme');
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  theme.setAttribute('aria-pressed', dark());
  theme.addEventListener('click', () => {
    const chosen = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = chosen;
    theme.setAttribute('aria-pressed', chosen === 'dark');
    try {
      localStorage.setItem('theme', chosen);
    } catch {
      // Storage may be forbidden; the choice holds for this page then.
    }
  });
  for (const other of document.querySelectorAll('a[hreflang]')) {
    other.addEventListener('click', () => other.setAttribute('href', other.href.split('#')[0] + location.hash));
  }
  // On a phone the choices are folded away; a wide screen has room for them.
  const unfold = () => {
    byId('narrow').open = wide.matches;
    cover();
  };
  wide.addEventListener('change', unfold);

  const arrive = (first) => {
    const arrived = read(location.hash);
    apply(arrived, { centred: true });
    if (!first && arrived.row && named(arrived.row)) byId('details-title').focus({ preventScroll: true });
  };
  addEventListener('hashchange', () => arrive(false));
  explorer.csv = csv;
  arrive(true);
  unfold();
  document.body.dataset.ready = 'true';
  details.setAttribute('aria-labelledby', 'details-title');
})();
