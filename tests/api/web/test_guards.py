"""No page can be framed, read by another window, or made to run what is not ours."""


def test_t49_every_page_refuses_frames_and_other_windows(client, site) -> None:
    paths = ["/", "/bai-viet/khong-co", "/thong-bao", "/lich-lam-viec", "/lien-he", "/khong-co",
             "/index.html", "/404.html", "/docs"]  # fmt: skip
    for path in paths:
        headers = client.get(path, headers={"Accept": "text/html"}).headers
        assert headers["Content-Type"].startswith("text/html"), path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_t10_a_page_runs_its_own_files_alone(client, site) -> None:
    for path in ("/", "/bai-viet/khong-co", "/index.html"):
        policy = client.get(path).headers["Content-Security-Policy"]
        rules = dict(each.strip().split(" ", 1) for each in policy.split(";"))
        assert rules == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data: http://portal.test",
            "connect-src": "'self'",
            "frame-src": "https://www.youtube-nocookie.com",
            "manifest-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
            "require-trusted-types-for": "'script'",
            "trusted-types": "congxa",
        }
