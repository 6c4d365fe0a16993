// Counts the minutes of a hold down. The words come from the server; only their number changes.

export const showTimeLeft = (page) => {
  const shown = page.querySelector("time[data-left]");
  if (!shown) return;
  const until = Date.parse(shown.dateTime);
  const words = shown.textContent;
  const show = () => {
    const minutes = Math.max(0, Math.floor((until - Date.now()) / 60000));
    shown.textContent = words.replace(/\d+/, String(minutes));
  };
  setInterval(show, 15000);
};
