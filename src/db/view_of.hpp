// The view that the options of a call ask for, where no query does.
#pragma once

#include <optional>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/table.hpp"
#include "entente/options.hpp"

namespace entente {

// At the date, by the sources and under the reading of the options; a source that nothing names is a warning. Throws
// kSyntax, kArgument for the date.
View view_of(const TemporalGraph& graph, const QueryOptions& options, std::vector<Warning>& warnings);

// What a result at the view was read at, but for what is withheld.
ReadAt read_at_of(const View& view, const QueryOptions& options);

// Counts, of the facts that it looks at, those that a view at a date leaves out and another would keep: one of a weaker
// reading, or of a long slice one of what held at some time in it.
class WithheldCount {
 public:
  // `view` must outlive it.
  explicit WithheldCount(const View& view);

  void look_at_vertex(Vertex v);
  void look_at_edge(Edge e);
  const Withheld& withheld() const { return withheld_; }

 private:
  void count(std::optional<Reading> certainty);

  const View& view_;
  const View possible_, within_;
  const bool counts_, is_long_;
  Withheld withheld_;
};

}  // namespace entente
