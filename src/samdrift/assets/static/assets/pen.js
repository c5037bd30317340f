/* A name written with a finger or a pen, kept as the path of a drawing 300 wide and 100 high. Without it, a written name is enough. */
const pad = document.querySelector(".pen");
const told = document.querySelector("input[name=signature]");

if (pad && told) {
  const canvas = pad.querySelector("canvas");
  const drawing = canvas.getContext("2d");
  let path = "";
  let isDown = false;
  pad.hidden = false;
  drawing.lineWidth = 4;
  drawing.lineCap = "round";
  drawing.strokeStyle = getComputedStyle(canvas).color;

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const write = (letter, [x, y]) => {
    path += `${letter}${Math.round(Math.max(0, x) * 300)} ${Math.round(Math.max(0, y) * 100)} `;
    told.value = path.trim();
  };
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    drawing.beginPath();
    drawing.moveTo(x * canvas.width, y * canvas.height);
    write("M", [x, y]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    const [x, y] = place(event);
    drawing.lineTo(x * canvas.width, y * canvas.height);
    drawing.stroke();
    write("L", [x, y]);
  });
  canvas.addEventListener("pointerup", () => { isDown = false; });
  pad.querySelector("[data-pen-clear]").addEventListener("click", () => {
    drawing.clearRect(0, 0, canvas.width, canvas.height);
    path = told.value = "";
  });
}
