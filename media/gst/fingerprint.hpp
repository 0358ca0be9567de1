// SPDX-License-Identifier: Apache-2.0
// The four words that both sides of a connection show, of both DTLS certificates (docs/visits.md, "Four words"). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anju::gst {

// "sha-256 AB:CD:…" of an SDP; nothing: it has none, or another hash.
std::optional<std::string> fingerprint_of(std::string_view sdp);

// The same of a certificate in PEM, whatever stands behind it; nothing: it is none.
std::optional<std::string> fingerprint_of_pem(const std::string& pem);
// The SDP with this fingerprint in every place of one.
std::string with_fingerprint(std::string_view sdp, const std::string& fingerprint);

// Four words, or none when a fingerprint is not one.
std::vector<std::string> four_words(std::string_view one_sdp, std::string_view other_sdp);

const std::vector<std::string>& all_words();

}  // namespace anju::gst
