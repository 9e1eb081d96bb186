"""A small identity provider on loopback: discovery, keys, a page to choose an account, tokens signed with RS256."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from serving import free_port
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "interlock-test", "a-secret-of-the-tests"


@dataclass
class Provider:
    """`accounts` maps a name on the page to its claims; what is asked for stands in `codes`."""

    base: str
    accounts: dict[str, dict[str, object]]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "test", "use": "sig"}))
    codes: dict[str, dict[str, object]] = field(default_factory=dict)
    lasts: int = 3600

    def routes(self) -> list[Route]:
        return [Route("/.well-known/openid-configuration", self.discovery), Route("/keys", self.keys),
                Route("/authorize", self.authorize), Route("/token", self.token, methods=["POST"])]

    def discovery(self, _request: Request) -> Response:
        return JSONResponse({
            "issuer": self.base, "authorization_endpoint": f"{self.base}/authorize",
            "token_endpoint": f"{self.base}/token", "jwks_uri": f"{self.base}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"]})

    def keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        chosen = asked.pop("account", "")
        if chosen in self.accounts:
            code = secrets.token_urlsafe(16)
            self.codes[code] = {**self.accounts[chosen], "nonce": asked.get("nonce", "")}
            back = urlencode({"code": code, "state": asked["state"]})
            return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)
        links = "".join(f'<p><a href="/authorize?{urlencode({**asked, "account": name})}">{name}</a></p>'
                        for name in self.accounts)
        return HTMLResponse(f"<title>Accounts</title><h1>Accounts</h1>{links}")

    async def token(self, request: Request) -> Response:
        given = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        claims = self.codes.pop(given.get("code", ""), None)
        if claims is None or "code_verifier" not in given:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        token = jwt.encode({"alg": "RS256", "kid": "test"}, {
            "iss": self.base, "aud": CLIENT, "iat": now, "exp": now + self.lasts, **claims}, self.key)
        return JSONResponse({"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": token,
                             "expires_in": self.lasts})


@contextmanager
def provider(accounts: dict[str, dict[str, object]]) -> Iterator[Provider]:
    """Runs in a thread of the test until the end of the block."""
    port = free_port()
    made = Provider(f"http://127.0.0.1:{port}", accounts)
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=made.routes()), host="127.0.0.1", port=port,
                                           log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield made
    server.should_exit = True
    thread.join(timeout=10)


def secrets_toml(made: Provider, base: str) -> str:
    """What a server's owner writes, for the server at `base`."""
    return (f'[auth]\nredirect_uri = "{base}/oauth2callback"\ncookie_secret = "{secrets.token_hex(32)}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{made.base}/.well-known/openid-configuration"\n')
