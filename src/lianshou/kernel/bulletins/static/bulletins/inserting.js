// Puts the name of a figure, or a highlight with its story, where the writer's cursor stands; shows the fields of a brief for a brief only.
"use strict";
(() => {
  const text = document.querySelector("[data-bulletin=text]");
  if (!text) return;
  const form = text.form;
  const sort = form.elements.sort; // only where it can be chosen
  const showBrief = () => {
    const brief = (sort ? sort.value : form.dataset.sort) === "brief";
    form.querySelectorAll("[data-brief]").forEach((field) => {
      const box = field.closest("[id^=div_id_]");
      if (box) box.hidden = !brief && !field.classList.contains("is-invalid");
    });
  };
  showBrief();
  if (sort) sort.addEventListener("change", showBrief);
  document.querySelectorAll("[data-insert]").forEach((button) => {
    button.addEventListener("click", () => {
      text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
      text.focus();
    });
  });
})();
// Forty figures are found by a word.
for (const field of document.querySelectorAll("[data-narrow]")) {
  const lines = [...document.getElementById(field.dataset.narrow).children];
  field.hidden = false;
  field.addEventListener("input", () => {
    for (const line of lines) line.hidden = !line.textContent.includes(field.value.trim());
  });
}
