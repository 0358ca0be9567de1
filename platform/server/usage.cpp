// SPDX-License-Identifier: Apache-2.0
#include "platform/server/options.hpp"

namespace anju::server {

const char* const kUsage =
    "anju-platform [serve] [options]     serves until SIGTERM\n"
    "anju-platform init [options]        makes the first administrator and the root of the organisations\n"
    "anju-platform backup TO [options]   a copy of the database, also while it serves; TO is a new file, or a folder\n"
    "anju-platform restore FROM [options]   the database as such a copy has it\n"
    "\n"
    "all of them:\n"
    "  --config FILE             options in TOML, by the same names; the command line wins\n"
    "  --database WHERE          sqlite:PATH or postgres:CONNINFO\n"
    "  --now RFC3339             start the clock there\n"
    "  --check                   say all that is wrong with what is given, change nothing\n"
    "serve:\n"
    "  --listen HOST:PORT        127.0.0.1:8420; port 0 takes any free one\n"
    "  --listen-tls HOST:PORT    speak TLS there as well, with --certificate FILE and --key FILE (PEM, read again when they change)\n"
    "  --metrics-listen HOST:PORT  figures for Prometheus there, and nowhere else\n"
    "  --proxy ADDRESS           believe X-Forwarded-For and X-Forwarded-Proto of this address; repeatable\n"
    "  --web DIR                 the web pages\n"
    "  --public-url URL          how browsers and TVs reach it, when that is not the listening address\n"
    "  --frame-ancestor ORIGIN   the only page that may show the family page in a frame\n"
    "  --demo DIR, --art DIR     seed an empty database with the demo household, its logins into DIR/demo.json\n"
    "  --turn URL                a relay, turn:HOST:PORT[?transport=tcp] or turns:…; may be said again\n"
    "  --turn-secret FILE        the secret that it shares (coturn's static-auth-secret)\n"
    "  --notify-url URL          POST a signed notice there when the elder calls or leaves a film (SMS, WeChat gateways)\n"
    "  --notify-secret FILE      the secret that signs it\n"
    "  --notify-texts FILE       other texts than ours, JSON by event and language\n"
    "  --ready FILE              write {\"url\", \"port\", \"pid\"} there once it answers\n"
    "init; what is not given is asked for on the terminal:\n"
    "  --organisation NAME       the root, with --kind city|district|town|institution (city)\n"
    "  --name NAME               for signing in\n"
    "  --display-name NAME       as others see it\n"
    "  --password-file FILE      its first line; - is standard input\n"
    "restore:\n"
    "  --replace                 over a database that is not empty\n";

}  // namespace anju::server
