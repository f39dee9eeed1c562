#include "formats/columns/facts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include <absl/hash/hash.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/columns/date_guess.hpp"
#include "formats/columns/merge.hpp"

namespace entente {
namespace {

constexpr std::size_t kNoField = static_cast<std::size_t>(-1);  // $row, $line and $file
constexpr std::size_t kRowSlot = 0, kLineSlot = 1, kFileSlot = 2;

std::string words_of(const Error& error) {
  return error.hint.empty() ? error.message : error.message + "; " + error.hint;
}

}  // namespace

std::vector<std::size_t> resolve_columns(const ColumnsMap& map, const std::vector<std::string>& header) {
  std::vector<std::size_t> fields;
  for (const MappedColumn& column : map.columns) {
    if (fields.size() <= kFileSlot) {
      fields.push_back(kNoField);
      continue;
    }
    const auto found = std::find(header.begin(), header.end(), column.name);
    if (found == header.end()) {
      const std::string near = nearest(column.name, header);
      if (header.size() == 1)
        for (const char other : {',', ';', '\t', '|'})
          if (other != map.dialect.delimiter && header.front().find(other) != std::string::npos)
            throw Error(ErrorCode::kInvalidData,
                        fmt::format("the file is read as one column, `{}`, and the column map names `{}`",
                                    header.front(), column.name))
                .with_hint(fmt::format("it is separated by something else than `{}`: add \"delimiter\": \"{}\" to the "
                                       "column map",
                                       map.dialect.delimiter,
                                       other == '\t' ? std::string("\\t") : std::string(1, other)));
      throw Error(ErrorCode::kInvalidData,
                  fmt::format("the column map names the column `{}`, and the file has none of that name", column.name))
          .with_hint(near.empty() ? fmt::format("it has {}", fmt::join(header, ", "))
                                  : fmt::format("did you mean `{}`?", near));
    }
    fields.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  return fields;
}

ColumnsFacts::ColumnsFacts(const ColumnsMap& map, std::vector<std::size_t> fields, std::size_t width,
                           const ReadOptions& options, const DataSink& sink)
    : map_(map),
      fields_(std::move(fields)),
      width_(width),
      options_(options),
      sink_(sink),
      cells_(map.columns.size()),
      replaced_(map.columns.size()) {
  replaced_[kFileSlot] = std::filesystem::path(options.file).filename().string();
  cells_[kFileSlot].text = replaced_[kFileSlot];
  for (const std::size_t slot : {kRowSlot, kLineSlot, kFileSlot}) cells_[slot].has_value = true;
  for (const ColumnsFact& fact : map.facts)
    if (fact.valid)
      for (const Template* from : {&fact.valid->at, &fact.valid->start, &fact.valid->end})
        if (from->plain_slot() > kFileSlot) dates_[from->plain_slot()].forms = &fact.valid->forms;
}

void ColumnsFacts::fill_cells(const CsvReader& row, std::uint64_t number) {
  replaced_[kRowSlot] = std::to_string(number);
  replaced_[kLineSlot] = std::to_string(row.line());
  for (const std::size_t slot : {kRowSlot, kLineSlot}) cells_[slot].text = replaced_[slot];
  line_ = row.line();
  for (std::size_t slot = kFileSlot + 1; slot < cells_.size(); ++slot) {
    ColumnCell& cell = cells_[slot];
    cell.text = fields_[slot] < row.size() ? row.field(fields_[slot]) : std::string_view();
    if (map_.trim) cell.text = trim_blanks(cell.text);
    if (!map_.columns[slot].replacements.empty()) {
      replaced_[slot].assign(cell.text);
      for (const ColumnsReplacement& r : map_.columns[slot].replacements)
        RE2::GlobalReplace(&replaced_[slot], *r.match, r.with);
      cell.text = replaced_[slot];
    }
    cell.has_value = std::find(map_.no_value.begin(), map_.no_value.end(), cell.text) == map_.no_value.end();
  }
}

bool ColumnsFacts::applies(const ColumnsFact& fact) const {
  return std::all_of(fact.when.begin(), fact.when.end(), [&](const ColumnCondition& c) {
    const ColumnCell& cell = cells_[c.slot];
    const bool holds = cell.has_value &&
                       (!c.match || RE2::PartialMatch(re2::StringPiece(cell.text.data(), cell.text.size()), *c.match));
    return holds != c.negated;
  });
}

bool ColumnsFacts::text_of(const Template& from, std::string& text) {
  text.clear();
  std::size_t slot = 0;
  try {
    return from.append_to(text, cells_, slot);
  } catch (const Error& error) {
    throw Refused{words_of(error), slot};
  }
}

std::string ColumnsFacts::required(const Template& from, std::string_view what) {
  std::string text;
  std::size_t slot = 0;
  try {
    if (!from.append_to(text, cells_, slot))
      throw Refused{fmt::format("it has no value, and `{}` needs one", what), slot};
  } catch (const Error& error) {
    throw Refused{words_of(error), slot};
  }
  if (text.empty()) throw Refused{fmt::format("`{}` is empty", what), from.first_slot()};
  return text;
}

std::optional<Validity> ColumnsFacts::validity(const ColumnsTime& time) {
  std::string start, end;
  std::optional<Validity> made;
  const auto of = [&](const Template& from, std::string& text) {
    if (from.empty() || !text_of(from, text)) text.clear();
  };
  if (!time.at.empty()) {
    of(time.at, start);
    if (start.empty()) return std::nullopt;
    auto read = read_date(start, time.forms, time.meaning);
    if (!read.ok()) throw Refused{words_of(read.error()), time.at.first_slot()};
    made = std::move(*read);
  } else {
    of(time.start, start);
    of(time.end, end);
    auto read = read_dates(start, end, time.forms, time.meaning, time.no_start, time.no_end);
    if (!read.ok()) {
      // Which of the two it is: the one that can't be read alone, else the end.
      const bool is_start = !start.empty() && start != ".." &&
                            !read_date(start, time.forms, {Extent::kWithin, false, time.meaning.calendar}).ok();
      throw Refused{words_of(read.error()), (is_start || time.end.empty() ? time.start : time.end).first_slot()};
    }
    made = std::move(*read);
  }
  if (made && !time.phrase.empty() && text_of(time.phrase, start)) made->phrase = start;
  return made;
}

Value ColumnsFacts::converted(const ColumnsProperty& property, std::string_view text, std::size_t slot) const {
  const auto refuse = [&](std::string_view what) -> Refused {
    return {fmt::format("`{}` is no {}", text, what), slot};
  };
  switch (property.type) {
    case ColumnType::kString:
      return text;
    case ColumnType::kInteger: {
      std::int64_t number = 0;
      const char* from = text.data() + (text.starts_with('+') ? 1 : 0);
      const auto [end, error] = std::from_chars(from, text.data() + text.size(), number);
      if (error == std::errc::result_out_of_range) throw refuse("integer of 64 bits");
      if (error != std::errc() || end != text.data() + text.size()) throw refuse("integer");
      return number;
    }
    case ColumnType::kFloat: {
      std::string plain(text.substr(text.starts_with('+') ? 1 : 0));
      if (map_.decimal_comma) {
        plain.erase(std::remove(plain.begin(), plain.end(), '.'), plain.end());
        std::replace(plain.begin(), plain.end(), ',', '.');
      }
      double number = 0;
      const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
      if (error != std::errc() || end != plain.data() + plain.size()) throw refuse("number");
      return number;
    }
    case ColumnType::kBoolean: {
      const std::string word = fold(text);
      const auto is_one_of = [&](const std::vector<std::string>& words) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return fold(w) == word; });
      };
      if (is_one_of(property.true_words)) return true;
      if (is_one_of(property.false_words)) return false;
      throw refuse("truth value");
    }
    case ColumnType::kPeriod: {
      auto read = read_date(text, property.forms, {});
      if (!read.ok()) throw Refused{words_of(read.error()), slot};
      return std::move(*read);
    }
  }
  return {};
}

void ColumnsFacts::read_properties(const ColumnsFact& fact, std::vector<PropertyFact>& into) {
  std::string text;
  for (const ColumnsProperty& property : fact.properties) {
    PropertyFact made{property.key, {}, std::nullopt};
    if (property.constant) {
      made.value = *property.constant;
    } else {
      if (!text_of(property.text, text) || text.empty()) continue;
      const std::size_t slot = property.text.first_slot();
      if (property.is_list) {
        List list;
        std::string_view rest = text;
        for (bool more = true; more;) {
          const std::size_t at = property.separator.empty() ? std::string_view::npos : rest.find(property.separator);
          const std::string_view item = map_.trim ? trim_blanks(rest.substr(0, at)) : rest.substr(0, at);
          if (!item.empty()) list.push_back(converted(property, item, slot));
          more = at != std::string_view::npos;
          if (more) rest.remove_prefix(at + property.separator.size());
        }
        if (list.empty()) continue;
        made.value = std::move(list);
      } else {
        made.value = converted(property, text, slot);
      }
    }
    if (property.valid) made.validity = validity(*property.valid);
    into.push_back(std::move(made));
  }
}

Attribution ColumnsFacts::attribution(const ColumnsFact& fact) {
  Attribution made;
  made.provenance = fact.provenance;
  std::string text;
  for (const Template& source : fact.sources) {
    if (!text_of(source, text) || text.empty()) continue;
    const std::size_t hash = text.find('#');
    if (hash == 0) throw Refused{fmt::format("the source `{}` has no key", text), source.first_slot()};
    made.sources.push_back({text.substr(0, hash), hash == std::string::npos ? "" : text.substr(hash + 1)});
  }
  return made;
}

void ColumnsFacts::read_entity(const ColumnsFact& fact) {
  EntityFact entity;
  entity.key = required(fact.id, "id");
  std::string type;
  for (const Template& t : fact.types)
    if (text_of(t, type) && !type.empty()) entity.types.push_back(type);
  if (entity.types.empty()) throw Refused{"it has no value, and `type` needs one", fact.types.front().first_slot()};
  if (fact.valid) entity.validity = validity(*fact.valid);
  read_properties(fact, entity.properties);
  entity.attribution = attribution(fact);
  entity.origin = {options_.number, line_};
  if (fact.repeated == Repeated::kMerge) {
    if (const auto known = merged_index_.find(entity.key); known != merged_index_.end())
      if (std::string clash = clash_of(merged_[known->second], entity); !clash.empty())
        throw Refused{clash, fact.id.first_slot()};
  } else if (!is_new(fact, entity)) {
    return;
  }
  entities_.emplace_back(&fact, std::move(entity));
}

void ColumnsFacts::read_relation(const ColumnsFact& fact) {
  RelationFact relation;
  if (!fact.id.empty()) relation.key = required(fact.id, "id");
  relation.type = required(fact.types.front(), "type");
  relation.from = required(fact.from, "from");
  relation.to = required(fact.to, "to");
  if (fact.valid) relation.validity = validity(*fact.valid);
  read_properties(fact, relation.properties);
  relation.attribution = attribution(fact);
  relation.origin = {options_.number, line_};
  relations_.push_back(std::move(relation));
}

// Whether no row before gave the entity. Kept are 32 bytes for each.
bool ColumnsFacts::is_new(const ColumnsFact& fact, const EntityFact& entity) {
  if (fact.repeated == Repeated::kError) return true;
  const std::array<std::uint64_t, 2> key = {absl::HashOf(entity.key), absl::HashOf(1, entity.key)};
  const std::uint64_t content = fact.repeated == Repeated::kSame ? content_hash(entity) : 0;
  const auto [seen, is_new] = seen_.try_emplace(key, Seen{content, line_});
  if (!is_new && seen->second.content != content)
    throw Refused{
        fmt::format("`{}` is described in another way than in line {}; the column map says by `repeated` what "
                    "is to become of it: first, merge or mention",
                    entity.key, seen->second.line),
        fact.id.first_slot()};
  if (is_new) marked_.push_back(key);
  return is_new;
}

void ColumnsFacts::merge(EntityFact&& entity) {
  const auto [known, is_new] = merged_index_.try_emplace(entity.key, merged_.size());
  if (is_new)
    merged_.push_back(std::move(entity));
  else
    merge_into(merged_[known->second], std::move(entity));
}

void ColumnsFacts::refuse(const CsvReader& row, const Refused& refused) {
  const std::size_t field = fields_[refused.slot];
  TextPlace place{row.line(), 1};
  std::string where;
  if (field < row.size()) {
    place = row.place_of(field);
    where = fmt::format("column {} (`{}`): ", place.column, map_.columns[refused.slot].name);
  }
  sink_.reject({{options_.number, place.line}, where + refused.reason});
}

// All dates of the row, not the first that is wrong alone.
void ColumnsFacts::note_dates(const CsvReader& row) {
  constexpr std::size_t kMostUnread = 1000;
  for (auto& [slot, column] : dates_) {
    if (!cells_[slot].has_value || column.unread.size() == kMostUnread) continue;
    std::string text(cells_[slot].text);
    if (text == ".." || read_date(text, *column.forms, {}).ok()) continue;
    column.unread.push_back(std::move(text));
    column.lines.push_back(row.line());
  }
}

// Names the forms of date that would read what was refused.
void ColumnsFacts::advise_of_dates() {
  if (!sink_.advise) return;
  for (const auto& [slot, column] : dates_) {
    if (column.unread.empty()) continue;
    const DateGuess guess = guess_dates(column.unread);
    if (guess.read == 0) continue;
    const std::size_t edtf = guess.read - guess.english - guess.of_form;
    std::vector<std::string> forms, names;
    for (const DateForm& form : *column.forms) forms.push_back("\"" + form.text() + "\"");
    const auto add = [&](std::size_t count, std::string form, std::string_view name) {
      if (count == 0) return;
      names.emplace_back(name);
      forms.push_back("\"" + std::move(form) + "\"");
    };
    add(edtf, "edtf", "EDTF");
    add(guess.english, "english", "English");
    add(guess.of_form, guess.form, guess.form);
    // The first that would be read so is the example.
    std::vector<DateForm> further = plain_forms();
    if (!guess.form.empty()) further.emplace_back(guess.form);
    std::size_t example = 0;
    while (example + 1 < column.unread.size() && !read_date(column.unread[example], further, {}).ok()) ++example;
    sink_.advise(
        {{options_.number, column.lines[example]},
         fmt::format("`{}`: {} of {} read as {}: add \"dates\": [{}] to the column map", map_.columns[slot].name,
                     guess.read, column.values, fmt::join(names, " or "), fmt::join(forms, ", ")),
         column.unread[example],
         guess.read});
  }
}

void ColumnsFacts::read(const CsvReader& row, std::uint64_t number) {
  if (row.size() > width_ || (row.size() < width_ && !map_.fill_short_rows)) {
    const TextPlace place = row.place_of(row.size() > width_ ? width_ : row.size() - 1);
    sink_.reject(
        {{options_.number, place.line},
         fmt::format("column {}: the row has {} fields, and there are {} columns", place.column, row.size(), width_)});
    return;
  }
  fill_cells(row, number);
  for (auto& [slot, column] : dates_) column.values += cells_[slot].has_value ? 1 : 0;
  entities_.clear();
  relations_.clear();
  marked_.clear();
  try {
    for (const ColumnsFact& fact : map_.facts) {
      if (!applies(fact)) continue;
      if (fact.is_relation)
        read_relation(fact);
      else
        read_entity(fact);
    }
  } catch (const Refused& refused) {
    for (const auto& key : marked_) seen_.erase(key);
    note_dates(row);
    refuse(row, refused);
    return;
  }
  for (auto& [fact, entity] : entities_) {
    if (fact->repeated == Repeated::kMerge)
      merge(std::move(entity));
    else if (fact->repeated != Repeated::kMention)
      sink_.entity(std::move(entity));
    else if (sink_.mention)
      sink_.mention(std::move(entity));
  }
  for (RelationFact& relation : relations_) sink_.relation(std::move(relation));
}

void ColumnsFacts::finish() {
  for (EntityFact& entity : merged_) sink_.entity(std::move(entity));
  merged_.clear();
  merged_index_.clear();
  advise_of_dates();
}

}  // namespace entente
