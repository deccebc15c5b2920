/* The frame of the page: landmarks, the bar of tools, light and dark, the contents, the other language. */
(() => {
  'use strict';
  const { words, element, named } = window.paper;
  const root = document.documentElement;
  const header = document.getElementById('title-block-header');
  const contents = document.getElementById('TOC');

  /** One engine puts the text into <main>, the other leaves it in the body: give both the same landmarks. */
  function frame() {
    if (!document.querySelector('main')) {
      const main = element('main', { id: 'text' });
      const frames = new Set([header, contents]);
      const text = [...document.body.childNodes].filter((node) => !frames.has(node) && node.nodeName !== 'SCRIPT');
      main.append(...text);
      document.body.append(main);
    }
    if (!document.querySelector('.skip')) {
      document.body.prepend(element('a', { class: 'skip', href: '#text' }, words.skip));
    }
    const keywords = document.querySelector('meta[name="keywords"]')?.content;
    if (header && keywords && !header.querySelector('.keywords')) {
      const title = element('span', { class: 'keywords-title' }, words['keywords-title']);
      header.append(element('p', { class: 'keywords' }, title, keywords.split(/,\s+/).join(words['keywords-separator'])));
    }
  }

  /** A link to each heading, for readers who want its address; the contents have the same links for the keyboard. */
  function linkHeadings() {
    for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4)')) {
      const name = heading.id || (heading.matches('section > :first-child') ? heading.parentElement.id : '');
      if (!name) continue;
      heading.append(element('a', { class: 'anchor', href: `#${name}`, 'aria-hidden': 'true', tabindex: '-1' }));
    }
  }

  /** The bar at the head of the page; other scripts add to it. */
  function tools() {
    // The page may keep its place, so that the text does not move down.
    const bar = document.querySelector('.tools') ?? element('div', { class: 'tools', role: 'group' });
    bar.setAttribute('aria-label', words.tools);
    const editions = document.querySelector('.editions');
    if (editions) {
      const links = element('span', { class: 'editions' });
      for (const link of editions.querySelectorAll('a')) links.append(link);
      editions.remove();
      bar.append(links);
    }
    bar.append(themeSwitch());
    (header ?? document.body).prepend(bar);
  }

  function themeSwitch() {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
    const button = element('button', { type: 'button', class: 'theme' }, words.dark);
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      try {
        localStorage.setItem('theme', root.dataset.theme);
      } catch {
        // Without storage the choice lasts as long as the page.
      }
      show();
    });
    system.addEventListener('change', show);
    show();
    return button;
  }

  /** On a narrow screen the contents fold under their title; on a wide one they stand beside the text. */
  function foldContents() {
    const title = document.getElementById('toc-title');
    const list = contents?.querySelector('ul');
    if (!title || !list) return;
    list.id ||= 'toc-list';
    const name = title.textContent;
    const wide = matchMedia('(min-width: 70rem)');
    const open = (state) => {
      contents.classList.toggle('open', state);
      title.querySelector('button')?.setAttribute('aria-expanded', String(state));
    };
    const arrange = () => {
      if (wide.matches) {
        title.replaceChildren(name);
      } else {
        const toggle = () => open(!contents.classList.contains('open'));
        const attributes = { type: 'button', 'aria-controls': list.id, click: toggle };
        title.replaceChildren(element('button', attributes, name));
      }
      open(false);
    };
    wide.addEventListener('change', arrange);
    contents.addEventListener('click', (event) => event.target.closest('li') && open(false));
    contents.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !contents.classList.contains('open')) return;
      open(false);
      title.querySelector('button')?.focus();
    });
    arrange();
  }

  /** Marks in the contents where the reader is. */
  function followReader() {
    const links = new Map();
    for (const link of contents?.querySelectorAll('a[href^="#"]') ?? []) {
      const place = named(link.hash);
      if (place) links.set(place, link);
    }
    const places = [...links.keys()];
    let marked = null;
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = places.filter((place) => place.getBoundingClientRect().top < innerHeight / 4);
      const link = links.get(passed.at(-1)) ?? null;
      if (link === marked) return;
      marked?.removeAttribute('aria-current');
      link?.setAttribute('aria-current', 'location');
      marked = link;
      if (link && getComputedStyle(contents).position === 'fixed') {
        const gap = link.getBoundingClientRect();
        if (gap.top < 60 || gap.bottom > innerHeight - 40) contents.scrollTop += gap.top - innerHeight / 3;
      }
    };
    addEventListener('scroll', () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    // The other scripts still change the page; measuring it now would have it laid out twice.
    requestAnimationFrame(mark);
  }

  /** The last place above the reader's eye whose name is the same in every language, as those of headings are not. */
  function sharedPlace() {
    const shared = (place) => /^(sec|fig|tbl|fnd|clm|num|ref)-(?!.*-caption)|^appendix-[a-z]$/.test(place?.id ?? '');
    const top = (place) => (place.getClientRects().length ? place.getBoundingClientRect().top : Infinity);
    const asked = named(location.hash);
    if (shared(asked) && top(asked) >= 0 && top(asked) < innerHeight) return asked;
    const passed = (place) => top(place) < innerHeight / 4;
    // Asked first, a section that lies below need not be laid out.
    return [...document.querySelectorAll('main [id]')].findLast(
      (place) => shared(place) && passed(place.closest('section') ?? place) && passed(place),
    );
  }

  /** The other language is in reach wherever the reader is, and opens at the same place. */
  function keepPlace() {
    for (const link of document.querySelectorAll('.tools a.language')) {
      const copy = link.cloneNode(true);
      const address = link.getAttribute('href');
      const arrange = () => {
        const place = sharedPlace();
        copy.setAttribute('href', address + (place ? `#${place.id}` : ''));
      };
      for (const event of ['pointerenter', 'pointerdown', 'focus']) copy.addEventListener(event, arrange);
      contents?.prepend(copy);
    }
  }

  /** An address from before the article had a supplement leads on to where its row, table or section stands now. */
  function sendOn() {
    if (!/^#./.test(location.hash) || named(location.hash)) return;
    const isRow = /^#(clm|num)-/.test(location.hash);
    const page = (isRow && document.querySelector('a.evidence')) || document.querySelector('a.supplement');
    if (page) location.replace(page.getAttribute('href') + location.hash);
  }

  sendOn();
  addEventListener('hashchange', sendOn);
  frame();
  linkHeadings();
  tools();
  foldContents();
  followReader();
  keepPlace();
})();
