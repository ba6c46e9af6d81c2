<?php
// Laravel: routes/web.php. In config/services.php: 'latchkey' => ['token' => env('LATCHKEY_TOKEN')],
// Your server's environment: LATCHKEY_TOKEN=<the bearer token from the panel>

use App\Models\User;
use Illuminate\Http\Client\ConnectionException;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Log;
use Illuminate\Support\Facades\Route;
use Illuminate\Support\Str;

const LATCHKEY_URL = 'https://latchkey.example';

Route::get('/path/of/your/service-url', function (Request $request) {
    $token = rawurlencode((string) $request->query('services', ''));
    try {
        $answer = Http::withToken(config('services.latchkey.token'))->withoutRedirecting()->timeout(5)
            ->get(LATCHKEY_URL . '/api/authorization/' . $token);
    } catch (ConnectionException) {
        return response('Sign-in does not answer at the moment. Try again in a minute.', 503);
    }
    if ($answer->status() !== 200) {
        // Never log the URL: there is a token in it. The request id finds the event in the panel.
        Log::error('latchkey', ['status' => $answer->status(), 'code' => $answer['code'] ?? null, 'request' => $answer['request_id'] ?? null]);

        return match ($answer->status()) {
            403 => response($answer['message'], 403)->header('Content-Type', 'text/plain'), // this user may not enter
            404, 410 => response('This link was used or is too old. Open the app from the catalogue again.', 410),
            401 => response('Sign-in is not set up right.', 500), // your bearer token
            default => response('Too busy at the moment. Try again in a minute.', 503) // 429, 503
                ->header('Retry-After', $answer->header('Retry-After') ?: '5'),
        };
    }
    $email = $answer['internal_email_address'];
    $user = User::firstOrCreate(['email' => $email], ['name' => $email, 'password' => Str::password(40)]);
    $request->session()->invalidate(); // a fresh session id
    Auth::login($user);
    // From then on, take the session for over: compare it in a middleware of yours and log out.
    $request->session()->put('ends_at', time() + (int) $answer->header('x-session-max-age'));

    return redirect('/', 303); // a clean URL: a reload redeems nothing
});
