// SPDX-License-Identifier: Apache-2.0
// A message as a recording may hold it: names, words, codes and tokens gone, all that decides kept.
#pragma once

#include "terminal/app/disk/placeholders.hpp"
#include "terminal/model/message.hpp"

namespace anju::disk {

model::Message without_words(model::Message message, Placeholders& placeholders);

}  // namespace anju::disk
