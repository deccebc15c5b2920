/* Everything about one row: what it says, whence, what rests on it, where the article has it, and how to cite it. */
(() => {
  'use strict';
  const { all, article, sections, uses, words, say, element, spoken, isAddress, figure, named, cell, chart, verdict, idOf, anchorOf, shortSource, yearOf } = explorer;

  const panel = document.getElementById('details');

  const link = (anchor, text = title(named(anchor)) ?? anchor) => element('a', { href: `#${encodeURIComponent(anchor)}` }, text);

  const TITLES = {
    findings: (table, row) => say('findingTitle', { name: table.raw('name', row) }),
    sources: (table, row) => table.text('titled', row),
    indicators: (table, row) => table.raw('indicator', row),
    numbers: (table, row) => table.raw('name', row),
    bounds: (table, row) => table.text('asked', row),
    contradictions: (table, row) => table.raw('kind', row) + words.colon + table.text('statement', row),
  };

  function title(item) {
    return item && (TITLES[item.table.name]?.(item.table, item.row) ?? item.table.text('about', item.row));
  }

  /** A figure in a few words: its id, its phrase and its time. */
  function brief(item) {
    return say('brief', { id: idOf(item), phrase: item.table.text('printed', item.row), period: item.table.raw('period', item.row) });
  }

  /** A computed number with its value; anything else by its title. */
  function result(anchor) {
    const item = named(anchor);
    return item.table.name === 'numbers' ? title(item) + words.colon + item.table.raw('number', item.row) : title(item);
  }

  const links = (anchors, text) => element('ul', { class: 'links' }, ...anchors.map((anchor) => element('li', {}, link(anchor, text?.(anchor)))));

  const figureLinks = (ids) => element('ul', { class: 'links' }, ...ids.map((id) => {
    const found = figure(id);
    return element('li', {}, found ? link(anchorOf(found), brief(found)) : id);
  }));

  /** Lines of a description, those without anything left out. */
  function lines(entries) {
    const list = element('dl');
    for (const [name, value] of entries) {
      if (value === '' || value === null || value === undefined) continue;
      list.append(element('dt', {}, words.column[name] ?? name), element('dd', {}, ...(Array.isArray(value) ? value : [value])));
    }
    return list;
  }

  const told = (item, names) => names.map((name) => [name, cell(item, name)]);
  const said = (item, name) => (item.table.raw(name, item.row) ? spoken(item.table.raw(name, item.row)) : '');

  function sourceLines(item) {
    const key = item.table.key('source', item.row);
    if (!key) return [];
    const row = all.sources.places.get(key);
    if (row === undefined) return [['cited', key]];
    const url = all.sources.raw('url', row);
    const parts = [link(`src-${key}`, spoken(shortSource(key))), words.comma, spoken(all.sources.text('titled', row))];
    if (item.table.raw('locator', item.row)) parts.push(words.comma, item.table.raw('locator', item.row));
    if (isAddress(url)) parts.push(words.gap, outward(url));
    return [['cited', parts]];
  }

  const outward = (url) => element('a', { href: url, rel: 'noopener noreferrer external', class: 'outward' }, words.openSource);

  function figureDetails(item, state) {
    const id = idOf(item);
    const parts = [
      spoken(item.table.text('printed', item.row), 'p', { class: 'phrase' }),
      lines([
        ...told(item, ['reading', 'period', 'hedge']),
        ['scope', said(item, 'scope')],
        ['note', said(item, 'note')],
        ['indicator', link(`ind-${item.table.key('indicator', item.row)}`, item.table.raw('indicator', item.row))],
        ...sourceLines(item),
        ...told(item, ['tier', 'flags']),
      ]),
    ];
    if (state.view === 'compare') parts.unshift(...comparison(state.with, id));
    const drawn = chart(item, link);
    if (drawn) parts.push(heading('chart'), drawn);
    parts.push(element('p', {}, element('a', { class: 'button', href: `#view=compare&with=${encodeURIComponent(id)}` }, words.compareThis)));
    return parts;
  }

  const heading = (key) => element('h3', {}, words[key]);

  /** The verdict on two figures in words, with its reasons and the conversion that it allows. */
  function comparison(first, second) {
    const { degree, reasons, caveats, conversion } = verdict(first, second);
    const explained = (list) => element('ul', {}, ...list.map((reason) => element('li', {}, words.why[reason])));
    const steps = [first, second].flatMap((id, side) => (conversion[side] ? [[id, conversion[side]]] : []));
    return [
      element('p', { class: 'verdict', 'data-degree': degree }, say('verdictOn', { first, second, degree: words.degrees[degree] })),
      element('p', {}, words.degreeMeans[degree]),
      lines([
        ['against', link(anchorOf(figure(first)), brief(figure(first)))],
        ['reasons', reasons.length ? explained(reasons) : ''],
        ['caveats', caveats.length ? explained(caveats) : ''],
        ['conversion', steps.length ? element('ul', {}, ...steps.map(([id, step]) => element('li', {}, say('step', { id, text: step.text, shown: step.shown }), words.gap, link(anchorOf(figure(step.row)), step.row)))) : ''],
      ]),
    ];
  }

  const MAKERS = {
    sources: (item) => {
      const url = item.table.raw('url', item.row);
      return [
        spoken(item.table.raw('title', item.row), 'p', { class: 'phrase' }),
        lines([
          ['title_en', item.table.raw('title_en', item.row) === title(item) ? '' : said(item, 'title_en')],
          ['author', said(item, 'author')],
          ['publisher', said(item, 'publisher')],
          ...told(item, ['date', 'tier', 'flags']),
          ['url', isAddress(url) ? element('a', { href: url, rel: 'noopener noreferrer external' }, url) : url],
        ]),
        ...figuresWith('source', idOf(item)),
        ...pointingAt('indicators', 'source', idOf(item), 'definedBy'),
      ];
    },
    indicators: (item) => [
      lines([...told(item, ['definition', 'ratio', 'measure', 'unit']), ['note', said(item, 'note')], ...sourceLines(item)]),
      ...figuresWith('indicator', idOf(item)),
    ],
    findings: (item) => [
      lines([...told(item, ['verdict', 'test', 'values', 'overturned'])]),
      element('p', {}, element('a', { href: `${article}#fnd-${encodeURIComponent(idOf(item))}` }, words.findingInArticle)),
    ],
    numbers: (item) => [lines([...told(item, ['number', 'interval', 'method']), ...inputs(item)])],
    bounds: (item) => [lines([...told(item, ['assuming', 'interval', 'rests']), ...inputs(item)])],
    contradictions: (item) => [lines([...told(item, ['gap', 'strength', 'explanations']), ...inputs(item)])],
  };

  const inputs = (item) => {
    const ids = item.table.columns.inputs[item.row];
    return [['inputs', ids.length ? figureLinks(ids) : '']];
  };

  const FEW = 40;
  function figuresWith(column, key) {
    return ['claims', 'series'].flatMap((name) => {
      const table = all[name];
      const rows = table.columns.id.map((_, row) => row).filter((row) => table.key(column, row) === key);
      if (!rows.length) return [];
      const list = links(rows.slice(0, FEW).map((row) => table.anchor(row)), (anchor) => brief(named(anchor)));
      const rest = rows.length > FEW ? [element('p', {}, say('more', { number: rows.length - FEW }))] : [];
      return [element('h3', {}, say('withCount', { what: words.view[name], number: rows.length })), list, ...rest];
    });
  }

  function pointingAt(name, column, key, head) {
    const table = all[name];
    const rows = table.columns.id.map((_, row) => row).filter((row) => table.key(column, row) === key);
    return rows.length ? [heading(head), links(rows.map((row) => table.anchor(row)))] : [];
  }

  /** What was made of a figure: numbers, bounds and contradictions that rest on it. */
  function restingOn(item) {
    if (!item.table.columns.phrase) return [];
    const id = idOf(item);
    return ['numbers', 'bounds', 'contradictions'].flatMap((name) => {
      const table = all[name];
      const rows = table.columns.id.map((_, row) => row).filter((row) => table.columns.inputs[row].includes(id));
      return rows.length ? [element('h3', {}, words.restsOn[name]), links(rows.map((row) => table.anchor(row)), result)] : [];
    });
  }

  /** The sections of the article that name a row. */
  function inArticle(item) {
    const places = uses[`${item.table.name === 'series' ? 'clm' : item.table.prefix}-${idOf(item)}`] ?? [];
    if (!places.length) return [];
    return [heading('inArticle'), element('ul', { class: 'links' }, ...places.map((place) => {
      const [anchor, name] = sections[place];
      return element('li', {}, element('a', { href: anchor ? `${article}#${encodeURIComponent(anchor)}` : article }, name || words.articleStart));
    }))];
  }

  /** A row as one line to be cited. */
  function citation(item) {
    const address = `${location.href.split('#')[0]}#${encodeURIComponent(anchorOf(item))}`;
    const { table, row } = item;
    if (table.name === 'sources') return fullSource(idOf(item));
    const key = table.key('source', row);
    const page = say('ofPage', { id: anchorOf(item), page: document.title, address });
    const content = table.columns.phrase
      ? say('citedFigure', { about: title(item), phrase: table.text('printed', row), period: table.raw('period', row) })
      : say('citedThing', { title: title(item), text: ['test', 'gap', 'interval', 'definition'].map((name) => table.raw(name, row)).find(Boolean) ?? '' });
    return [content, key && fullSource(key, table.raw('locator', row)), page].filter(Boolean).join(words.sentence);
  }

  function fullSource(key, locator = '') {
    const row = all.sources.places.get(key);
    if (row === undefined) return key;
    const told_ = (name) => all.sources.raw(name, row);
    const year = yearOf(told_('date'));
    const parts = [told_('author') || told_('publisher'), year && words.yearInCitation.replace('{year}', year), told_('title'), told_('author') && told_('publisher'), locator, told_('url')];
    return parts.filter(Boolean).join(words.comma);
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = words.copied;
    } catch {
      // Where the clipboard is closed to pages, the text is shown and marked, to be copied by hand.
      const box = element('textarea', { readonly: true, rows: 4, 'aria-label': words.copy }, text);
      button.after(box);
      box.select();
    }
  }

  function tools(item) {
    const button = (key, text) => element('button', { type: 'button', class: key, click: (event) => copy(text(), event.currentTarget) }, words[key]);
    return element(
      'p', { class: 'actions' },
      button('copyCitation', () => citation(item)),
      button('copyLink', () => `${location.href.split('#')[0]}#${encodeURIComponent(anchorOf(item))}`),
    );
  }

  /** Fills the panel with a row, or hides it. */
  function showDetails(state, close) {
    const found = state.row && named(state.row);
    panel.hidden = !found;
    document.body.classList.toggle('with-details', Boolean(found));
    if (!found) return panel.replaceChildren();
    const make = MAKERS[found.table.name] ?? figureDetails;
    panel.replaceChildren(
      element(
        'header', {},
        spoken(title(found), 'h2', { id: 'details-title', tabindex: -1 }),
        element('button', { type: 'button', class: 'close', 'aria-label': words.close, click: close }, '×'),
      ),
      element('p', { class: 'row-id' }, anchorOf(found)),
      ...make(found, state),
      tools(found),
      ...restingOn(found),
      ...inArticle(found),
    );
    panel.scrollTop = 0;
  }

  Object.assign(explorer, { showDetails, citation });
})();
