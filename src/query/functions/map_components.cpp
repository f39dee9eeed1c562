#include "query/functions/map_components.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "query/functions/arguments.hpp"

namespace entente {

const Value* MapComponents::find(std::string_view key) {
  known_.emplace_back(key);
  const auto found = map_.find(key);
  return found == map_.end() || found->second.is_null() ? nullptr : &found->second;
}

Part MapComponents::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_integer()) throw_type(fmt::format("`{}` of {}", key, function_), "an integer", *value);
  if (value->integer() < least || value->integer() > most) {
    throw_argument(
        fmt::format("`{}` of {} is {}; it lies from {} to {}", key, function_, value->integer(), least, most));
  }
  return value->integer();
}

void MapComponents::refuse_unknown() const {
  for (const auto& [key, value] : map_) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::string near = nearest(key, known_);
    throw Error(ErrorCode::kArgument, fmt::format("{} has no component `{}`", function_, key))
        .with_hint(near.empty() ? fmt::format("it has {}", fmt::join(known_, ", "))
                                : fmt::format("did you mean `{}`?", near));
  }
}

}  // namespace entente
