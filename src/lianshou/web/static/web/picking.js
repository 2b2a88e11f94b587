// A select of many choices gets a line to search by (ARIA: an editable combobox with a list). Without a script it stays a select,
// and with one it is still what the form sends.
"use strict";
(() => {
  const made = (tag, attributes, text = "") => {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    one.textContent = text;
    return one;
  };
  const label = (option) => option.textContent.trim();

  function enhance(select) {
    const several = select.multiple, said = select.dataset, id = select.id;
    if (select.dataset.picked || (!several && select.options.length <= Number(said.pick))) return;
    select.dataset.picked = "yes";
    const named = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    const name = named ? named.textContent.replace("*", "").trim() : said.pickHint;
    const box = made("div", { class: "ls-picker" });
    const line = made("input", {
      type: "text", class: "form-control", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: said.pickHint,
      "aria-autocomplete": "list", "aria-controls": `${id}-list`, "aria-expanded": String(several),
    });
    const list = made("ul", { id: `${id}-list`, role: "listbox", "aria-label": name });
    const none = made("p", { class: "ls-muted mb-0", role: "status" });
    if (several) list.setAttribute("aria-multiselectable", "true");
    const rows = [...select.options].map((option, n) => {
      const row = made("li", { role: "option", id: `${id}-${n}` }, label(option));
      list.append(row);
      return { row, option, words: `${label(option)} ${option.dataset.words || ""}`.toLowerCase() };
    });
    let shown = rows, active = null;

    const draw = () => {
      for (const { row, option } of rows) row.setAttribute("aria-selected", String(option.selected));
      if (several) {
        const chosen = rows.filter(({ option }) => option.selected);
        const names = chosen.slice(0, 5).map(({ option }) => label(option)).join("、") + (chosen.length > 5 ? " …" : "");
        count.textContent = said.pickCount.replace("{n}", String(chosen.length)) + (names && `：${names}`);
      }
    };
    const point = (one) => {
      if (active) active.row.classList.remove("ls-here");
      active = one || null;
      if (!active) return line.removeAttribute("aria-activedescendant");
      active.row.classList.add("ls-here");
      line.setAttribute("aria-activedescendant", active.row.id);
      active.row.scrollIntoView({ block: "nearest" });
    };
    const narrow = (text) => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      shown = rows.filter((one) => words.every((word) => one.words.includes(word)));
      for (const one of rows) one.row.hidden = !shown.includes(one);
      none.textContent = shown.length ? "" : said.pickNone;
      point(words.length ? shown[0] : null);
    };
    const open = (yes) => {
      if (several) return;
      list.hidden = !yes;
      line.setAttribute("aria-expanded", String(yes));
      if (!yes) { none.textContent = ""; point(null); }
    };
    const held = () => { const option = select.selectedOptions[0]; return option && option.value ? label(option) : ""; };
    const changed = () => { draw(); select.dispatchEvent(new Event("change", { bubbles: true })); };
    const choose = (one) => {
      one.option.selected = several ? !one.option.selected : true;
      if (!several) { line.value = held(); open(false); }
      changed();
    };
    const leave = () => {
      if (several || list.hidden) return;
      const typed = line.value.trim(), empty = rows.find(({ option }) => !option.value);
      const exact = rows.find(({ option }) => label(option) === typed);
      if (exact) choose(exact); else if (!typed && empty) choose(empty);
      line.value = held();
      open(false);
    };

    line.addEventListener("focus", () => { line.select(); });
    line.addEventListener("click", () => { if (!several && list.hidden) { narrow(""); open(true); } });
    line.addEventListener("input", () => { narrow(line.value); open(true); });
    line.addEventListener("blur", leave);
    line.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (list.hidden) { narrow(""); open(true); }
        const at = shown.indexOf(active);
        point(shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1)]);
      } else if (event.key === "Enter" && (several || !list.hidden)) {
        event.preventDefault();
        if (active) choose(active);
      } else if (event.key === "Escape" && (several ? line.value : !list.hidden)) {
        event.preventDefault();
        line.value = held() && !several ? held() : "";
        narrow("");
        open(false);
      }
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());  // the line keeps the focus
    list.addEventListener("click", (event) => {
      const one = rows.find(({ row }) => row === event.target.closest("[role=option]"));
      if (one) { choose(one); if (several) point(one); }
    });

    const count = made("p", { class: "ls-muted mb-0", role: "status" });
    box.append(line, list, none);
    if (several) {
      const acts = made("div", { class: "ls-acts" });
      for (const [words, yes] of [[said.pickAll, true], [said.pickClear, false]]) {
        const button = made("button", { type: "button", class: "btn btn-sm btn-outline-secondary" }, words);
        button.addEventListener("click", () => { for (const one of yes ? shown : rows) one.option.selected = yes; changed(); });
        acts.append(button);
      }
      box.append(count, acts);
    }
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) line.setAttribute(name, select.getAttribute(name));
    line.classList.toggle("is-invalid", select.classList.contains("is-invalid"));
    line.required = select.required && !several;
    select.required = false;  // what is hidden cannot be asked for by the browser
    select.removeAttribute("id");
    line.id = id;  // the label, and links to what is wrong, lead to the line
    select.hidden = true;
    select.before(box);
    list.hidden = !several;
    const fresh = () => { if (!several) line.value = held(); narrow(""); draw(); };
    fresh();
    window.addEventListener("pageshow", fresh);  // "back" brings the choice of then
    if (select.form) select.form.addEventListener("reset", () => window.setTimeout(fresh));
  }

  const all = () => document.querySelectorAll("select[data-pick]").forEach(enhance);
  for (const moment of ["DOMContentLoaded", "htmx:afterSettle"]) document.addEventListener(moment, all);
})();
