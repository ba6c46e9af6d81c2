"""Makes the link by which a user of yours signs in at the platform. Python 3, nothing to install."""
import base64
import hashlib
import hmac
import json
import os
import sys
import time
import uuid


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign_in_link(platform: str, issuer: str, key: str, user: dict, intended_url: str) -> str:
    """The key's characters are the key; user["uuid"] is who it is in your system, for ever."""
    claims = {
        "iss": issuer,
        "jti": str(uuid.uuid4()),  # each token signs in once
        "exp": int(time.time()) + 60,  # seconds, not milliseconds
        "aud": "farfalla",
        "sub": "user",
        "user": user,
        "intended_url": intended_url,
    }
    header = {"alg": "HS256", "typ": "JWT"}
    signed = ".".join(part(json.dumps(value).encode()) for value in (header, claims))
    signature = hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{platform}/auth/token?external-auth-token={signed}.{part(signature)}"


# Make it when the user presses the link, and answer by a redirect to it: a token in a page grows old.
if __name__ == "__main__":
    who = {"uuid": sys.argv[1], "email": sys.argv[2]}
    print(sign_in_link(os.environ["PLATFORM_URL"], os.environ["ISSUER"], os.environ["ISSUER_KEY"], who, sys.argv[3]))
