// SPDX-License-Identifier: Apache-2.0
// For whoever watches the program: does it run, can it store. Anybody may ask, so an answer names no file and no machine.
#include "platform/server/handlers/handlers.hpp"

namespace anju::server::health {
namespace {

Response said(std::string_view line, int status = 200) {
    Response response;
    response.status = status;
    response.body = line;
    if (status != 200) response.with("Retry-After", "1");
    return response.with("Content-Type", "text/plain; charset=utf-8");
}

std::string_view sentence(std::string_view code) {
    if (code == "disk_full") return "磁盘满了，什么也存不下。 The disk is full, so nothing can be stored.\n";
    if (code == "read_only") return "数据库只能读，不能写。 The database can be read but not written.\n";
    if (code == "database_gone") return "数据库文件不见了。 The file of the database is gone.\n";
    if (code == "busy") return "数据库太忙，或被别的程序锁住。 The database is busy, or locked by another program.\n";
    return "连不上数据库，或者它写不了。 The database cannot be reached, or cannot write.\n";
}

}  // namespace

Response alive(const Asked&) { return said("ok\n"); }

Response ready(const Asked& asked) {
    const auto state = asked.repository().ready(asked.now());
    if (state) return said("ready\n");
    (void)refused(state.error());  // tells the log why
    return said(sentence(state.error().code), 503);
}

Response unanswered() { return said("数据库没有回答。 The database does not answer.\n", 503); }

}  // namespace anju::server::health
