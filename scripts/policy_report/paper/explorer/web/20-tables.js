/* The tables of the data: columns become texts, keys and values by row. */
(() => {
  'use strict';
  const { tables, fold, words, language } = explorer;

  /** How a row of each table is named in an address, before its id. */
  const PREFIXES = {
    claims: 'clm', series: 'sr', sources: 'src', indicators: 'ind',
    findings: 'fnd', numbers: 'num', bounds: 'bnd', contradictions: 'ctr',
  };

  /** A column of which most values repeat comes as `each` value and, for each row, which one is `at` it. */
  const unpacked = (column) => (column.each ? column.at.map((place) => column.each[place]) : column);

  class Table {
    constructor(name, columns) {
      this.name = name;
      this.columns = Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, unpacked(column)]));
      this.size = this.columns.id.length;
      this.prefix = PREFIXES[name];
      this.places = new Map(this.columns.id.map((id, row) => [id, row]));
      this.searched = null;
    }

    /** What stands in a column that the data have. */
    raw(name, row) {
      const column = this.columns[name];
      if (column === undefined) return '';
      return Array.isArray(column) ? column[row] : column.of[column.at[row]][1];
    }

    /** The key of a coded value, which is the same in every language; of any other column its value. */
    key(name, row) {
      const column = this.columns[name];
      return column?.of ? column.of[column.at[row]][0] : this.raw(name, row);
    }

    /** What is shown in a column, one of the data or one put together from several. */
    text(name, row) {
      const value = name in JOINED ? JOINED[name](this, row) : this.raw(name, row);
      return Array.isArray(value) ? value.join(words.list) : String(value ?? '');
    }

    anchor(row) {
      return `${this.prefix}-${this.columns.id[row]}`;
    }

    /** All that a search looks through: every column in each language of the study, and the name of the source. */
    searchable(row) {
      this.searched ??= new Array(this.size);
      return (this.searched[row] ??= fold([...this.#said(row)].join(' ')));
    }

    *#said(row) {
      for (const column of Object.values(this.columns)) {
        if (column.of) yield column.of[column.at[row]].join(' ');
        else if (typeof column[row] !== 'number' && column[row] !== null) yield String(column[row]);
      }
      if (this.name === 'contradictions') yield this.text('statement', row);
      if (this.columns.source) yield sourceWords(this.key('source', row));
    }
  }

  const all = Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, new Table(name, columns)]));

  const yearOf = (date) => date.slice(0, 4);

  /** The first of several authors for all; an *and* parts persons and Chinese names, and may stand in that of a body. */
  function shortAuthors(text) {
    const names = text.split(' and ');
    const several = names.length > 1 && names.every((name) => /,|^\p{Script=Han}+$|^others$/u.test(name));
    return several ? words.sourceMany.replace('{who}', names[0].split(', ')[0]) : text;
  }

  /** A source as author and year, or by the first thing known of it. */
  function shortSource(key) {
    const row = all.sources.places.get(key);
    if (row === undefined) return key;
    const who = shortAuthors(all.sources.raw('author', row)) || ['publisher', 'title'].map((name) => all.sources.raw(name, row)).find(Boolean) || key;
    const year = yearOf(all.sources.raw('date', row));
    return year ? words.sourceShort.replace('{who}', who).replace('{year}', year) : who;
  }

  function sourceWords(key) {
    const row = all.sources.places.get(key);
    return row === undefined ? '' : ['title', 'title_en', 'author'].map((name) => all.sources.raw(name, row)).join(' ');
  }

  const JOINED = {
    about(table, row) {
      const category = table.raw('category', row);
      const whole = table.raw('place', row) + words.colon + table.raw('indicator', row);
      return category ? whole + words.aside.replace('{text}', category) : whole;
    },
    /** What a contradiction is about, and the figures that disagree. */
    statement: (table, row) => {
      const found = table.columns.inputs[row].map(figure).filter(Boolean);
      const things = new Set(found.map((one) => one.table.text('about', one.row)));
      const values = found.map((one) => one.table.text('printed', one.row) + words.aside.replace('{text}', one.table.raw('period', one.row)));
      return [...things].join(words.list) + words.colon + values.join(words.list);
    },
    asked: (table, row) => table.raw('place', row) + words.colon + table.raw('name', row),
    printed: (table, row) => [table.raw('phrase', row), table.raw('unit', row)].filter(Boolean).join(' '),
    cited: (table, row) => (table.key('source', row) ? shortSource(table.key('source', row)) : ''),
    // A reader of English is given the title in English where the bibliography has one.
    titled: (table, row) => (language.startsWith('en') && table.raw('title_en', row)) || table.raw('title', row),
    who: (table, row) => table.raw('author', row) || table.raw('publisher', row),
    counted: (table, row) => {
      const key = table.raw('id', row);
      return String(usedBy(table.name === 'sources' ? 'source' : 'indicator').get(key) ?? 0);
    },
  };

  const counts = {};
  /** How many figures rest on each source, or are of each indicator. */
  function usedBy(name) {
    if (!counts[name]) {
      counts[name] = new Map();
      for (const table of [all.claims, all.series]) {
        for (let row = 0; row < table.size; row += 1) {
          const key = table.key(name, row);
          counts[name].set(key, (counts[name].get(key) ?? 0) + 1);
        }
      }
    }
    return counts[name];
  }

  /** The figure of an id: its table and row. Claims and series values share their ids' room. */
  function figure(id) {
    for (const table of [all.claims, all.series]) {
      if (table.places.has(id)) return { table, row: table.places.get(id) };
    }
    return null;
  }

  /** The row that an anchor names, also one that an older page or the article uses. */
  function named(anchor) {
    const [, prefix, id] = /^([a-z]+)-(.*)$/s.exec(anchor) ?? [];
    if (prefix === 'clm' || prefix === 'sr') return figure(id);
    const name = prefix === 'ref' ? 'sources' : Object.keys(PREFIXES).find((key) => PREFIXES[key] === prefix);
    const row = name && all[name].places.get(id.replace(/-test$/, '')) ;
    return row === undefined ? null : { table: all[name], row };
  }

  Object.assign(explorer, { all, figure, named, shortSource, yearOf });
})();
