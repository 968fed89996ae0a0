// Putting steps in order works with a choice of place for every step. With script, buttons move a step up or down,
// and the choices, out of sight, follow.

const list = document.querySelector("[data-order]");

const sentence = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const textOf = (step) => step.querySelector("label").textContent.trim();
const steps = () => [...list.children];

const number = () => {
  steps().forEach((step, index) => {
    step.querySelector(".wb-order__num").textContent = index + 1;
    step.querySelector("select").value = String(index + 1);
  });
};

const addButtons = (step) => {
  const buttons = document.querySelector("[data-order-buttons]").content.cloneNode(true);
  for (const button of buttons.querySelectorAll("[data-move]")) {
    button.setAttribute("aria-label", sentence(button.dataset.label, { step: textOf(step) }));
  }
  step.querySelector("select").hidden = true;
  step.append(buttons);
};

const move = (step, way) => {
  const other = way === "up" ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return;
  if (way === "up") other.before(step);
  else other.after(step);
  number();
  const place = steps().indexOf(step) + 1;
  document.querySelector("[data-order-live]").textContent = sentence(list.dataset.moved, { step: textOf(step), place });
};

if (list) {
  const chosen = (step) => Number(step.querySelector("select").value) || Infinity;
  list.append(...steps().sort((one, other) => chosen(one) - chosen(other)));
  steps().forEach(addButtons);
  number();
  const hint = document.querySelector("[data-order-hint]");
  hint.textContent = hint.dataset.withScript;
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    move(button.closest("li"), button.dataset.move);
    button.focus();
  });
}
