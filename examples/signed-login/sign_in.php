<?php
// Signs a user of yours in at the platform by a signed call. PHP 8, nothing to install.

/**
 * The secret's characters are the key; $user['externalId'] is who it is in your system, for ever.
 * Returns sessionToken of a user who is in, or enrolmentUrl to show in a frame: there they accept the documents.
 */
function signIn(string $platform, string $apiKey, string $secret, array $user): array
{
    // Sign exactly the text that is sent: one variable for both.
    $timestamp = gmdate('Y-m-d\TH:i:sO');
    $headers = [
        'content-type: application/json',
        "dcoupon-authorization-apikey: $apiKey",
        'dcoupon-authorization-method: SIGNATURE',
        "dcoupon-authorization-timestamp: $timestamp",
        'dcoupon-authorization-signature: ' . hash_hmac('sha256', "$apiKey:$timestamp", $secret),
    ];
    $call = [
        'method' => 'POST',
        'header' => $headers,
        'content' => json_encode($user, JSON_THROW_ON_ERROR),
        'follow_location' => 0, // 301 is an answer here, and its Location is for your user
        'ignore_errors' => true,
    ];
    $body = file_get_contents("$platform/thirdparty/login/v2", false, stream_context_create(['http' => $call]));
    $status = (int) explode(' ', $http_response_header[0])[1];
    $header = fn (string $name) => trim(substr(current(preg_grep("/^$name:/i", $http_response_header)), strlen($name) + 1));
    return match ($status) {
        301 => ['enrolmentUrl' => $header('location')],
        200 => ['sessionToken' => json_decode($body, true)['sessionToken']],
        default => throw new RuntimeException("$status: look the request {$header('x-request-id')} up in the panel"),
    };
}

$user = ['externalId' => $argv[1], 'clientCountry' => $argv[2]];
echo json_encode(signIn(getenv('LATCHKEY_URL'), getenv('API_KEY'), getenv('API_SECRET'), $user), JSON_UNESCAPED_SLASHES), "\n";
