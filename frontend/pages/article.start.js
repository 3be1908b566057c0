import { load } from "./article.js";
import { start } from "./frame.js";

start(load);
