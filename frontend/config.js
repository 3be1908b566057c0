/** The one file a deployer edits. */
export const config = Object.freeze({
  /** Origin of the API, such as "https://api.example.vn"; "" when it is this page's own origin. */
  apiOrigin: "",
  /** Slug of the site these pages show; null takes the installation's first site. */
  site: null,
  /** Language of everything around the content: a file name in i18n/. */
  language: "vi",
});
