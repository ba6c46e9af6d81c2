"""Obtains an access token for a paired account and prints the URL that opens it. Python 3, nothing to install."""
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.parse
import urllib.request


def launch_url(platform: str, api_token: str, ps_client_id: str, signature_key: str) -> str:
    """The key's characters are the key; a refusal raises urllib.error.HTTPError, whose body says why."""
    query = urllib.parse.urlencode({"PSClientID": ps_client_id})
    request = urllib.request.Request(f"{platform}/api2/PSObtainToken?{query}", headers={"APIToken": api_token})
    with urllib.request.urlopen(request, timeout=10) as answer:
        body = json.load(answer)
    ts = int(time.time())  # seconds, not milliseconds
    uri = f"/h/{body['ClientVHOST']}/te/lo.cgi?Action=Launch&pt={body['AccessToken']}&ts={ts}"
    signature = hmac.new(signature_key.encode(), uri.encode(), hashlib.sha256).hexdigest()
    return f"{platform}{uri}&signature={signature}"


# Make it when the user presses the button, and answer by a redirect to it: it is good once, for half an hour.
if __name__ == "__main__":
    print(launch_url(os.environ["PLATFORM_URL"], os.environ["API_TOKEN"], sys.argv[1], os.environ["SIGNATURE_KEY"]))
