// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/process_tree.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace anju::bench {
namespace fs = std::filesystem;

namespace {

std::map<pid_t, std::vector<pid_t>> children() {
    std::map<pid_t, std::vector<pid_t>> result;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator("/proc", gone)) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream stat(entry.path() / "stat");
        std::string text;
        std::getline(stat, text);
        const auto end = text.rfind(')');  // the name may hold blanks and brackets
        if (end == std::string::npos) continue;
        pid_t parent = 0;
        if (std::sscanf(text.c_str() + end + 1, " %*c %d", &parent) == 1)
            result[parent].push_back(std::stoi(name));
    }
    return result;
}

}  // namespace

std::vector<pid_t> process_tree(pid_t root) {
    const auto all = children();
    std::vector<pid_t> tree{root};
    for (std::size_t i = 0; i < tree.size(); ++i)
        if (auto it = all.find(tree[i]); it != all.end()) tree.insert(tree.end(), it->second.begin(), it->second.end());
    return tree;
}

double cpu_ms(pid_t root) {
    double ns = 0;
    for (pid_t pid : process_tree(root)) {
        std::error_code gone;
        for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(pid) + "/task", gone)) {
            std::ifstream file(task.path() / "schedstat");
            double on_cpu = 0;
            if (file >> on_cpu) ns += on_cpu;
        }
    }
    return ns / 1e6;
}

double pss_mb(pid_t root) {
    double kb = 0;
    for (pid_t pid : process_tree(root)) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
        for (std::string line; std::getline(file, line);)
            if (line.starts_with("Pss:")) kb += std::stod(line.substr(4));
    }
    return kb / 1024;
}

}  // namespace anju::bench
