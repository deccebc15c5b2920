/* Every state of the page has an address: `#clm-jx001` opens a row; `#view=claims&q=…&place=…&row=…` is all else. */
(() => {
  'use strict';
  const { named, all, VIEWS, figure } = explorer;

  const ROW = /^#?(clm|sr|src|ref|ind|fnd|num|ctr|bnd)-[^=&]+$/;
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      // A broken escape stays as it is.
      return text;
    }
  };

  /** The state that an address names; `missing` is a row that is not there. */
  function read(hash) {
    const text = hash.replace(/^#/, '');
    const row = decoded(text);
    if (ROW.test(row)) return rowState(row);
    const given = Object.fromEntries(new URLSearchParams(text));
    const view = Object.hasOwn(VIEWS, given.view ?? '') ? given.view : 'claims';
    const state = { view };
    const kept = ['q', 'sort', 'row', ...VIEWS[view].facets, ...(view === 'compare' ? ['with'] : [])];
    for (const name of kept) if (given[name]) state[name] = given[name];
    if (state.sort && !VIEWS[view].columns.includes(state.sort.replace(/^-/, ''))) delete state.sort;
    if (view === 'compare' && !figure(state.with)) state.with = all.claims.columns.id[0] ?? all.series.columns.id[0];
    if (state.row && !named(state.row)) return { ...state, row: undefined, missing: state.row };
    return state;
  }

  function rowState(anchor) {
    const found = named(anchor);
    if (!found) return { view: 'claims', missing: anchor };
    return { view: found.table.name, row: found.table.anchor(found.row) };
  }

  /** The address of a state, as short as it can be. */
  function write(state) {
    const entries = Object.entries(state).filter(([name, value]) => value && name !== 'missing');
    if (entries.length === 2 && state.row && state.view !== 'compare') return `#${encodeURIComponent(state.row)}`;
    return entries.length === 1 && state.view === 'claims' ? '#' : `#${new URLSearchParams(entries)}`;
  }

  Object.assign(explorer, { read, write });
})();
