// SPDX-License-Identifier: Apache-2.0
// One connection to the mirror: HTTP until the page asks for its WebSocket.
#pragma once

#include <utility>  // before asio/awaitable.hpp, which forgets it in Boost 1.74

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace anju::mirror {

class Server;

boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, Server& server);

}  // namespace anju::mirror
