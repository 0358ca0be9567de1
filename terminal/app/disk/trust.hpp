// SPDX-License-Identifier: Apache-2.0
// Which authority must have signed the platform's certificate: told when the box is installed, kept from the pairing
// on, so that nobody can point a box in a home at another platform. Main thread only.
#pragma once

#include <filesystem>
#include <string>

#include "platform/contract/result.hpp"

namespace anju::disk {

class Trust {
  public:
    // given: a PEM file; empty: the authorities of the system.
    Trust(std::filesystem::path folder, std::filesystem::path given);

    // The file to check against; empty: the system's.
    std::string file() const;
    // At pairing. Without a given file the kept one stays away.
    contract::Result<void> keep() const;
    bool forget() const;

  private:
    std::filesystem::path kept_, given_;
};

}  // namespace anju::disk
