// SPDX-License-Identifier: Apache-2.0
// The fields of what a relative may do; fields.hpp says how they are read.
#pragma once

#include "platform/contract/fields_visit.hpp"
#include "platform/contract/rights.hpp"

namespace anju::contract {

template <class F, Of<Rights> V>
void fields(F& f, V& v) {
    f.required("message", v.message);
    f.required("visit", v.visit);
    f.required("order", v.order);
    f.required("health", v.health);
}

template <class F, Of<MayDo> V>
void fields(F& f, V& v) {
    f.required("member", v.member);
    f.required("rights", v.rights);
    f.optional("who", v.who);
    f.optional("at", v.at);
    f.required("change", v.change);
}

template <class F, Of<RightsEdit> V>
void fields(F& f, V& v) {
    f.required("rights", v.rights);
    f.required("seen", v.seen);
}

}  // namespace anju::contract
