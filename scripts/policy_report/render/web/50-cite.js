/* 'Cite this' for the paper and for each figure and table. The build wrote every form of the citation into the page
   (policy_report/editions); only the label and caption of a part are filled in here, where their numbers are known. */
(() => {
  'use strict';
  const { words, say, element, captionParts } = window.paper;
  const data = JSON.parse(document.getElementById('citations')?.textContent ?? 'null');
  if (!data) return;

  const FORMS = { apa: 'APA', gbt: 'GB/T 7714', bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON' };
  const FILES = {
    apa: ['txt', 'text/plain'],
    gbt: ['txt', 'text/plain'],
    bibtex: ['bib', 'application/x-bibtex'],
    ris: ['ris', 'application/x-research-info-systems'],
    csl: ['json', 'application/vnd.citationstyles.csl+json'],
  };
  const TEX = { '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };
  /** How a text is written inside each form. */
  const ESCAPES = {
    bibtex: (text) => text.replace(/[\\{}~^]/g, (sign) => TEX[sign]).replace(/[&%$#_]/g, '\\$&'),
    csl: (text) => JSON.stringify(text).slice(1, -1),
  };

  /**
   * A citation in every form.
   * @param {?{label: string, caption: string, anchor: string}} part A figure or table; nothing for the paper.
   */
  function citation(form, part) {
    if (!part) return data.work[form];
    const escape = ESCAPES[form] ?? ((text) => text);
    const named = escape(`${part.label}${part.caption ? `${part.delimiter}${part.caption}` : ''}`);
    return data.part[form].replaceAll(data.label, () => named).replaceAll(data.anchor, part.anchor);
  }

  /** Label and first sentence of a caption: `Figure 2: What it shows. How to read it.` */
  function partOf(float, caption) {
    const { label, delimiter, text } = captionParts(caption);
    const first = text.split(/(?<=\.)\s|。/)[0].replace(/\.$/, '');
    // The engines put a space after every delimiter; a full-width one has its own.
    return { label, delimiter: delimiter.replace(/：\s+/, '：'), caption: first, anchor: float.id };
  }

  const heading = element('h2', { id: 'cite-title' });
  const text = element('textarea', { readonly: true, rows: '8', 'aria-label': words.citation, spellcheck: 'false' });
  const said = element('p', { role: 'status', class: 'cite-said' });
  const choices = element('fieldset', {}, element('legend', {}, words.form));
  const dialog = element('dialog', { class: 'cite-dialog', 'aria-labelledby': 'cite-title' });
  const first = document.documentElement.lang.startsWith('zh') ? 'gbt' : 'apa';
  const state = { part: null, form: first };

  function show() {
    text.value = citation(state.form, state.part);
    said.textContent = '';
  }

  function copy() {
    text.select();
    const done = () => { said.textContent = words.copied; };
    const failed = () => { said.textContent = document.execCommand('copy') ? words.copied : words.notCopied; };
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).then(done, failed);
    else failed();
  }

  function download() {
    const [extension, type] = FILES[state.form];
    const address = URL.createObjectURL(new Blob([text.value], { type: `${type};charset=utf-8` }));
    const name = state.part ? `${data.file}-${state.part.anchor}` : data.file;
    element('a', { href: address, download: `${name}.${extension}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function ask(part) {
    state.part = part;
    heading.textContent = part ? say('citePart', { label: part.label }) : words.citePaper;
    show();
    dialog.showModal();
  }

  window.paper.cite = ask;
  window.paper.cited = (float, caption) => citation(first, partOf(float, caption));
  for (const form of new Set([state.form, ...Object.keys(FORMS)])) {
    const choice = element('input', { type: 'radio', name: 'cite-form', value: form });
    choice.checked = form === state.form;
    choice.addEventListener('change', () => {
      state.form = form;
      show();
    });
    choices.append(element('label', {}, choice, element('span', {}, FORMS[form])));
  }
  dialog.append(
    heading,
    choices,
    text,
    said,
    element(
      'p',
      { class: 'cite-actions' },
      element('button', { type: 'button', class: 'cite-copy', click: copy }, words.copy),
      element('button', { type: 'button', click: download }, words.download),
      element('button', { type: 'button', click: () => dialog.close() }, words.close),
    ),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);

  const whole = element('button', { type: 'button', class: 'cite', click: () => ask(null) }, words.cite);
  whole.setAttribute('aria-haspopup', 'dialog');
  document.querySelector('.tools')?.append(whole);
  for (const caption of document.querySelectorAll('figure.quarto-float > figcaption')) {
    const float = caption.parentElement.closest('[id^="fig-"], [id^="tbl-"]');
    if (!float) continue;
    const part = partOf(float, caption);
    const attributes = { type: 'button', class: 'cite', 'aria-haspopup': 'dialog', click: () => ask(part) };
    // The caption names the table's box, so the button stands after it and not in it.
    caption.after(element('div', { class: 'cite-part' }, element('button', attributes, say('citePart', { label: part.label }))));
  }
})();
