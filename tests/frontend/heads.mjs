/**
 * The static html of every page, from one outline and its module's imports: `node tests/frontend/heads.mjs --write`.
 * A page asks for all its styles and modules at once, so none of them waits for another. Where the server has filled
 * it, it holds back what stands between the comments about scripts until the page has been painted. Nothing is painted
 * before its head is whole, as far as a browser can wait for that: what is below half a head would move.
 */
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FRONTEND } from "./fixtures.mjs";
import { imports, laterImports, modules } from "./sources.mjs";

/** Each page: what it is called before anything is loaded, and its module. */
export const PAGES = {
  "index.html": { title: "Cổng thông tin điện tử", entry: "pages/home.start.js" },
  "article.html": { title: "Tin bài", entry: "pages/article.start.js" },
  "category.html": { title: "Chuyên mục", entry: "pages/category.start.js" },
  "tag.html": { title: "Từ khóa", entry: "pages/tag.start.js" },
  "month.html": { title: "Tin theo tháng", entry: "pages/month.start.js" },
  "notices.html": { title: "Thông báo", entry: "pages/notices.start.js" },
  "notice.html": { title: "Thông báo", entry: "pages/notice.start.js" },
  "legal-documents.html": { title: "Văn bản", entry: "pages/legal-documents.start.js" },
  "legal-document.html": { title: "Văn bản", entry: "pages/legal-document.start.js" },
  "calendar.html": { title: "Lịch làm việc", entry: "pages/calendar.start.js" },
  "page.html": { title: "Trang", entry: "pages/page.start.js" },
  "contact.html": { title: "Liên hệ", entry: "pages/contact.start.js" },
  "leaders.html": { title: "Lãnh đạo", entry: "pages/leaders.start.js" },
  "site-map.html": { title: "Sơ đồ cổng", entry: "pages/site-map.start.js" },
  "search.html": { title: "Tìm kiếm", entry: "pages/search.start.js" },
  "preview.html": { title: "Bản xem trước", entry: "pages/preview.start.js" },
  "404.html": { title: "Không tìm thấy trang", entry: "pages/not-found.start.js", isMissing: true },
};

/** Pages whose module there is. */
export function pagesThatExist() {
  return Object.keys(PAGES).filter((name) => exists(PAGES[name].entry));
}

export function pageHtml(name) {
  const { title, entry, isMissing = false } = PAGES[name];
  const reached = reachable(entry);
  return `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <meta name="theme-color" content="#0d4a3b">${isMissing ? '\n    <meta name="robots" content="noindex">' : ""}
    <!-- head -->
    <link rel="icon" href="/favicon.ico" sizes="48x48">
    <link rel="apple-touch-icon" href="/apple-touch-icon.png">
    <link rel="manifest" href="/manifest.webmanifest">
    <script src="/pages/early.js"></script>
${styles(entry).map((path) => `    <link rel="stylesheet" href="/${path}">`).join("\n")}
    <link rel="expect" href="#tin-khan" blocking="render">
    <!-- scripts -->
    <link rel="preload" href="/i18n/vi.json" as="fetch" crossorigin>
${reached.map((path) => `    <link rel="modulepreload" fetchpriority="low" href="/${path}">`).join("\n")}
    <script type="module" fetchpriority="low" src="/${entry}"></script>
    <!-- end of scripts -->
  </head>
  <body>
    <a class="skip-link" href="#noi-dung" lang="vi">Đến nội dung chính</a>
    <header class="site-header">
      <div class="wrap site-header__row">
        <img class="site-header__mark" src="/icon.svg" alt="" width="56" height="56">
        <p class="site-header__names"><a class="site-header__name" href="/">Cổng thông tin điện tử</a></p>
      </div>
      <div class="menu"></div>
    </header>
    <div data-emergency id="tin-khan" aria-live="polite"></div>
    <main class="wrap" id="noi-dung" tabindex="-1"${isMissing ? " data-complete" : ' aria-busy="true"'}>
${isMissing ? MISSING : LOADING}
    </main>
    <footer class="site-footer"></footer>
  </body>
</html>
`;
}

const LOADING = `      <p class="loading" role="status" data-loading>Đang tải nội dung…</p>
      <p class="fallback" data-fallback>Chưa tải được trang này. Hãy kiểm tra kết nối mạng rồi tải lại trang.</p>
      <noscript>
        <p>Trang này cần JavaScript để hiển thị nội dung. Hãy bật JavaScript trong trình duyệt, hoặc liên hệ
          trực tiếp cơ quan qua địa chỉ và số điện thoại niêm yết tại trụ sở.</p>
      </noscript>`;

const MISSING = `      <section class="page-state">
        <h1 class="page-state__title">Không tìm thấy trang</h1>
        <p>Địa chỉ này không có nội dung nào. Có thể đường dẫn bị gõ thiếu, hoặc nội dung chưa từng được đăng.</p>
        <p><a href="/">Về trang chủ</a></p>
      </section>`;

/** The modules that a module imports, and those that they import; nearest first. */
export function reachable(entry) {
  return walk(entry, imports);
}

/** The common styles, then those that stand beside the components of a page, the later ones too. */
export function styles(entry) {
  const reached = walk(entry, (module) => [...imports(module), ...laterImports(module)]);
  const own = reached.map((path) => path.replace(/\.js$/, ".css")).filter(exists);
  return ["styles/index.css", ...own.sort()];
}

function walk(entry, leadsTo) {
  const known = new Map(modules().map((module) => [module.path, module]));
  const seen = new Set();
  const visit = (path) => leadsTo(known.get(path)).filter((target) => !seen.has(target)).forEach((target) => {
    seen.add(target);
    visit(target);
  });
  visit(entry);
  return [...seen];
}

function exists(path) {
  return existsSync(new URL(path, FRONTEND));
}

if (process.argv.includes("--write") && process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of pagesThatExist()) writeFileSync(new URL(name, FRONTEND), pageHtml(name));
}
