// SPDX-License-Identifier: Apache-2.0
// The certificate with which this box encrypts its visits: an ECDSA key on P-256, made here, bound to nothing but itself.
// The platform is told its fingerprint and the phone's page accepts no other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/contract/result.hpp"

namespace anju::disk {

// PEM of certificate and key.
contract::Result<std::string> make_certificate();

// "sha-256 AB:CD:…" of the certificate; nothing: that is not both, or they do not belong together.
std::optional<std::string> certificate_fingerprint(std::string_view pem);

}  // namespace anju::disk
