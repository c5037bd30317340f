// What every page does besides being read. Everything works without it.

import { copyWithHyphens } from "./copy.js";
import { followKeys } from "./keys.js";
import { openPalette } from "./palette.js";
import { followProgress } from "./progress.js";
import { followTheme } from "./theme.js";
import { guardUpload } from "./upload.js";

followTheme(document.documentElement);
followProgress(document.getElementById("progress"));
openPalette(document.getElementById("palette"), document.getElementById("find-words"));
guardUpload(document.querySelector("[data-upload]"));
document.addEventListener("copy", copyWithHyphens);
document.addEventListener("keydown", followKeys);
