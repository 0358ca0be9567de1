// SPDX-License-Identifier: Apache-2.0
// Several lambdas as one visitor of a variant.
#pragma once

namespace anju::model {

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace anju::model
