// Comforts of the page. Without them everything can be read, found and printed all the same, so
// every button is made here and none stands in the page.
(() => {
  "use strict";
  const all = (query, within = document) => Array.from(within.querySelectorAll(query));
  const page = document.documentElement;
  const content = document.getElementById("page-content");

  /** Makes an element with attributes; a function is what a click does. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  const voice = make("p", { role: "status", class: "voice" });

  // Folding: the heading of a section or a stage becomes its switch.

  /** The parts that fold: a heading's switch and all that stands below the heading. */
  const folds = [];

  function addFold(section) {
    const heading = section.querySelector(":scope > h2, :scope > h3");
    if (!heading) return;
    const body = make("div", { class: "body", id: section.id + "_body" });
    body.append(...Array.from(section.childNodes).filter((node) => node !== heading));
    const button = make("button", { type: "button", class: "fold", "aria-controls": body.id });
    button.append(...heading.childNodes);
    heading.append(button);
    section.append(body);
    const fold = { section, button, body, set: (isOpen) => setFold(fold, isOpen) };
    button.addEventListener("click", () => fold.set(body.hasAttribute("hidden")));
    // The browser's own search opens what it finds something in.
    body.addEventListener("beforematch", () => fold.set(true));
    fold.set(true);
    folds.push(fold);
  }

  function setFold(fold, isOpen) {
    fold.button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) fold.body.removeAttribute("hidden");
    else fold.body.setAttribute("hidden", "until-found");
  }

  /** Opens all that hides an element. */
  function reveal(element) {
    for (const fold of folds) if (fold.section.contains(element)) fold.set(true);
    for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) {
      if (at !== element && !at.open) at.open = true;
    }
  }

  function revealTarget() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && document.getElementById(name);
    if (!target) return;
    reveal(target);
    target.scrollIntoView();
  }

  function addFoldAll(heading) {
    const words = { true: "Fold all", false: "Open all" };
    const button = make("button", { type: "button", class: "plain" }, words[true]);
    button.addEventListener("click", () => {
      const isOpen = button.textContent === words[true];
      for (const fold of folds) if (fold.section.parentElement === content) fold.set(!isOpen);
      button.textContent = words[!isOpen];
    });
    heading.after(button);
  }

  // Contents: the entry of what is being read is marked.

  function followReader() {
    const entries = all("nav a").map((link) => ({
      link,
      place: document.getElementById(decodeURIComponent(link.hash.slice(1))),
    }));
    const name = document.getElementById("tools-place");
    let isWaiting = false;
    function mark() {
      isWaiting = false;
      const line = Math.min(innerHeight / 3, 200);
      const passed = entries.filter(
        ({ place }) => place && place.getClientRects().length && place.getBoundingClientRect().top <= line);
      const isAtEnd = scrollY > 0 && scrollY + innerHeight >= page.scrollHeight - 2;
      const current = (isAtEnd ? entries : passed).at(-1) ?? entries[0];
      for (const { link } of entries) {
        const isCurrent = link === current.link;
        if (isCurrent === link.hasAttribute("aria-current")) continue;
        if (isCurrent) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      const group = current.link.closest("nav > ol > li");
      for (const item of all("nav > ol > li")) item.classList.toggle("open", item === group);
      name.textContent = group.firstElementChild.textContent;
      const list = document.querySelector("nav");
      const [box, at] = [list.getBoundingClientRect(), current.link.getBoundingClientRect()];
      if (list.scrollHeight > list.clientHeight && (at.top < box.top || at.bottom > box.bottom)) {
        list.scrollTop += at.top - box.top - box.height / 2;
      }
    }
    const later = () => {
      if (!isWaiting) requestAnimationFrame(mark);
      isWaiting = true;
    };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    mark();
  }

  // Search: hits are marked and counted, also inside of what is folded.

  const hitsMax = 2000;
  let hits = [];
  let current = -1;

  function clearHits() {
    for (const hit of hits) {
      const parent = hit.parentNode;
      hit.replaceWith(...hit.childNodes);
      parent.normalize();
    }
    hits = [];
    current = -1;
  }

  function findHits(words) {
    const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
    const skipped = "svg, script, style, select, .tool";
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT, {
      acceptNode: (node) =>
        node.parentElement.closest(skipped) || node.parentElement.closest("nav")
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
    });
    const found = [];
    for (let node = walker.nextNode(); node && found.length < hitsMax; node = walker.nextNode()) {
      for (const match of node.data.matchAll(pattern)) found.push([node, match.index, match[0].length]);
    }
    found.length = Math.min(found.length, hitsMax);
    // From the end, so that places in a text stay right while it is cut up.
    for (const [node, start, length] of found.reverse()) {
      const rest = node.splitText(start);
      rest.splitText(length);
      const mark = make("mark");
      rest.replaceWith(mark);
      mark.append(rest);
      hits.push(mark);
    }
    hits.reverse();
  }

  function addSearch(tools) {
    const field = make("input", {
      type: "search", id: "page-search", placeholder: "Search", autocomplete: "off",
      spellcheck: "false", enterkeyhint: "search", "aria-keyshortcuts": "/",
    });
    const count = make("span", { role: "status", class: "count" });
    const step = (by) => () => go(current + by);
    const buttons = make(
      "span", { class: "steps" },
      make("button", { type: "button", "aria-label": "Previous hit", click: step(-1) }, "↑"),
      make("button", { type: "button", "aria-label": "Next hit", click: step(1) }, "↓"));
    const results = make("div", { class: "results", hidden: "" }, count, buttons);
    const label = make("label", { for: field.id, class: "unseen" }, "Search this page");
    tools.append(make("div", { role: "search" }, label, field, results));

    function go(index) {
      if (!hits.length) return;
      hits[current]?.removeAttribute("class");
      current = (index + hits.length) % hits.length;
      const hit = hits[current];
      hit.className = "current";
      reveal(hit);
      hit.scrollIntoView({ block: "center" });
      const total = hits.length === hitsMax ? `${hitsMax} or more` : hits.length;
      count.textContent = `${current + 1} of ${total}`;
    }
    function search() {
      const words = field.value.trim();
      clearHits();
      results.hidden = !words;
      buttons.hidden = true;
      count.textContent = "";
      if (!words) return;
      findHits(words);
      buttons.hidden = !hits.length;
      if (hits.length) go(0);
      else count.textContent = "nothing found";
    }
    function end() {
      field.value = "";
      search();
    }
    let timer;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 150);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(timer);
      if (current < 0) search();
      else go(current + (event.shiftKey ? -1 : 1));
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && field.value) {
        clearTimeout(timer);
        end();
      } else if (event.key === "/" && !document.activeElement.matches("input, select, textarea")
        && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    });
    addEventListener("pageshow", () => { if (field.value) search(); });
  }

  // Sorting: a click on a heading sorts, a second turns round, a third brings the first order back.

  /** The number that a cell begins with, or nothing. */
  function number(text) {
    const plain = text.replace(/[\s\u00a0\u2009\u202f]/g, "").replace(/^\u2212/, "-");
    const match = plain.match(/^[<>≤≥~±]?([-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)/i);
    return match ? Number(match[1]) : NaN;
  }

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function sort(table, column, direction) {
    const body = table.tBodies[0];
    const rows = table.originalRows;
    const keys = new Map(rows.map((row) => {
      const text = row.cells[column].textContent.trim();
      return [row, { text, number: number(text) }];
    }));
    const isNumeric = [...keys.values()].every((key) => !key.text || !Number.isNaN(key.number));
    const order = direction === 0 ? rows : [...rows].sort((first, second) => {
      const [a, b] = [keys.get(first), keys.get(second)];
      // Cells with nothing in them come last either way.
      if (!a.text || !b.text) return Number(!a.text) - Number(!b.text);
      return direction * (isNumeric ? a.number - b.number : collator.compare(a.text, b.text));
    });
    body.append(...order);
    Array.from(table.tHead.rows[0].cells).forEach((cell, index) => {
      if (index === column && direction) {
        cell.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      } else cell.removeAttribute("aria-sort");
    });
  }

  function addSorting(table) {
    const head = table.tHead?.rows[0];
    if (!head || table.tBodies[0].rows.length < 3) return;
    table.originalRows = Array.from(table.tBodies[0].rows);
    const choice = make("select", { class: "tool sorter", "aria-label": "Sort by" });
    choice.append(make("option", { value: "" }, "Sort by …"));
    Array.from(head.cells).forEach((cell, column) => {
      if (!cell.textContent.trim()) return;
      const name = cell.textContent;
      const button = make("button", { type: "button", class: "sort" });
      button.append(...cell.childNodes);
      button.addEventListener("click", () => {
        const now = cell.getAttribute("aria-sort");
        sort(table, column, now === "ascending" ? -1 : now === "descending" ? 0 : 1);
      });
      cell.append(button);
      choice.append(
        make("option", { value: `${column} 1` }, `${name}, rising`),
        make("option", { value: `${column} -1` }, `${name}, falling`));
    });
    if (table.classList.contains("wide")) {
      choice.addEventListener("change", () => {
        const [column, direction] = choice.value ? choice.value.split(" ").map(Number) : [0, 0];
        sort(table, column, direction);
      });
      table.before(choice);
    }
  }

  // Copying what is to be typed.

  async function copy(text, holder) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Where a page from a file may not: mark the text and let the browser copy what is marked.
      getSelection().selectAllChildren(holder);
      return document.execCommand("copy");
    }
  }

  function addCopying(listing) {
    const code = listing.querySelector("code");
    const button = make("button", { type: "button", class: "tool copy" }, "Copy");
    button.addEventListener("click", async () => {
      const isDone = await copy(code.textContent, code);
      button.textContent = isDone ? "Copied" : "Press Ctrl-C";
      voice.textContent = isDone ? "Copied" : "Marked; press Ctrl-C to copy";
      setTimeout(() => { button.textContent = "Copy"; voice.textContent = ""; }, 2000);
    });
    const holder = make("div", { class: "listing" });
    listing.replaceWith(holder);
    holder.append(listing, button);
  }

  // Printing: everything is open on paper.

  function preparePrinting() {
    let closed = [];
    let folded = [];
    addEventListener("beforeprint", () => {
      closed = all("details:not([open])");
      folded = folds.filter((fold) => fold.body.hasAttribute("hidden"));
      for (const details of closed) details.open = true;
      for (const fold of folded) fold.set(true);
    });
    addEventListener("afterprint", () => {
      for (const details of closed) details.open = false;
      for (const fold of folded) fold.set(false);
    });
  }

  /** Only what scrolls has to be reached by keyboard. */
  function setStops() {
    for (const box of all(".scroll")) {
      const isWide = box.scrollWidth > box.clientWidth + 1;
      if (isWide || !box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  }

  page.classList.add("lively");
  const tools = make("div", { class: "tool tools" });
  const way = make("a", { href: "#page-contents", class: "way" }, make("span", { id: "tools-place" }));
  tools.append(way);
  addSearch(tools);
  document.querySelector("main").prepend(tools);
  document.body.append(voice);
  for (const section of all("section[id]", content)) addFold(section);
  addFoldAll(document.getElementById("page-contents"));
  for (const table of all("table")) addSorting(table);
  for (const listing of all("pre")) addCopying(listing);
  followReader();
  preparePrinting();
  setStops();
  addEventListener("resize", setStops);
  addEventListener("toggle", setStops, true);
  addEventListener("hashchange", revealTarget);
  revealTarget();
})();
