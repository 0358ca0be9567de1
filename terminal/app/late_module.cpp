// SPDX-License-Identifier: Apache-2.0
// The whole of anju-tv-late.so: who makes what.
#include "terminal/app/late.hpp"

extern "C" {
extern const anju::app::Late anju_tv_late;
const anju::app::Late anju_tv_late{&anju::client::make_http_client, &anju::speech::make_speaker, &anju::media::make_gst_engine};
}
