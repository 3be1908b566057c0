"""What a page of the portal may load and run: its own, pictures of the API, a film in a frame."""

UNFRAMED = "frame-ancestors 'none'"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {media};"
    " connect-src 'self'; frame-src https://www.youtube-nocookie.com; manifest-src 'self';"
    " base-uri 'none'; form-action 'self';"
    f" {UNFRAMED}; require-trusted-types-for 'script'; trusted-types congxa"
)
# It fetches pages, and asks the API what has changed of them.
WORKER_POLICY = "default-src 'none'; connect-src 'self'"
