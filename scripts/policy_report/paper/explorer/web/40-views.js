/* What each view lists, how it is searched, narrowed and sorted. No element is made here. */
(() => {
  'use strict';
  const { all, verdict, DEGREES, words, language, fold, yearOf } = explorer;

  const FIGURES = { columns: ['about', 'printed', 'reading', 'period', 'cited'], facets: ['place', 'indicator', 'tier', 'hedge', 'year'] };
  const VIEWS = {
    claims: { ...FIGURES },
    series: { ...FIGURES },
    compare: { columns: ['about', 'printed', 'period', 'degree', 'why'], facets: ['degree', 'place', 'indicator', 'tier', 'year'], sort: 'degree' },
    findings: { columns: ['name', 'test', 'values', 'verdict'], facets: ['verdict'] },
    numbers: { columns: ['name', 'number', 'interval', 'method'], facets: [] },
    bounds: { columns: ['asked', 'assuming', 'interval', 'rests'], facets: ['place'] },
    contradictions: { columns: ['kind', 'statement', 'gap', 'explanations'], facets: ['kind', 'strength'] },
    indicators: { columns: ['indicator', 'definition', 'measure', 'unit', 'counted'], facets: ['measure', 'unit'] },
    sources: { columns: ['titled', 'who', 'date', 'tier', 'counted'], facets: ['tier', 'flags', 'year'] },
  };
  for (const [name, view] of Object.entries(VIEWS)) view.name = name;

  const collator = new Intl.Collator(language, { numeric: true });

  /** What a view lists: rows of one table, or every figure against one of them. */
  function items(state) {
    if (state.view !== 'compare') return rowsOf(all[state.view]);
    const others = [...rowsOf(all.claims), ...rowsOf(all.series)].filter((item) => idOf(item) !== state.with);
    return others.map((item) => ({ ...item, verdict: verdict(state.with, idOf(item)) }));
  }

  const rowsOf = (table) => Array.from({ length: table.size }, (_, row) => ({ table, row }));
  const idOf = ({ table, row }) => table.columns.id[row];
  const anchorOf = ({ table, row }) => table.anchor(row);

  let kept = { key: null, listed: [] };
  function listed(state) {
    const key = `${state.view} ${state.view === 'compare' ? state.with : ''}`;
    if (kept.key !== key) kept = { key, listed: items(state) };
    return kept.listed;
  }

  /** The text of a cell. */
  function cell(item, column) {
    if (column === 'degree') return words.degrees[item.verdict.degree];
    if (column === 'why') {
      const { reasons, caveats } = item.verdict;
      return (reasons.length ? reasons : caveats).map((reason) => words.reasons[reason]).join(words.list);
    }
    return item.table.text(column, item.row);
  }

  /** The values by which a facet takes an item; a span of time has several years. */
  function values(item, facet) {
    if (facet === 'degree') return [item.verdict.degree];
    if (facet === 'flags') return item.table.key('flags', item.row).split(' ').filter(Boolean);
    if (facet !== 'year') return [item.table.key(facet, item.row)].filter(Boolean);
    const [first, last] = item.table.columns.date
      ? [item.table.raw('date', item.row), '']
      : [item.table.raw('start', item.row), item.table.raw('end', item.row)];
    const [from, to] = [Number(yearOf(first || last)), Number(yearOf(last || first))];
    return from ? Array.from({ length: Math.max(1, to - from + 1) }, (_, more) => String(from + more)) : [];
  }

  function label(facet, key, item) {
    if (facet === 'degree') return words.degrees[key];
    if (facet === 'flags') return words.flag[key] ?? key;
    return facet === 'year' ? key : item.table.raw(facet, item.row);
  }

  const takes = (state, item, facets) => facets.every((facet) => !state[facet] || values(item, facet).includes(state[facet]));

  /** The items that are shown, in their order. */
  function shown(state) {
    const terms = fold(state.q ?? '').split(/\s+/).filter(Boolean);
    const found = listed(state).filter(
      (item) =>
        takes(state, item, VIEWS[state.view].facets) &&
        terms.every((term) => item.table.searchable(item.row).includes(term)),
    );
    return sorted(found, state.sort ?? VIEWS[state.view].sort);
  }

  /** The choices of a facet among what the search and the other facets leave: key, label, count. */
  function choices(state, facet) {
    const terms = fold(state.q ?? '').split(/\s+/).filter(Boolean);
    const others = VIEWS[state.view].facets.filter((name) => name !== facet);
    const counted = new Map();
    for (const item of listed(state)) {
      const counts = takes(state, item, others) && terms.every((term) => item.table.searchable(item.row).includes(term));
      for (const key of values(item, facet)) {
        const entry = counted.get(key) ?? { key, label: label(facet, key, item), count: 0 };
        entry.count += counts ? 1 : 0;
        counted.set(key, entry);
      }
    }
    const order = facet === 'degree' ? (one, other) => DEGREES.indexOf(one.key) - DEGREES.indexOf(other.key) : byLabel;
    const ordered = [...counted.values()].sort(order);
    return (facet === 'year' ? ordered.reverse() : ordered).filter(({ key, count }) => count || key === state[facet]);
  }

  const byLabel = (one, other) => collator.compare(one.label, other.label);

  /** Sorts by a column, upwards or, with a minus before its name, downwards; what is empty comes last either way. */
  function sorted(found, sort) {
    if (!sort) return found;
    const column = sort.replace(/^-/, '');
    const way = sort.startsWith('-') ? -1 : 1;
    const keyed = found.map((item, place) => ({ item, place, key: sortKey(item, column) }));
    keyed.sort((one, other) => {
      if (one.key === null || other.key === null) return (one.key === null) - (other.key === null) || one.place - other.place;
      return way * compare(one.key, other.key) || one.place - other.place;
    });
    return keyed.map(({ item }) => item);
  }

  function compare(one, other) {
    if (typeof one === 'string') return collator.compare(one, other);
    const place = one.findIndex((number, index) => number !== other[index]);
    return place < 0 ? 0 : one[place] - other[place];
  }

  function sortKey(item, column) {
    const { table, row } = item;
    if (column === 'degree') return [DEGREES.indexOf(item.verdict.degree), item.verdict.reasons.length];
    if (column === 'period') return table.raw('since', row) || null;
    if (column === 'counted') return [Number(cell(item, column))];
    if (column === 'reading' || (column === 'printed' && table.columns.lower)) {
      const [low, high] = [table.raw('lower', row), table.raw('upper', row)];
      const open = table.columns.lower[row] === null && table.columns.upper[row] === null;
      return open ? null : [low === '' || low === null ? -Infinity : low, high === '' || high === null ? Infinity : high];
    }
    return cell(item, column) || null;
  }

  Object.assign(explorer, { VIEWS, shown, choices, cell, idOf, anchorOf });
})();
