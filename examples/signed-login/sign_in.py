"""Signs a user of yours in at the platform by a signed call. Python 3, nothing to install."""
import datetime
import hashlib
import hmac
import http.client
import json
import os
import sys
import urllib.parse


def sign_in(platform: str, api_key: str, secret: str, user: dict) -> dict:
    """The secret's characters are the key. user["externalId"] is who it is in your system, for ever.

    Returns {"sessionToken"} of a user who is in, or {"enrolmentUrl"} to show in a frame: there they accept the documents.
    """
    # Sign exactly the text that is sent: one variable for both.
    timestamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S%z")
    signature = hmac.new(secret.encode(), f"{api_key}:{timestamp}".encode(), hashlib.sha256).hexdigest()
    url = urllib.parse.urlsplit(platform)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.netloc, timeout=10)
    headers = {
        "content-type": "application/json",
        "dcoupon-authorization-apikey": api_key,
        "dcoupon-authorization-method": "SIGNATURE",
        "dcoupon-authorization-timestamp": timestamp,
        "dcoupon-authorization-signature": signature,
    }
    # http.client follows no redirects: 301 is an answer here, and its Location is for your user.
    connection.request("POST", "/thirdparty/login/v2", json.dumps(user), headers)
    answer = connection.getresponse()
    if answer.status == 301:
        return {"enrolmentUrl": answer.headers["location"]}
    if answer.status == 200:
        return {"sessionToken": json.load(answer)["sessionToken"]}
    raise RuntimeError(f"{answer.status}: look the request {answer.headers['x-request-id']} up in the panel")


if __name__ == "__main__":
    who = {"externalId": sys.argv[1], "clientCountry": sys.argv[2]}
    print(json.dumps(sign_in(os.environ["LATCHKEY_URL"], os.environ["API_KEY"], os.environ["API_SECRET"], who)))
