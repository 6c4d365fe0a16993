// Small comforts of the list: the open signal stays in view, and the region's choice needs no second click.

export const keepListInView = (page) => {
  page.querySelector(".item[aria-current]")?.scrollIntoView({ block: "nearest" });
};

export const sendOnChange = (page) => {
  for (const choice of page.querySelectorAll("select[data-send]")) {
    const button = choice.form.querySelector("button");
    button.hidden = true;
    // A choice made with the keyboard changes at every arrow: send when the field is left or Enter is pressed.
    let byPointer = false;
    choice.addEventListener("pointerdown", () => (byPointer = true));
    choice.addEventListener("keydown", (event) => {
      byPointer = false;
      if (event.key === "Enter") choice.form.requestSubmit();
    });
    choice.addEventListener("change", () => byPointer && choice.form.requestSubmit());
  }
};
