// A number opens its sentences and page crops in a dialog. Without this script each number is a link
// to the same evidence further down the page.
"use strict";
const dialog = document.querySelector("dialog");
const body = dialog.querySelector(".found");
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-evidence]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.querySelector("h3").textContent = link.dataset.title || link.getAttribute("aria-label") || "";
  body.replaceChildren(...link.dataset.evidence.split(" ").map((id) => {
    const copy = document.getElementById(id).cloneNode(true);
    copy.removeAttribute("id");
    return copy;
  }));
  dialog.showModal();
  dialog.scrollTop = 0;
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
// In the matrix the arrow keys go from number to number.
document.querySelector(".matrix").addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell) return;
  const table = cell.closest("table");
  let row = cell.parentElement.rowIndex, column = cell.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const next = table.rows[row]?.cells[column];
    if (!next || column < 1) return;
    const link = next.querySelector("a");
    if (link && link.offsetParent) {
      event.preventDefault();
      link.focus();
      return;
    }
  }
});
// A link into folded evidence unfolds it.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const fold = target && target.closest("details");
  if (fold) { fold.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", unfold);
unfold();
