#!/usr/bin/env perl
# Obtains an access token for a paired account and prints the URL that opens it. Perl 5.14, nothing to install; for an
# https address HTTP::Tiny asks for IO::Socket::SSL.
use strict;
use warnings;
use Digest::SHA qw(hmac_sha256_hex);
use Encode qw(decode);
use HTTP::Tiny;
use JSON::PP qw(decode_json);

# The key is its bytes of UTF-8, as they come out of the environment; the PSClientID is text.
sub launch_url {
    my ($platform, $api_token, $ps_client_id, $signature_key) = @_;
    # max_redirect: one would lose the header.
    my $http = HTTP::Tiny->new(timeout => 10, max_redirect => 0, default_headers => { APIToken => $api_token });
    my $query = $http->www_form_urlencode({ PSClientID => $ps_client_id });
    my $answer = $http->get("$platform/api2/PSObtainToken?$query");
    die "no answer: $answer->{content}" if $answer->{status} == 599;
    my $body = decode_json($answer->{content});
    die "$body->{code}: $body->{message} (request $body->{request_id})\n" unless $answer->{success};
    my $ts = time;    # seconds, not milliseconds
    my $uri = "/h/$body->{ClientVHOST}/te/lo.cgi?Action=Launch&pt=$body->{AccessToken}&ts=$ts";
    return "$platform$uri&signature=" . hmac_sha256_hex($uri, $signature_key);
}

# Make it when the user presses the button, and answer by a redirect to it: it is good once, for half an hour.
print launch_url($ENV{PLATFORM_URL}, $ENV{API_TOKEN}, decode("UTF-8", $ARGV[0]), $ENV{SIGNATURE_KEY}), "\n";
