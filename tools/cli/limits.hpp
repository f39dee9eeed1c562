// Options that say how much is read at most.
#pragma once

#include <string>

#include "entente/read_limits.hpp"

namespace entente::cli {

class ArgumentParser;

void declare_max_record(ArgumentParser& parser, ReadLimits& limits, const std::string& what);
void declare_max_unpacked(ArgumentParser& parser, ReadLimits& limits);

}  // namespace entente::cli
