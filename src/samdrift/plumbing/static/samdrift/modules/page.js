// What every page does besides being read. Everything works without it.

import { copyWithHyphens } from "./copy.js";
import { followKeys } from "./keys.js";
import { followTheme } from "./theme.js";

followTheme(document.documentElement);
document.addEventListener("copy", copyWithHyphens);
document.addEventListener("keydown", followKeys);
