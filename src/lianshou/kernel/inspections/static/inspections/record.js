// Recording a visit on a telephone: the sum so far, full points for what is left, and nothing lost when the page is closed.
"use strict";
(() => {
  const form = document.querySelector("[data-record]");
  if (!form) return;
  const scores = [...form.querySelectorAll("input[name^=score_]")];
  const kept = [...form.querySelectorAll("input[name^=score_], input[name^=remark_], textarea, input[type=date]")];
  const said = form.querySelector("[data-sum]");
  const place = `record:${window.location.pathname}`;

  const sum = () => {
    const given = scores.filter((field) => field.value !== "");
    const points = given.reduce((all, field) => all + Number(field.value), 0);
    said.textContent = said.dataset.sum.replace("{points}", points).replace("{left}", scores.length - given.length);
  };
  const keep = () => {
    try {
      window.localStorage.setItem(place, JSON.stringify(Object.fromEntries(kept.map((field) => [field.name, field.value]))));
    } catch { /* a browser that keeps nothing */ }
  };
  const bring = () => {
    if (form.hasAttribute("data-refused")) return;  // what was just sent stands in the fields
    try {
      const before = JSON.parse(window.localStorage.getItem(place) || "{}");
      let brought = false;
      for (const field of kept) {
        if (before[field.name] && field.value !== before[field.name]) { field.value = before[field.name]; brought = true; }
      }
      form.querySelector("[data-brought]").hidden = !brought;
    } catch { /* nothing to bring */ }
  };

  form.addEventListener("input", () => { sum(); keep(); });
  form.addEventListener("submit", () => window.localStorage.removeItem(place));
  const full = form.querySelector("[data-full]");
  full.hidden = false;
  full.addEventListener("click", () => {
    for (const field of scores) if (field.value === "") field.value = field.max;
    sum();
    keep();
  });
  bring();
  sum();
  form.querySelector(".is-invalid")?.focus();
})();
