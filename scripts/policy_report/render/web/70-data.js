/* What a reader takes along: the data and the drawing of each figure, each table as a sheet; and the way to each of them. */
(() => {
  'use strict';
  const { words, say, element, textOf, captionParts } = window.paper;

  async function save(name, content, type) {
    const address = URL.createObjectURL(new Blob([await content], { type }));
    element('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  /** A cell for a spreadsheet, which must not take text for a formula. */
  function guarded(text) {
    const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** A table as CSV with the mark by which a spreadsheet knows UTF-8, and below it how it is cited. */
  function sheet(table, cited) {
    const rows = [...table.rows].filter((row) => !row.matches('.group'));
    const lines = rows.map((row) => [...row.cells].map((cell) => {
      const copy = cell.cloneNode(true);
      for (const part of copy.querySelectorAll('.uses')) part.remove();
      return guarded(textOf(copy));
    }).join(','));
    return `\ufeff${[...lines, ...(cited ? ['', guarded(cited)] : [])].join('\r\n')}\r\n`;
  }

  /** A drawing as a file of its own. */
  function drawn(svg) {
    const copy = svg.cloneNode(true);
    copy.removeAttribute('class');
    return new XMLSerializer().serializeToString(copy);
  }

  /** A drawing as a picture, in the page's own typefaces and on white. */
  async function painted(svg) {
    const scale = 3;
    const { width, height } = svg.viewBox.baseVal;
    const copy = svg.cloneNode(true);
    const rules = [...document.styleSheets].flatMap((one) => [...one.cssRules]);
    const style = document.createElementNS(svg.namespaceURI, 'style');
    style.textContent = rules.filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join('\n');
    copy.prepend(style);
    copy.setAttribute('width', width * scale);
    copy.setAttribute('height', height * scale);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn(copy))}`;
    await image.decode();
    const canvas = element('canvas', { width: width * scale, height: height * scale });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0);
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  const parts = [];
  for (const caption of document.querySelectorAll('figure.quarto-float > figcaption')) {
    const float = caption.parentElement.closest('[id^="fig-"], [id^="tbl-"]');
    if (!float) continue;
    const { label, text } = captionParts(caption);
    parts.push({ id: float.id, label, text: text.split(/(?<=\.)\s|。/)[0] });
    const row = float.querySelector('.cite-part') ?? caption.parentElement.appendChild(element('div', { class: 'cite-part' }));
    const offer = (word, form, content, type) => {
      const named = say('downloadPart', { label, form });
      const attributes = { type: 'button', 'aria-label': named, title: named, click: () => save(`${float.id}.${form.toLowerCase()}`, content(), type) };
      row.append(element('button', attributes, word));
    };
    const data = float.querySelector('script[type="text/csv"]');
    const svg = float.querySelector('.drawing');
    const table = float.querySelector('table');
    if (data) offer(words.data, 'CSV', () => `\ufeff${data.textContent.trim()}\n`, 'text/csv');
    if (svg) offer('SVG', 'SVG', () => drawn(svg), 'image/svg+xml');
    if (svg) offer('PNG', 'PNG', () => painted(svg), 'image/png');
    if (table) {
      offer(words.data, 'CSV', () => sheet(table, window.paper.cited?.(float, caption)), 'text/csv');
      table.setAttribute('aria-labelledby', caption.id);
      for (const line of table.tBodies[0]?.rows ?? []) line.cells[0]?.setAttribute('role', 'rowheader');
    }
  }

  /** The figures and tables, below the contents. */
  const contents = document.querySelector('#TOC');
  if (contents && parts.length) {
    const items = parts.map(({ id, label, text }) => element('li', {}, element('a', { href: `#${id}` }, `${label} ${text}`)));
    contents.append(element('details', { class: 'parts' }, element('summary', {}, words.parts), element('ul', {}, ...items)));
  }

  const top = element('a', { class: 'top', href: '#title-block-header', 'aria-label': words.top, title: words.top }, '↑');
  document.body.append(top);
  const arrange = () => top.classList.toggle('shown', scrollY > 2 * innerHeight);
  addEventListener('scroll', arrange, { passive: true });
})();
