"""The pages of `frontend/`, filled from what `/v1` says; its other files as they stand."""

import re
from functools import partial
from pathlib import Path, PurePath
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.exceptions import NotFound

from api.accounts import queries
from api.http import authoring, hosts, representation
from api.http.cache_control import cache_control
from api.http.old_addresses import is_reserved
from api.previews import queries as previews
from api.publishing.live.old_urls import Standing
from api.runtime import clock
from api.runtime.canonical import digest
from api.runtime.config import config
from api.web import files, joined_pages, site_files
from api.web.assembly import Filled, fill
from api.web.data_blocks import handed, hydration_data
from api.web.desk import DOORS, FOLDER, Desk, Served, needed, policy
from api.web.files import StaticPage
from api.web.former import STANDING, former
from api.web.internal_client import App, ask
from api.web.javascript.engine import Engine
from api.web.joined_pages import JoinedPages
from api.web.pages import Page, Visit
from api.web.policy import POLICY, UNFRAMED, WORKER_POLICY

_PLACE = re.compile(r"\{(\w+)\}")
_RETRY_SECONDS = "5"
_OWN_COPY = "private, max-age=15"
_FOR_GOOD = "public, max-age=31536000, immutable"


class Shell:
    """The frontend of one folder, and what it shows where the former portal had something."""

    def __init__(self, folder: Path) -> None:
        everything = files.read(folder)
        self.desk = Desk(everything)
        own = (name for name in everything if not name.startswith(FOLDER))
        self.files = {name: everything[name] for name in own}
        self._engine = Engine(self.files)
        self.pages = self._engine.pages
        self._joined = JoinedPages(self.files)
        self.static = {name: StaticPage(page) for name, page in self._joined.pages.items()}

    def file(self, name: str) -> Response:
        """One file as it stands."""
        body = files.switched(name, self.files[name], is_on=config().offline_pages)
        response = Response(body, content_type=files.TYPES[PurePath(name).suffix])
        response.headers["ETag"] = f'W/"{digest(body)}"'
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        response.headers["Surrogate-Key"] = "static"
        # A preview in a frame of the desk has no origin: there a module is another's.
        response.headers["Access-Control-Allow-Origin"] = "*"
        if name == files.WORKER:
            response.headers["Content-Security-Policy"] = WORKER_POLICY
        return self._guarded(response) if name.endswith(".html") else response

    def of_site(self, name: str) -> Response:
        """A file of which each site has its own, as this host's site has it."""
        site = hosts.site_of(request.environ)
        facts = ask(cast("App", current_app.wsgi_app), f"/v1/sites/{site}").json if site else {}
        body = site_files.of_site(name, self.files[name], facts)
        response = Response(body, content_type=files.TYPES[PurePath(name).suffix])
        # No cache tags: what our own cache keeps is told apart by address alone, not by host.
        response.headers["Cache-Control"] = cache_control(clock.now(), [site] if site else None)
        return response

    def joined(self, name: str) -> Response:
        """The scripts of a page. By the name of another release what the page needs now is sent."""
        address = joined_pages.FOLDER + name
        current = self._joined.current(address)
        if current is None:
            raise NotFound
        file = Served(self._joined.files[current], files.TYPES[".js"])
        return _named_file(file, is_named=address == current)

    def page(self, page: Page, slug: str = "") -> Response:
        """One page, with the status that its address deserves."""
        site = hosts.site_of(request.environ)
        static = self.static[page.file]
        if site is None:
            unfilled = static.filled({"end": hydration_data(None, {})})
            status = 404 if hosts.are_known() else 503
            return self._answer(page, Filled(status, unfilled, [], "", is_indexed=False), None)
        query = page.asked(request.query_string.decode("latin-1"))
        app = cast("App", current_app.wsgi_app)
        inside = partial(ask, app, visitor=request.remote_addr or "")
        filled = fill(Visit(page, site, slug, query, clock.now()), static, inside, self._engine)
        if filled.new_slug:
            return representation.moved(page.path(filled.new_slug), [f"site:{site}"])
        standing = former.get().standing(request.environ) if filled.status == 404 else None
        return self._led(standing) if standing else self._answer(page, filled, site)

    def preview(self, token: str) -> Response:
        """What is not public yet, for whoever holds the token: nobody keeps or finds it.

        It alone may stand in a frame, of the desk, which has an origin of its own there.
        """
        site = hosts.site_of(request.environ)
        body = self.static[files.PREVIEW].filled({"end": hydration_data(site, {})})
        status = 200 if previews.is_open(token, clock.now()) else 404
        answer = Response(body, status, content_type=files.TYPES[".html"])
        response = self._guarded(answer, files.PREVIEW)
        policy = response.headers["Content-Security-Policy"]
        ours = f"frame-ancestors {config().base_url}"
        response.headers["Content-Security-Policy"] = policy.replace(UNFRAMED, ours)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        del response.headers["X-Frame-Options"]
        return response

    def lead(self) -> Response | None:
        """What stands now at an address of the former portal, if that is no address of ours."""
        is_nowhere = isinstance(request.routing_exception, NotFound)
        standing: Standing | None = request.environ.get(STANDING)
        if is_nowhere and standing is None:
            standing = former.get().standing(request.environ)
        response = self._led(standing) if standing else None
        if response is not None and request.path == "/":
            # A cache in front may take it for the home page, whose query says nothing else.
            response.headers["Cache-Control"] = _OWN_COPY
        return response

    def _led(self, standing: Standing) -> Response:
        """People are led to where it is now; of what was withdrawn they are told why."""
        page = self.pages.of_type(standing.type) or self.pages.missing
        if standing.is_withdrawn:
            return self.page(page, standing.slug)
        keys = representation.item_keys(standing.id, standing.site)
        return representation.replaced(page.path(standing.slug), keys)

    def missing(self, response: Response) -> Response:
        """The page for people who came to an address that leads nowhere."""
        is_nowhere = response.status_code == 404 and request.url_rule is None
        # There an unknown address is a program's mistake, whatever it says that it reads.
        is_for_people = not is_reserved(request.path)
        if is_nowhere and self.pages.missing.file in self.static and is_for_people:
            if request.method == "GET" and _is_read_by_people():
                response = self.page(self.pages.missing, request.path.lstrip("/"))
            response.vary.add("Accept")
        return response

    def _answer(self, page: Page, filled: Filled, site: str | None) -> Response:
        response = Response(filled.body, filled.status, content_type=files.TYPES[".html"])
        keys, is_found = filled.keys, filled.status == 200
        sites = [site] if site else None
        freshness = cache_control(clock.now(), sites, until=filled.until, is_ok=is_found)
        response.headers["Cache-Control"] = freshness
        if is_found:
            response.headers["ETag"] = f'W/"{filled.tag}"'
            response.headers["Surrogate-Key"] = " ".join(keys)
        if is_found and filled.until:
            response.expires = filled.until
        if filled.status == 429 or filled.status >= 500:
            response.headers["Cache-Control"] = "no-store"
            response.headers["Retry-After"] = filled.wait or _RETRY_SECONDS
        if not filled.is_indexed:
            response.headers["X-Robots-Tag"] = "noindex"
        return self._guarded(response, page.file)

    def _guarded(self, response: Response, joined: str = "") -> Response:
        """With the policy of a page, which names what stands in it if that is a joined one."""
        # Media have the API's own address, which may not be that of the site.
        policy = POLICY.format(media=config().base_url)
        response.headers["Content-Security-Policy"] = self._joined.allowed(policy, joined)
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response.headers["X-Frame-Options"] = "DENY"
        return response


def shell(frontend: Shell) -> Blueprint:
    """The views of the frontend."""
    blp = Blueprint("shell", __name__)
    for number, name in enumerate(sorted(frontend.files)):
        view = frontend.of_site if name in site_files.NAMES else frontend.file
        blp.add_url_rule(f"/{name}", f"file_{number}", partial(view, name))
    for page in frontend.pages:
        for number, at in enumerate(page.at if page.file in frontend.static else ()):
            # What stands in the braces is the converter of what can be there.
            rule = _PLACE.sub(r"<\1:slug>", at)
            blp.add_url_rule(rule, f"{page.name}_{number}", partial(frontend.page, page))
    if files.PREVIEW in frontend.static:
        blp.add_url_rule("/xem-truoc/<token>", "preview", frontend.preview)
    blp.add_url_rule(f"/{joined_pages.FOLDER}<name>", "joined", frontend.joined)
    blp.add_url_rule("/desk/", "desk", partial(_desk, frontend.desk, ""))
    blp.add_url_rule("/desk/<path:path>", "desk_screen", partial(_desk, frontend.desk))
    blp.after_app_request(frontend.missing)
    return blp


def _desk(desk: Desk, path: str) -> Response:
    """The desk, where its sessions are good: on the API's own host."""
    file = desk.files.get(path)
    if not hosts.is_of_the_api(request.environ) or not (file or desk.is_screen(path)):
        raise NotFound
    if file:
        return _named_file(file, is_named=request.args.get("v") == desk.version)
    if path not in DOORS and authoring.COOKIE not in request.cookies:
        back = quote(request.full_path.rstrip("?"))
        return cast("Response", redirect(f"/desk/vao?ve={back}", Response=Response))
    page = desk.page(path, _known(path), has_people=queries.is_anybody_there())
    response = Response(page, content_type=files.TYPES[".html"])
    response.headers["Content-Security-Policy"] = policy((config().base_url, *hosts.origins()))
    # What stands in it is one person's: going back shows the next at this machine nothing.
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _known(path: str) -> bytes:
    """What the screen asks first, as whoever opens it is answered; what fails it asks itself."""
    app, cookie = cast("App", current_app.wsgi_app), request.headers.get("Cookie", "")
    visitor = request.remote_addr or ""
    said = {address: ask(app, address, visitor, request.host, cookie) for address in needed(path)}
    answers = {address: answer for address, answer in said.items() if answer.is_ok}
    return handed({"at": clock.now().isoformat()}, answers)


def _named_file(file: Served, *, is_named: bool) -> Response:
    response = Response(file.body, content_type=file.content_type)
    response.headers["Cache-Control"] = "no-cache"
    # A preview in a frame of the desk has no origin: there a module is another's.
    response.headers["Access-Control-Allow-Origin"] = "*"
    if is_named:
        # What is named by what is in it is kept for good; here too, and so compressed once.
        response.headers["ETag"] = f'W/"{digest(file.body)}"'
        response.headers["Cache-Control"] = _FOR_GOOD
        response.headers["Surrogate-Key"] = "static"
    return response


def _is_read_by_people() -> bool:
    return any(kind == "text/html" for kind, _ in request.accept_mimetypes)
