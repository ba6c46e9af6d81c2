# Django: views.py, with `pip install requests`. In urls.py: path("path/of/your/service-url", enter)
# Your server's environment: LATCHKEY_TOKEN=<the bearer token from the panel>
import logging
import os
from datetime import timedelta
from urllib.parse import quote

import requests
from django.contrib.auth import get_user_model, login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

LATCHKEY_URL = "https://latchkey.example"
log = logging.getLogger(__name__)


@require_GET
def enter(request):
    token = quote(request.GET.get("services", ""), safe="")
    try:
        answer = requests.get(
            f"{LATCHKEY_URL}/api/authorization/{token}",
            headers={"Authorization": f"Bearer {os.environ['LATCHKEY_TOKEN']}"},
            allow_redirects=False,
            timeout=5,
        )
        body = answer.json()
    except requests.RequestException:
        return HttpResponse("Sign-in does not answer at the moment. Try again in a minute.", status=503)
    if answer.status_code != 200:
        # Never log the URL: there is a token in it. The request id finds the event in the panel.
        log.error("latchkey %s %s %s", answer.status_code, body.get("code"), body.get("request_id"))
        if answer.status_code == 403:  # this user may not enter
            return HttpResponse(body["message"], status=403, content_type="text/plain")
        if answer.status_code in (404, 410):
            return HttpResponse("This link was used or is too old. Open the app from the catalogue again.", status=410)
        if answer.status_code == 401:  # your bearer token
            return HttpResponse("Sign-in is not set up right.", status=500)
        headers = {"Retry-After": answer.headers.get("Retry-After", "5")}  # 429, 503
        return HttpResponse("Too busy at the moment. Try again in a minute.", status=503, headers=headers)
    email = body["internal_email_address"]
    user, _ = get_user_model().objects.get_or_create(username=email, defaults={"email": email})
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")  # a fresh session id
    request.session.set_expiry(timezone.now() + timedelta(seconds=int(answer.headers["x-session-max-age"])))
    response = redirect("/")  # a clean URL: a reload redeems nothing
    response.status_code = 303
    return response
