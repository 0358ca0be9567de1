// SPDX-License-Identifier: Apache-2.0
// What a program and all its descendants use, read from /proc.
#pragma once

#include <sys/types.h>

#include <vector>

namespace anju::bench {

std::vector<pid_t> process_tree(pid_t root);
double cpu_ms(pid_t root);  // on a CPU since their start, all threads, from schedstat
double pss_mb(pid_t root);  // proportional set size

}  // namespace anju::bench
