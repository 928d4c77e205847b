"""Photos from the web, within limits; nothing here runs unless the shop's owner asks for it."""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.catalogue.photos import is_whole

if TYPE_CHECKING:
    import httpx

_TYPES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}
_REDIRECTS = (301, 302, 303, 307, 308)


def is_public(address: str) -> bool:
    """Return whether `address` is on the open internet: not private, loopback or link-local."""
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None) or ip
    return mapped.is_global and not mapped.is_multicast


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetched photo may be.

    Attributes:
        bytes: its largest size.
        seconds: the longest that one photo may take, redirects included.
        redirects: how many are followed; each is checked like the first address.
        at_once: how many photos are fetched at a time.
        allows: whether an IP address may be spoken to.
    """

    bytes: int = 10_000_000
    seconds: float = 15.0
    redirects: int = 3
    at_once: int = 8
    allows: Callable[[str], bool] = is_public


DEFAULT_LIMITS = FetchLimits()


class Refused(Exception):
    """A photo was not fetched; the message says why."""


def fetch_photos(
    urls: Iterable[str], folder: Path, limits: FetchLimits = DEFAULT_LIMITS
) -> dict[str, Path | str]:
    """Return for every address the file that it was saved in, or why it was not.

    Photos are named by the hash of their address; one that is there already is not fetched again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(limits.at_once) as pool:
        return dict(
            zip(wanted, pool.map(lambda u: _fetched(u, folder, limits), wanted), strict=True)
        )


def _fetched(url: str, folder: Path, limits: FetchLimits) -> Path | str:
    import httpx

    stem = hashlib.sha256(url.encode()).hexdigest()[:24]
    for there in folder.glob(f"{stem}.*"):
        if there.suffix in _TYPES.values():
            return there
    try:
        data, suffix = _download(url, limits)
    except Refused as error:
        return str(error)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return f"not fetched ({type(error).__name__}: {str(error)[:60]})"
    part = folder / f"{stem}.part"
    part.write_bytes(data)
    if not is_whole(part):
        part.unlink()
        return "what came is no whole photo"
    return part.replace(folder / f"{stem}{suffix}")


def _download(url: str, limits: FetchLimits) -> tuple[bytes, str]:
    import httpx

    deadline = time.monotonic() + limits.seconds
    with httpx.Client(follow_redirects=False, trust_env=False, timeout=limits.seconds) as client:
        for _ in range(limits.redirects + 1):
            request = _pinned(client, url, limits)
            response = client.send(request, stream=True)
            try:
                if response.status_code in _REDIRECTS:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                return _body(response, limits, deadline)
            finally:
                response.close()
    raise Refused(f"more than {limits.redirects} redirects")


def _pinned(client: httpx.Client, url: str, limits: FetchLimits) -> httpx.Request:
    """A request to the very IP address that was checked, so that a name cannot change meanwhile."""
    import httpx

    parts = urlsplit(url if "//" in url[:8] and not url.startswith("//") else f"https:{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise Refused("only plain http and https addresses are fetched")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(limits.allows(address) for address in addresses):
        raise Refused("the address is on a private network")
    target = httpx.URL(parts.geturl()).copy_with(host=addresses[0])
    name = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    headers = {"Host": name, "Accept": "image/*", "User-Agent": "daogou"}
    extensions = {"sni_hostname": parts.hostname}
    return client.build_request("GET", target, headers=headers, extensions=extensions)


def _body(response: httpx.Response, limits: FetchLimits, deadline: float) -> tuple[bytes, str]:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status_code != 200:
        raise Refused(f"the server answered {response.status_code}")
    if kind not in _TYPES:
        raise Refused(f"what came is {kind or 'of no stated type'}, not a photo")
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limits.bytes:
            raise Refused(f"larger than {limits.bytes} bytes")
        if time.monotonic() > deadline:
            raise Refused(f"took longer than {limits.seconds:g} s")
    return bytes(data), _TYPES[kind]
