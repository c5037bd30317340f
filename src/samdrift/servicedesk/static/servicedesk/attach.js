// Files dropped on what one writes, or pasted as a screenshot, come along with it.

for (const form of document.querySelectorAll("form[data-attach]")) {
  const input = form.querySelector("input[type=file]");
  const text = form.querySelector("textarea");
  const told = form.querySelector("[data-attached]");

  const tell = () => {
    if (told) told.textContent = [...input.files].map((file) => file.name).join(", ");
  };
  const add = (files) => {
    const all = new DataTransfer();
    for (const file of [...input.files, ...files]) all.items.add(file);
    input.files = all.files;
    tell();
  };

  input.addEventListener("change", tell);
  text.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (files.length === 0) return;
    event.preventDefault();
    const stamp = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
    add([...files].map((file, at) =>
      file.name === "image.png"
        ? new File([file], `skarmbild-${stamp}${at ? `-${at}` : ""}.png`, { type: file.type })
        : file));
  });
  for (const place of [text, input]) {
    place.addEventListener("dragover", (event) => {
      event.preventDefault();
      place.classList.add("is-over");
    });
    place.addEventListener("dragleave", () => place.classList.remove("is-over"));
    place.addEventListener("drop", (event) => {
      place.classList.remove("is-over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      add(event.dataTransfer.files);
    });
  }
}
