// SPDX-License-Identifier: Apache-2.0
// A database that counts what happens to it.
#pragma once

#include <memory>
#include <utility>

#include "platform/server/storage/database.hpp"
#include "platform/server/storage_figures.hpp"

namespace anju::server {

class MeasuredDatabase : public Database {
  public:
    MeasuredDatabase(std::unique_ptr<Database> database, std::shared_ptr<StorageFigures> figures)
        : database_(std::move(database)), figures_(std::move(figures)) {}
    Dialect dialect() const override { return database_->dialect(); }
    Stored<void> write(const Body& body, Urgency urgency = Urgency::Routine) override {
        struct Counted {
            StorageFigures& figures;
            explicit Counted(StorageFigures& f) : figures(f) { ++figures.writing; }
            ~Counted() { --figures.writing; }
        };
        const Counted counted(*figures_);
        return looked_at(database_->write(body, urgency));
    }
    Stored<void> read(const Body& body) override { return looked_at(database_->read(body)); }

  private:
    Stored<void> looked_at(Stored<void> done) {
        if (!done && done.error().kind == Trouble::Unavailable) figures_->trouble(done.error().code);
        return done;
    }
    std::unique_ptr<Database> database_;
    std::shared_ptr<StorageFigures> figures_;
};

}  // namespace anju::server
