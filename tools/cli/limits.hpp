// Options that say how much is read at most.
#pragma once

#include <string>

#include "entente/read_limits.hpp"

namespace CLI {
class App;
}

namespace entente::cli {

void declare_max_record(CLI::App& app, ReadLimits& limits, const std::string& what);
void declare_max_unpacked(CLI::App& app, ReadLimits& limits);

}  // namespace entente::cli
