"""One request from its first address to its answer: hop after hop, each with its checks, its turn, and its bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from reader import safe_text
from reader.sources.web import refusals
from reader.sources.web.destination import AddressError, Destination, destination, onward
from reader.sources.web.engine import Engine
from reader.sources.web.exchange import Answer, Refusal, Request, Why
from reader.sources.web.freshness import LONGEST_RETRY_AFTER, fresh_for, seconds_to_wait
from reader.sources.web.limits import WAIT_UNSAID
from reader.sources.web.politeness import Ticket
from reader.sources.web.proxies import Proxy, proxy_for
from reader.sources.web.response import WITH_CONTENT
from reader.sources.web.robots import ROBOTS_BYTES, ROBOTS_REDIRECTS, ROBOTS_SECONDS, Rules
from reader.sources.web.secrecy import without_credentials
from reader.sources.web.transfer import Transfer, UnsendableError, Wanted, literal_kind

Told = Callable[[Answer | Refusal], None]

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PERMANENT: Final = (301, 308)
_FEED_TYPES: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PAGE_TYPES: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_BROKE_OFF: Final = "the answer broke off; what had come was read"
_WITHOUT_TLS: Final = "the server led from https to http; what came could have been changed on the way"


class Journey:
    """`told` is called once, in the loop's thread, unless `cancel` came before. `redirects` bounds the hops; `cut`
    takes the first `request.limit` bytes for the whole.
    """

    def __init__(
        self, engine: Engine, request: Request, told: Told, *, redirects: int | None = None, cut: bool = False
    ) -> None:
        self._engine, self._request, self._told = engine, request, told
        self._hops_left = engine.limits.redirects if redirects is None else redirects
        self._cut = cut
        self._transfer: Transfer | None = None
        self._ticket: Ticket | None = None
        self._running = self._ended = False
        self._target: Destination
        self._first: Destination
        self._seen: set[tuple[str, tuple[str, ...]]] = set()
        self._moved = ""
        self._only_permanent = True
        self._note = ""
        self._started = 0.0
        self._spent = 0.0

    def begin(self) -> None:
        """Set out. In the loop's thread, as all of this."""
        try:
            self._first = destination(self._request.url)
        except AddressError as error:
            self._refuse("address", str(error))
            return
        self._hop(self._first)

    def cancel(self) -> None:
        """Drop it: nobody waits for the answer any more."""
        self._end()

    def _hop(self, target: Destination) -> None:
        self._target = target
        if not self._may_be_private and (kind := literal_kind(target.host)):
            self._refuse("address", refusals.PRIVATE.format(kind=kind))
        elif self._request.page and not self._request.by_hand:
            self._engine.robots(self._request).ask(target.origin, self._fetch_robots, self._obey)
        else:
            self._queue(self._engine.delay(target.host, Rules()) if self._request.page else None)

    def _fetch_robots(self, url: str, told: Told) -> None:
        """Ask for a robots.txt on the way that the page itself takes."""
        request = self._request
        asked = Request(
            url=url,
            proxy=request.proxy,
            allow_private=request.allow_private,
            limit=ROBOTS_BYTES,
            seconds=min(request.seconds, ROBOTS_SECONDS),
        )
        Journey(self._engine, asked, told, redirects=ROBOTS_REDIRECTS, cut=True).begin()

    def _obey(self, rules: Rules) -> None:
        if self._ended:
            return
        if rules.refusal is not None:
            told = rules.refusal
            self._refuse(told.why, told.reason, status=told.status, retry_after=told.retry_after)
        elif not rules.allow(self._target.url):
            self._refuse("robots", refusals.ROBOTS)
        else:
            self._queue(self._engine.delay(self._target.host, rules))

    def _queue(self, delay: float | None) -> None:
        self._ticket = Ticket(self._target.site, self._go, self._wait, delay)
        self._engine.enter(self._ticket)

    def _wait(self, seconds: float) -> None:
        words = f"the server asked to be left alone for another {refusals.span(seconds)}"
        self._refuse("wait", words, retry_after=seconds)

    def _go(self) -> None:
        """It is our turn: ask."""
        self._running = True
        request, target = self._request, self._target
        try:
            proxy = proxy_for(target, request.proxy)
        except AddressError as error:
            self._refuse("address", str(error))
            return
        if self._transfer is None:
            self._transfer = self._engine.transfer(request)
        try:
            self._transfer.prepare(self._wanted(proxy))
        except UnsendableError:
            self._refuse("address", "the address or one of the feed's `headers` has what cannot be sent")
            return
        self._started = time.monotonic()
        self._engine.loop.start(self._transfer.handle, self._done)

    def _wanted(self, proxy: Proxy | None) -> Wanted:
        """This hop. What is secret goes only to the server that it is for."""
        request = self._request
        own = self._first.trusts(self._target)
        return Wanted(
            target=self._target,
            headers=(*self._asking(), *(request.headers if own else ())),
            user=self._first.user if own else "",
            password=self._first.password if own else "",
            proxy=proxy,
            allow_private=self._may_be_private,
            limit=request.limit,
            seconds=max(0.001, request.seconds - self._spent),
            cut=self._cut,
        )

    def _asking(self) -> list[tuple[str, str]]:
        etag, modified = self._request.validators
        conditions = (("If-None-Match", etag), ("If-Modified-Since", modified))
        return [
            ("Accept", _PAGE_TYPES if self._request.page else _FEED_TYPES),
            *(pair for pair in conditions if pair[1]),
        ]

    def _done(self, code: int, message: str) -> None:
        """The hop ended, by libcurl's account with `code`."""
        assert self._transfer is not None
        self._spent += time.monotonic() - self._started
        transfer, response = self._transfer, self._transfer.response
        self._leave()
        if transfer.refused and code and not response.status:
            self._refuse("address", refusals.PRIVATE.format(kind=transfer.refused))
        elif code and not response.asked and transfer.tunnel_status >= 300:
            self._refuse("connection", refusals.tunnel_words(transfer.tunnel_status))
        elif response.trouble is not None:
            self._refuse(*response.trouble)
        elif response.status in _REDIRECTS and response.headers.first("location"):
            self._redirected(response.headers.first("location"))
        elif response.status == 304 and any(self._request.validators):
            self._answer()
        elif response.status in WITH_CONTENT:
            self._content(code, message)
        elif response.status >= 200 and not (code and response.status < 300):
            self._by_status(response.status)
        else:
            self._refuse(*refusals.transport_words(code, message, self._target.host))

    def _content(self, code: int, message: str) -> None:
        assert self._transfer is not None
        response = self._transfer.response
        if not code or response.enough:
            if response.complete:
                self._answer()
                return
        elif not response.damaged and code not in refusals.BROKEN_OFF:
            self._refuse(*refusals.transport_words(code, message, self._target.host))
            return
        if response.has_content:
            self._answer(whole=False)
        elif response.damaged:
            self._refuse("packing", "the content is damaged and cannot be unpacked; try again later")
        else:
            self._refuse("connection", "the answer broke off before anything had come; try again later")

    def _redirected(self, location: str) -> None:
        assert self._transfer is not None
        status = self._transfer.response.status
        self._hops_left -= 1
        if self._hops_left < 0:
            self._refuse("redirects", "the server sends us on too many times; look at the address in a browser")
            return
        here = (self._target.url, self._transfer.cookies())
        if here in self._seen:
            self._refuse("redirects", refusals.CIRCLE)
            return
        self._seen.add(here)
        try:
            target = onward(self._target, location)
        except AddressError as error:
            words = f"the server sends us to {_shown(location)}, which is not followed: {error}"
            self._refuse("redirects", words)
            return
        insecure = (self._target.scheme, target.scheme) == ("https", "http")
        if insecure:
            self._note = _WITHOUT_TLS
        self._only_permanent = self._only_permanent and status in _PERMANENT and not insecure
        if self._only_permanent:
            self._moved = self._with_credentials(target)
        if self._spent >= self._request.seconds:
            self._refuse("time", "the answer did not come in time; try again later")
        else:
            self._hop(target)

    def _with_credentials(self, target: Destination) -> str:
        """The address to ask from now on."""
        userinfo, at, _ = self._request.url.partition("://")[2].partition("/")[0].rpartition("@")
        if not (at and self._first.trusts(target)):
            return target.url
        scheme, mark, rest = target.url.partition("://")
        return f"{scheme}{mark}{userinfo}@{rest}"

    def _by_status(self, status: int) -> None:
        assert self._transfer is not None
        wait = min(seconds_to_wait(self._transfer.response.headers.first("retry-after")), LONGEST_RETRY_AFTER)
        if status == 429 or (status == 503 and wait):
            self._engine.rest(self._target.site, wait or WAIT_UNSAID)
        moved = self._moved if status == 410 else ""
        self._refuse("status", refusals.status_words(status, wait), status=status, retry_after=wait, moved=moved)

    def _answer(self, *, whole: bool = True) -> None:
        """End well. What broke off is told as such and not taken for the state of the feed."""
        assert self._transfer is not None
        response = self._transfer.response
        headers = response.headers
        validators = (headers.first("etag")[:1_000], headers.first("last-modified")[:100])
        if response.status == 304:
            old = self._request.validators
            validators = (validators[0] or old[0], validators[1] or old[1])
        note = "; ".join(filter(None, (self._note, "" if whole else _BROKE_OFF)))
        answer = Answer(
            url=self._target.url,
            status=304 if response.status == 304 else 200,
            content=response.content,
            content_type=safe_text.line(headers.first("content-type"), 200),
            moved=self._moved if self._moved != self._request.url else "",
            validators=validators if whole else ("", ""),
            fresh=fresh_for(headers) if whole else 0.0,
            cookies=self._transfer.cookies(),
            protocol=self._transfer.protocol,
            note=note,
        )
        self._end()
        self._told(answer)

    def _refuse(self, why: Why, reason: str, *, status: int = 0, retry_after: float = 0.0, moved: str = "") -> None:
        if self._ended:
            return
        where = without_credentials(self._request.url)
        self._end()
        self._told(Refusal(url=where, why=why, reason=reason, status=status, retry_after=retry_after, moved=moved))

    @property
    def _may_be_private(self) -> bool:
        return self._request.allow_private or self._engine.allow_private

    def _leave(self) -> None:
        """Give the turn back."""
        if self._running and self._ticket is not None:
            self._running = False
            self._engine.leave(self._ticket.site)

    def _end(self) -> None:
        self._ended = True
        if self._ticket is not None:
            self._ticket.dropped = True
        if self._transfer is not None:
            self._engine.loop.abort(self._transfer.handle)
            self._transfer.close()
        self._leave()


def _shown(location: str) -> str:
    return safe_text.line(without_credentials(location), 200)
