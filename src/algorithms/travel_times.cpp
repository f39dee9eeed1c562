#include "algorithms/travel_times.hpp"

#include "entente/error.hpp"
#include "entente/time/duration.hpp"
#include "graph/statement.hpp"

namespace entente {

std::int64_t TravelTimes::of_one(const View& view, Edge e) const {
  if (!key_) {
    const SymbolId type = view.graph().type(e);
    return type.value < of_type_.size() ? of_type_[type.value] : 0;
  }
  const Value told = view.edge_property(e, *key_);
  if (told.is_null()) return 0;
  const auto fail = [&](const std::string& why) {
    return Error(ErrorCode::kArgument, "`" + std::string(view.graph().symbol_name(*key_)) + "` of \"" +
                                           statement(view.graph(), e) + "\" is no time of travel: " + why)
        .with_hint("a time of travel is a duration in text, such as 'PT2H' or 'P3D'");
  };
  if (!told.is_string()) throw fail("it is " + std::string(name(told.type())));
  const Result<Duration> amount = read_duration(told.string());
  const Result<std::int64_t> seconds = amount.ok() ? seconds_of(*amount) : Result<std::int64_t>(amount.error());
  if (!seconds.ok()) throw fail("'" + told.string() + "': " + seconds.error().message);
  return *seconds;
}

}  // namespace entente
