<?php
// Obtains an access token for a paired account and prints the URL that opens it. PHP 8, nothing to install.

/** The key's characters are the key. */
function launchUrl(string $platform, string $apiToken, string $psClientId, string $signatureKey): string
{
    $context = stream_context_create(['http' => [
        'header' => "APIToken: $apiToken",
        'follow_location' => 0, // it would lose the header
        'ignore_errors' => true, // a refusal has a body that says why
        'timeout' => 10,
    ]]);
    $answer = file_get_contents("$platform/api2/PSObtainToken?" . http_build_query(['PSClientID' => $psClientId]), false, $context);
    $body = json_decode((string) $answer, true, 512, JSON_THROW_ON_ERROR);
    if (!isset($body['AccessToken'])) {
        throw new RuntimeException("{$body['code']}: {$body['message']} (request {$body['request_id']})");
    }
    $ts = time(); // seconds, not milliseconds
    $uri = "/h/{$body['ClientVHOST']}/te/lo.cgi?Action=Launch&pt={$body['AccessToken']}&ts=$ts";
    return "$platform$uri&signature=" . hash_hmac('sha256', $uri, $signatureKey);
}

// Make it when the user presses the button, and answer by a redirect to it: it is good once, for half an hour.
echo launchUrl(getenv('PLATFORM_URL'), getenv('API_TOKEN'), $argv[1], getenv('SIGNATURE_KEY')), "\n";
