<?php
// Makes the link by which a user of yours signs in at the platform. PHP 8, nothing to install.

function part(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

/** The key's characters are the key; $user['uuid'] is who it is in your system, for ever. */
function signInLink(string $platform, string $issuer, string $key, array $user, string $intendedUrl): string
{
    $claims = [
        'iss' => $issuer,
        'jti' => bin2hex(random_bytes(16)), // each token signs in once
        'exp' => time() + 60, // seconds, not milliseconds
        'aud' => 'farfalla',
        'sub' => 'user',
        'user' => $user,
        'intended_url' => $intendedUrl,
    ];
    $signed = part(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . part(json_encode($claims, JSON_THROW_ON_ERROR));
    return "$platform/auth/token?external-auth-token=$signed." . part(hash_hmac('sha256', $signed, $key, true));
}

// Make it when the user presses the link, and answer by a redirect to it: a token in a page grows old.
$user = ['uuid' => $argv[1], 'email' => $argv[2]];
echo signInLink(getenv('PLATFORM_URL'), getenv('ISSUER'), getenv('ISSUER_KEY'), $user, $argv[3]), "\n";
