// Reading samples of tables, and trying the map that is proposed for them.
#include "entente/columns_proposal.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/hash_map.hpp"
#include "base/shortened.hpp"
#include "base/text.hpp"
#include "entente/formats.hpp"
#include "formats/cell.hpp"
#include "formats/columns/plan.hpp"
#include "formats/columns/propose.hpp"
#include "formats/data_sink.hpp"
#include "formats/files.hpp"
#include "formats/readers.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string words_of_delimiter(char delimiter) {
  switch (delimiter) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    default:
      return fmt::format("`{}`", delimiter);
  }
}

// The sample as CSV in UTF-8, to be read by the map as a file would be.
std::string text_of(const TableSample& table) {
  std::string text;
  const auto add = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      std::string field = row[i];
      for (std::size_t at = field.find('"'); at != std::string::npos; at = field.find('"', at + 2))
        field.insert(at, 1, '"');
      if (!field.empty()) text += fmt::format("\"{}\"", field);
    }
    text += '\n';
  };
  add(table.header);
  for (const auto& row : table.rows) add(row);
  return text;
}

// What reading the samples gives.
struct Trial {
  HashMap<std::string, std::string> names;  // of all entities, by key
  std::vector<EntityFact> described;
  std::vector<RelationFact> relations;
  std::size_t rejected = 0;
};

// An example is for the eye.
std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 160;
  return cut(text, kLongest);
}

std::string name_in(const EntityFact& entity) {
  for (const PropertyFact& p : entity.properties)
    if (p.key == "name") return cell_text(p.value, {});
  return entity.key;
}

Trial try_map(std::span<const TableSample> tables, const std::string& map) {
  Trial trial;
  std::vector<EntityFact> mentions;
  DataSink sink;
  sink.entity = [&](EntityFact&& fact) {
    trial.names.insert_or_assign(fact.key, name_in(fact));
    trial.described.push_back(std::move(fact));
  };
  sink.mention = [&](EntityFact&& fact) { mentions.push_back(std::move(fact)); };
  sink.relation = [&](RelationFact&& fact) { trial.relations.push_back(std::move(fact)); };
  sink.ontology = [](Ontology&&) {};
  sink.reject = [&](Rejection&&) { ++trial.rejected; };
  for (const TableSample& table : tables) {
    std::istringstream in(text_of(table));
    ReadOptions options;
    options.file = table.file;
    options.columns = map;
    read_csv(in, options, sink);
  }
  for (const EntityFact& fact : mentions) trial.names.try_emplace(fact.key, name_in(fact));
  const auto is_unknown = [&](const RelationFact& r) {
    return !trial.names.contains(r.from) || !trial.names.contains(r.to);
  };
  const auto unknown = std::stable_partition(trial.relations.begin(), trial.relations.end(),
                                             [&](const RelationFact& r) { return !is_unknown(r); });
  trial.rejected += static_cast<std::size_t>(trial.relations.end() - unknown);
  trial.relations.erase(unknown, trial.relations.end());
  return trial;
}

std::string details(const std::optional<Validity>& validity, const std::vector<PropertyFact>& properties,
                    const Attribution& attribution, const Trial& trial) {
  std::string text;
  if (validity) text += ", " + entente::text_of(*validity);
  for (const PropertyFact& p : properties)
    if (p.key != "name") text += fmt::format("; {}: {}", p.key, shown(cell_text(p.value, {})));
  for (const SourceRef& source : attribution.sources) {
    const auto name = trial.names.find(source.source);
    text += "; source: " + shown(name == trial.names.end() ? source.source : name->second);
  }
  return text;
}

std::vector<std::string> examples_of(const Trial& trial) {
  std::vector<std::string> examples;
  if (!trial.described.empty()) {
    const EntityFact& e = trial.described.front();
    examples.push_back(fmt::format("({}) {}{}", fmt::join(e.types, ", "), shown(name_in(e)),
                                   details(e.validity, e.properties, e.attribution, trial)));
  }
  const std::size_t relations = std::min<std::size_t>(trial.relations.size(), 2 - examples.size());
  for (std::size_t i = 0; i < relations; ++i) {
    const RelationFact& r = trial.relations[i];
    examples.push_back(fmt::format("({}) {} → {}{}", r.type, shown(trial.names.at(r.from)), shown(trial.names.at(r.to)),
                                   details(r.validity, r.properties, r.attribution, trial)));
  }
  if (examples.size() < 2 && trial.described.size() > 1) {
    const EntityFact& e = trial.described[1];
    examples.push_back(fmt::format("({}) {}{}", fmt::join(e.types, ", "), shown(name_in(e)),
                                   details(e.validity, e.properties, e.attribution, trial)));
  }
  return examples;
}

std::string gives(const TablePlan& plan) {
  const std::string kind = plan.is_relation ? "a row is a relation" : "a row is an entity";
  const bool is_in_column = plan.types.back().starts_with('{');
  if (!is_in_column) return fmt::format("{} of type {}", kind, plan.types.front());
  return plan.types.size() == 1 ? kind + " of the type that it says"
                                : fmt::format("{} of type {}, and of the type that it says", kind, plan.types.front());
}

// What no column shows: rows that the map can't cut as the header is cut.
void remark_on_rows(const TableSample& table, std::vector<std::string>& remarks) {
  const auto is_wide = [&](const auto& row) { return row.size() > table.header.size(); };
  if (const auto wide = std::count_if(table.rows.begin(), table.rows.end(), is_wide); wide > 0)
    remarks.push_back(fmt::format("{} of {} rows have more fields than the header; they are rejected", wide,
                                  table.rows.size() + table.broken));
  if (table.broken > 0)
    remarks.push_back(fmt::format("{} of {} rows can't be read, and are rejected: {}", table.broken,
                                  table.rows.size() + table.broken, table.broken_first));
}

bool can_be_read_twice(const std::string& file) {
  std::error_code ignored;
  return file != "-" && fs::is_regular_file(fs::status(file, ignored));
}

}  // namespace

ColumnsProposal propose_columns(std::span<const TableSample> tables) {
  ColumnsProposal proposal;
  if (tables.empty()) return proposal;
  std::vector<TablePlan> plans = plan_tables(tables);
  proposal.map = map_of_plans(tables, plans);
  const Trial trial = try_map(tables, map_of_plans(tables, plans, false));
  proposal.entities = trial.names.size();
  proposal.relations = trial.relations.size();
  proposal.rejected = trial.rejected;
  proposal.examples = examples_of(trial);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const TableSample& table = tables[t];
    proposal.dates += plans[t].dates;
    proposal.dates_read += plans[t].dates_read;
    ProposedTable told{table.file,
                       gives(plans[t]),
                       words_of_delimiter(table.delimiter),
                       table.encoding.empty() ? "UTF-8" : table.encoding,
                       table.rows.size() + table.broken,
                       table.whole,
                       {},
                       {}};
    for (std::size_t c = 0; c < table.header.size(); ++c)
      told.columns.push_back({table.header[c], std::move(plans[t].columns[c].becomes)});
    told.remarks = std::move(plans[t].remarks);
    remark_on_rows(table, told.remarks);
    proposal.rejected += table.broken;
    proposal.tables.push_back(std::move(told));
  }
  return proposal;
}

Result<ColumnsProposal> propose_columns(const std::vector<std::string>& files, const std::string& format_name,
                                        const ReadLimits& limits) {
  try {
    std::vector<TableSample> tables;
    for (const std::string& file : files) {
      const Format* format = format_name.empty() ? format_to_read(file) : find_format(format_name);
      if (!format || (format->name != "csv" && format->name != "tsv")) continue;
      if (!can_be_read_twice(file))
        return Error(ErrorCode::kArgument, fmt::format("{} can be read only once, and a map is made of a first look",
                                                       file == "-" ? "standard input" : file))
            .with_hint("write it to a file first");
      const std::string name = fs::path(file).filename().string();
      if (std::any_of(tables.begin(), tables.end(), [&](const TableSample& t) { return t.file == name; }))
        return Error(ErrorCode::kArgument, fmt::format("two tables are called {}, and a map knows them by name", name))
            .with_hint("import one after the other, or rename one");
      InputFile in(file, limits);
      try {
        tables.push_back(read_sample(in.stream(), file, format->name == "tsv" ? '\t' : ',', limits));
        require_own_header(tables.back().header, file);
      } catch (Error& error) {
        if (error.file.empty()) error.file = file;
        throw;
      }
      if (tables.back().header.empty())
        return Error(ErrorCode::kInvalidData, "the table has no header to make a map of").with_place(file, 1);
      if (tables.back().rows.empty()) return no_rows(tables.back()).with_place(file, 1);
    }
    return propose_columns(std::span<const TableSample>(tables));
  } catch (const Error& error) {
    return error;
  }
}

Result<void> write_map(const ColumnsProposal& proposal, const std::string& path) {
  std::error_code ignored;
  if (fs::is_regular_file(fs::status(path, ignored)))
    return Error(ErrorCode::kArgument, fmt::format("{} is there already", path))
        .with_hint("remove it, or name another file for the map");
  try {
    OutputFile out(path);
    out.stream() << proposal.map;
    out.commit();
    return {};
  } catch (const Error& error) {
    return error;
  }
}

Error no_rows(const TableSample& table) {
  if (table.broken > 0)
    return Error(ErrorCode::kInvalidData, fmt::format("no row behind the header can be read: {}", table.broken_first));
  return Error(ErrorCode::kInvalidData, "the table has no rows behind its header")
      .with_hint("a map is made of what stands in its columns; without rows there is nothing to import");
}

void require_own_header(const std::vector<std::string>& header, const std::string& file) {
  const std::string stem = fs::path(file).stem().string();
  for (const std::string& column : header)
    if (column.ends_with(":ID") || column.ends_with(":START_ID"))
      throw Error(ErrorCode::kInvalidData, "the columns of a table become facts by a column map, and none is given")
          .with_hint(fmt::format("the header is that of Neo4j's bulk import: call the file {}.{}.csv, so that files of "
                                 "nodes and of relationships are read in one command",
                                 stem.empty() || file == "-" ? "NAME" : stem,
                                 column.ends_with(":ID") ? "nodes" : "relationships"));
}

}  // namespace entente
