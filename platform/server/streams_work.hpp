// SPDX-License-Identifier: Apache-2.0
// How the hub hands work to its workers; for its own files.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "platform/server/streams.hpp"

namespace anju::server {

// The io thread must not end while a worker still has something to hand back to it.
template <class Work>
void Streams::on_workers(Work work) {
    boost::asio::post(workers_, [guard = boost::asio::make_work_guard(io_), work = std::move(work)]() mutable { work(); });
}

}  // namespace anju::server
