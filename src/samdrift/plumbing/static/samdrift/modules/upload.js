// What is too large is told before it is sent; what is dragged shows where it will land.

export function guardUpload(form) {
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const problem = form.querySelector("[data-upload-problem]");
  const isTooLarge = () => {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    return size > Number(input.dataset.limit);
  };
  const tell = () => {
    problem.textContent = isTooLarge() ? input.dataset.tooLarge : "";
    problem.hidden = !problem.textContent;
  };
  input.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    tell();
    if (!problem.hidden) event.preventDefault();
  });
  input.addEventListener("dragenter", () => input.classList.add("is-over"));
  for (const end of ["dragleave", "drop"]) {
    input.addEventListener(end, () => input.classList.remove("is-over"));
  }
}
