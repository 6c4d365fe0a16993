// Which key goes where. Typing in a field is never taken for a key; Escape closes what is open.

const move = (page, step) => {
  const items = [...page.querySelectorAll(".item")];
  if (!items.length) return;
  const here = items.indexOf(page.activeElement);
  const current = here >= 0 ? here : items.findIndex((item) => item.hasAttribute("aria-current"));
  const next = current < 0 ? 0 : Math.min(items.length - 1, Math.max(0, current + step));
  items[next].focus();
};

const openPanel = (page, key) => {
  const panel = page.querySelector(`details.act[data-key="${key}"]`);
  if (!panel) return false;
  panel.open = true;
  panel.querySelector("select, textarea")?.focus();
  return true;
};

const closePanels = (page) => {
  for (const panel of page.querySelectorAll("details.act[open]")) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
};

const typing = (target) => target.closest("input, select, textarea, dialog[open]") !== null;

export const installKeys = (page) => {
  const help = page.getElementById("help");
  const button = page.querySelector("[data-help]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && !help?.open) return closePanels(page);
    if (typing(event.target)) return;
    const acts = {
      j: () => move(page, 1),
      k: () => move(page, -1),
      t: () => page.querySelector('button[data-key="t"]')?.click(),
      "/": () => page.getElementById("q")?.focus(),
      "?": () => help?.showModal(),
    };
    const act = acts[event.key] ?? ("123ne".includes(event.key) ? () => openPanel(page, event.key) : null);
    if (!act) return;
    event.preventDefault();
    act();
  });
};
