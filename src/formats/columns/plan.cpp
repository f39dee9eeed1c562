#include "formats/columns/plan.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/hash_map.hpp"
#include "base/text.hpp"
#include "formats/columns/column_values.hpp"
#include "formats/columns/column_words.hpp"
#include "formats/columns/date_guess.hpp"
#include "formats/columns/dates.hpp"
#include "formats/columns/template.hpp"

namespace entente {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr const char* kPlainType = "Thing";

// A place of a template; false where the name of the column can't stand in one.
bool can_be_named(const std::string& column) {
  return !column.empty() && column.find_first_of("{}|") == std::string::npos && column.front() != '$';
}

std::string place(const std::string& column, std::string_view step = {}) {
  return step.empty() ? fmt::format("{{{}}}", column) : fmt::format("{{{}|{}}}", column, step);
}

// A name that a query can write without quotes, where the column's is none.
std::string key_of(const std::string& column) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (static_cast<unsigned char>(c) & 0x80) != 0;
  };
  if (std::all_of(column.begin(), column.end(), is_plain)) return column;
  std::string key = words_of_name(column);
  std::replace(key.begin(), key.end(), ' ', '_');
  return key.empty() ? column : key;
}

std::string quoted(const std::string& text) {
  return "`" + text + "`";
}

std::string counted_dates(std::size_t read, std::size_t all) {
  return all == 0 ? "no dates in it yet" : fmt::format("{} of {} dates read", read, all);
}

bool is_of_time(ColumnWord word) {
  return word == ColumnWord::kStart || word == ColumnWord::kEnd || word == ColumnWord::kDate;
}

class Planner {
 public:
  explicit Planner(std::span<const TableSample> tables)
      : tables_(tables), plans_(tables.size()), parts_(tables.size()) {
    for (std::size_t t = 0; t < tables.size(); ++t) {
      Part& part = parts_[t];
      plans_[t].columns.resize(tables[t].header.size());
      for (std::size_t c = 0; c < tables[t].header.size(); ++c) {
        part.values.push_back(values_of(tables[t], c));
        part.words.push_back(word_of_column(tables[t].header[c]));
      }
      part.type = type_of_file(tables[t].file);
      std::vector<std::string> dates;
      for (std::size_t c = 0; c < part.words.size(); ++c)
        if (is_of_time(part.words[c]))
          dates.insert(dates.end(), part.values[c].filled.begin(), part.values[c].filled.end());
      part.date_form = further_form(dates);
    }
  }

  std::vector<TablePlan> plan() {
    for (std::size_t t = 0; t < tables_.size(); ++t) find_unusable(t);
    for (std::size_t t = 0; t < tables_.size(); ++t) find_pair(t);
    for (std::size_t t = 0; t < tables_.size(); ++t)
      if (!plans_[t].is_relation) find_membership(t);
    for (std::size_t t = 0; t < tables_.size(); ++t)
      if (!plans_[t].is_relation) find_own(t);
    for (std::size_t t = 0; t < tables_.size(); ++t)
      if (!plans_[t].is_relation) find_references(t);
    for (std::size_t t = 0; t < tables_.size(); ++t)
      if (!plans_[t].is_relation) plan_entities(t);
    mark_shared_ids();
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      if (plans_[t].is_relation) plan_relations(t);
      plan_rest(t);
      remark_on_header(t);
    }
    return std::move(plans_);
  }

 private:
  struct Part {
    std::vector<ColumnValues> values;
    std::vector<ColumnWord> words;
    std::vector<bool> usable, taken;
    std::string type;       // of the file's name; may be empty
    std::string date_form;  // besides EDTF and English, as some column of it shows
    // Of a table of entities: what names them; kNone: nothing.
    std::size_t id = kNone, name = kNone;
    std::pair<std::size_t, std::size_t> full_name = {kNone, kNone};  // a given name and a family name
    HashSet<std::string> ids, names;
    bool by_id = false;   // ids are those of the column, else made of names
    bool by_slug = true;  // names can become ids by `slug`
    std::string prefix;   // of ids that several tables have
    // Of a table of relations.
    std::size_t from = kNone, to = kNone;
    std::string relation;  // its type where no column says it; empty: that of the file's name
  };

  const std::string& header(std::size_t t, std::size_t c) const { return tables_[t].header[c]; }
  void take(std::size_t t, std::size_t c, ColumnRole role, std::string becomes) {
    parts_[t].taken[c] = true;
    plans_[t].columns[c].role = role;
    plans_[t].columns[c].becomes = std::move(becomes);
  }
  bool is_free(std::size_t t, std::size_t c) const { return parts_[t].usable[c] && !parts_[t].taken[c]; }
  std::size_t first_of(std::size_t t, ColumnWord word) const {
    for (std::size_t c = 0; c < header_size(t); ++c)
      if (is_free(t, c) && parts_[t].words[c] == word) return c;
    return kNone;
  }
  std::size_t header_size(std::size_t t) const { return tables_[t].header.size(); }

  void find_unusable(std::size_t t) {
    Part& part = parts_[t];
    part.taken.resize(header_size(t));
    for (std::size_t c = 0; c < header_size(t); ++c) {
      part.usable.push_back(can_be_named(header(t, c)));
      if (part.usable[c]) continue;
      plans_[t].columns[c].role = ColumnRole::kUnused;
      plans_[t].columns[c].becomes = header(t, c).empty()
                                         ? "left out: it has no name"
                                         : "left out: its name can't stand in a map (`header` gives it another)";
    }
  }

  const DateGuess& dates(std::size_t t, std::size_t c) {
    const auto [found, is_new] = dates_.try_emplace({t, c});
    if (is_new)
      found->second =
          guess_dates(parts_[t].values[c].filled, parts_[t].words[c] == ColumnWord::kEnd, parts_[t].date_form);
    return found->second;
  }
  bool are_dates(std::size_t t, std::size_t c) {
    const ColumnValues& values = parts_[t].values[c];
    return values.filled.empty() || dates(t, c).is_undecided || dates(t, c).read * 2 >= values.filled.size();
  }

  // Columns whose names go together as the two ends of something, and are not when it began and ended.
  void find_pair(std::size_t t) {
    std::map<std::string, std::size_t> firsts;
    for (std::size_t c = 0; c < header_size(t); ++c)
      if (parts_[t].usable[c])
        if (const auto end = end_of_pair(header(t, c)); end && end->second) firsts.try_emplace(end->first, c);
    for (std::size_t c = 0; c < header_size(t); ++c) {
      if (!parts_[t].usable[c]) continue;
      const auto end = end_of_pair(header(t, c));
      if (!end || end->second || !firsts.contains(end->first)) continue;
      const std::size_t from = firsts[end->first];
      const bool speaks_of_time = parts_[t].words[from] == ColumnWord::kStart && parts_[t].words[c] == ColumnWord::kEnd;
      if (parts_[t].values[from].filled.empty() || parts_[t].values[c].filled.empty()) continue;
      if (speaks_of_time && (are_dates(t, from) || are_dates(t, c))) continue;
      parts_[t].from = from;
      parts_[t].to = c;
      plans_[t].is_relation = true;
      return;
    }
  }

  // A person and what it belongs to, with times that are those of the membership: no row is a life.
  void find_membership(std::size_t t) {
    Part& part = parts_[t];
    const std::string type = words_of_name(part.type);
    std::size_t person = kNone, body = kNone;
    bool has_time = false, has_joined = false, is_of_type = false;
    for (std::size_t c = 0; c < header_size(t); ++c) {
      if (!part.usable[c]) continue;
      if (part.words[c] == ColumnWord::kName || part.words[c] == ColumnWord::kGivenName) return;
      const bool is_time = is_of_time(part.words[c]) && !part.values[c].filled.empty() && are_dates(t, c);
      if (is_time && is_of_life(header(t, c))) return;
      has_time = has_time || is_time;
      has_joined = has_joined || (is_time && is_of_membership(header(t, c)));
      const Noun noun = part.values[c].filled.empty() ? Noun::kNone : noun_of_column(header(t, c));
      if (noun == Noun::kPerson && person == kNone) person = c;
      if (noun == Noun::kBody && body == kNone) body = c;
      is_of_type = is_of_type || (noun != Noun::kNone && words_of_name(header(t, c)) == type);
    }
    if (person == kNone || body == kNone || !has_time || (is_of_type && !has_joined)) return;
    part.from = person;
    part.to = body;
    if (has_joined && (type.empty() || is_of_type)) part.relation = "MEMBER_OF";
    const auto type_of = [&](std::size_t c) { return type_of_file(header(t, c)); };
    plans_[t].from_type = type_of(person);
    plans_[t].to_type = type_of(body);
    plans_[t].is_relation = true;
  }

  // "id", or "letter id" in letters.csv.
  bool is_id(std::size_t t, std::size_t c) const {
    const std::string type = words_of_name(parts_[t].type);
    return parts_[t].words[c] == ColumnWord::kId || (!type.empty() && words_of_name(header(t, c)) == type + " id");
  }

  // What names the entities of a table.
  void find_own(std::size_t t) {
    Part& part = parts_[t];
    const std::string type_words = words_of_name(part.type);
    for (std::size_t c = 0; c < header_size(t); ++c) {
      if (!is_free(t, c)) continue;
      const std::string words = words_of_name(header(t, c));
      const bool is_name = part.words[c] == ColumnWord::kName ||
                           (!type_words.empty() && (words == type_words || words == type_words + " name"));
      if (is_id(t, c) && part.id == kNone && part.values[c].blank == 0 && part.values[c].are_all_distinct())
        part.id = c;
      if (is_name && part.name == kNone && !part.values[c].filled.empty()) part.name = c;
    }
    const std::size_t given = first_of(t, ColumnWord::kGivenName), family = first_of(t, ColumnWord::kFamilyName);
    if (part.name == kNone && given != kNone && family != kNone && part.values[given].blank == 0 &&
        part.values[family].blank == 0)
      part.full_name = {given, family};
    find_labelled(t);
    // A name is what tells one row from the other, best in the first column of words.
    if (part.name == kNone && part.full_name.first == kNone && part.id == kNone) {
      for (std::size_t c = 0; c < header_size(t) && part.name == kNone; ++c)
        if (is_free(t, c) && part.words[c] == ColumnWord::kNone && !part.values[c].filled.empty() &&
            !all_of(part.values[c].distinct, is_number))
          part.name = c;
      for (std::size_t c = 0; c < header_size(t) && part.name == kNone; ++c)
        if (is_free(t, c) && !part.values[c].filled.empty()) part.name = c;
    }
    if (part.id != kNone)
      for (const std::string& id : part.values[part.id].distinct) part.ids.insert(id);
    for (const std::string& name : names_in(t)) part.names.insert(name);
  }

  // `person` and `personLabel`, as Wikidata's query service has them: the address is the id, the label the name.
  void find_labelled(std::size_t t) {
    Part& part = parts_[t];
    if (part.id != kNone || part.name != kNone) return;
    const auto is_address = [](const std::string& v) {
      const bool is_item = v.size() > 1 && (v.front() == 'Q' || v.front() == 'P' || v.front() == 'L') &&
                           v.find_first_not_of("0123456789", 1) == std::string::npos;
      return is_item || v.find("://") != std::string::npos;
    };
    for (std::size_t c = 0; c < header_size(t); ++c) {
      if (!is_free(t, c) || part.values[c].blank > 0 || !all_of(part.values[c].distinct, is_address)) continue;
      const std::string label = words_of_name(header(t, c)) + " label";
      for (std::size_t l = 0; l < header_size(t); ++l)
        if (is_free(t, l) && words_of_name(header(t, l)) == label && !part.values[l].filled.empty()) {
          part.id = c;
          part.name = l;
          return;
        }
    }
  }

  std::vector<std::string> names_in(std::size_t t) const {
    const Part& part = parts_[t];
    std::vector<std::string> names;
    for (const auto& row : tables_[t].rows) {
      if (part.name != kNone && !row[part.name].empty()) names.push_back(row[part.name]);
      if (part.full_name.first != kNone) names.push_back(row[part.full_name.first] + " " + row[part.full_name.second]);
    }
    return names;
  }

  // How many of the column's values a table of entities knows, by id or by name.
  std::size_t known(std::size_t t, std::size_t c, std::size_t by, bool ids) const {
    const HashSet<std::string>& keys = ids ? parts_[by].ids : parts_[by].names;
    const auto& distinct = parts_[t].values[c].distinct;
    return static_cast<std::size_t>(
        std::count_if(distinct.begin(), distinct.end(), [&](const std::string& v) { return keys.contains(v); }));
  }
  // The other table of entities that knows most of them; kNone: none knows any.
  std::size_t table_of(std::size_t t, std::size_t c) const {
    std::size_t best = kNone, most = 0;
    for (std::size_t by = 0; by < tables_.size(); ++by) {
      if (by == t || plans_[by].is_relation) continue;
      const std::size_t n = std::max(known(t, c, by, true), known(t, c, by, false));
      if (n > most) {
        most = n;
        best = by;
      }
    }
    return best;
  }
  std::size_t known_anywhere(std::size_t t, std::size_t c) const {
    const auto& distinct = parts_[t].values[c].distinct;
    return static_cast<std::size_t>(std::count_if(distinct.begin(), distinct.end(), [&](const std::string& v) {
      for (std::size_t by = 0; by < tables_.size(); ++by)
        if (by != t && !plans_[by].is_relation && (parts_[by].ids.contains(v) || parts_[by].names.contains(v)))
          return true;
      return false;
    }));
  }

  // A table without a name of its own, two columns of which name what other tables describe.
  void find_references(std::size_t t) {
    Part& part = parts_[t];
    std::vector<std::size_t> references;
    for (std::size_t c = 0; c < header_size(t); ++c) {
      if (!is_free(t, c)) continue;
      if (part.words[c] == ColumnWord::kName) return;
      const auto& distinct = part.values[c].distinct;
      const bool is_end = part.words[c] == ColumnWord::kNone || part.words[c] == ColumnWord::kId;
      if (is_end && c != part.id && !distinct.empty() && known_anywhere(t, c) * 5 >= distinct.size() * 4)
        references.push_back(c);
    }
    if (references.size() < 2) return;
    part.from = references[0];
    part.to = references[1];
    part.id = part.name = kNone;
    part.ids.clear();
    part.names.clear();
    plans_[t].is_relation = true;
  }

  void plan_entities(std::size_t t) {
    Part& part = parts_[t];
    TablePlan& plan = plans_[t];
    if (part.id != kNone) {
      std::size_t by_ids = 0, by_names = 0;
      for (std::size_t r = 0; r < tables_.size(); ++r)
        if (plans_[r].is_relation)
          for (const std::size_t end : {parts_[r].from, parts_[r].to}) {
            by_ids += known(r, end, t, true);
            by_names += known(r, end, t, false);
          }
      part.by_id = by_ids >= by_names || (part.name == kNone && part.full_name.first == kNone);
    }
    const std::vector<std::string> names = names_in(t);
    part.by_slug = part.by_slug && can_be_slugs(names);
    const std::string made = part.by_id ? "" : ", and the id made of it";
    if (part.by_id) take(t, part.id, ColumnRole::kId, "the id");
    if (part.name != kNone) {
      take(t, part.name, ColumnRole::kName, "the name" + made);
      plan.name = place(header(t, part.name));
      if (const std::size_t blank = part.values[part.name].blank; blank > 0 && !part.by_id)
        plan.remarks.push_back(fmt::format("{} of {} rows have no {}; they are rejected", blank, tables_[t].rows.size(),
                                           quoted(header(t, part.name))));
    } else if (part.full_name.first != kNone) {
      const auto [given, family] = part.full_name;
      take(t, given, ColumnRole::kName, "the name, with " + quoted(header(t, family)) + made);
      take(t, family, ColumnRole::kName, "the name, with " + quoted(header(t, given)) + made);
      plan.name = place(header(t, given)) + " " + place(header(t, family));
    }
    plan.repeats = part.by_id ? !part.values[part.id].are_all_distinct() : part.names.size() < names.size();
    if (plan.repeats)
      plan.remarks.push_back(fmt::format("{} stand in several rows: what these say is put together as one entity",
                                         part.by_id ? "ids" : "names"));
    plan_types(t);
  }

  // Whether ids can be made of names by `slug` so that different names give different ids.
  static bool can_be_slugs(const std::vector<std::string>& names) {
    HashMap<std::string, std::string> of;
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      const std::string made = slug(name);
      return !made.empty() && of.try_emplace(made, name).first->second == name;
    });
  }

  void plan_types(std::size_t t) {
    Part& part = parts_[t];
    TablePlan& plan = plans_[t];
    const std::string plain = part.type.empty() ? kPlainType : part.type;
    const std::size_t type = first_of(t, ColumnWord::kType);
    if (type == kNone || part.values[type].filled.empty()) {
      plan.types = {plain};
      return;
    }
    take(t, type, ColumnRole::kType, "the type");
    plan.types = {place(header(t, type))};
    if (part.values[type].blank > 0) {
      plan.types.insert(plan.types.begin(), plain);
      plan.columns[type].becomes = fmt::format("a type besides {}", plain);
    }
  }

  // Ids that stand in several tables are told apart by the type of each, or the file's name where types are the same.
  void mark_shared_ids() {
    for (std::size_t a = 0; a < tables_.size(); ++a)
      for (std::size_t b = 0; b < a; ++b)
        if (parts_[a].by_id && parts_[b].by_id)
          for (const std::string& id : parts_[a].ids)
            if (parts_[b].ids.contains(id)) {
              parts_[a].prefix = prefix_of(a, TableName::kType);
              parts_[b].prefix = prefix_of(b, TableName::kType);
              break;
            }
    // One rule for all ids that are made of names, so that the tables agree.
    bool by_slug = true;
    for (std::size_t t = 0; t < tables_.size(); ++t) by_slug = by_slug && parts_[t].by_slug;
    by_slug_ = by_slug;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      Part& part = parts_[t];
      if (plans_[t].is_relation) continue;
      const std::string_view step = by_slug_ ? "slug" : "";
      if (part.by_id)
        plans_[t].id = part.prefix + place(header(t, part.id));
      else if (part.name != kNone)
        plans_[t].id = place(header(t, part.name), step);
      else if (part.full_name.first != kNone)
        plans_[t].id = place(header(t, part.full_name.first), step) + (by_slug_ ? "-" : " ") +
                       place(header(t, part.full_name.second), step);
    }
  }
  // What a table can be called by, the shortest first.
  enum class TableName { kType, kStem, kFile };
  std::string name_of(std::size_t t, TableName by) const {
    const std::string& file = tables_[t].file;
    const bool has_type = by == TableName::kType && !parts_[t].type.empty();
    return slug(words_of_name(has_type                 ? parts_[t].type
                              : by == TableName::kStem ? file.substr(0, file.find('.'))
                                                       : file));
  }
  // Of ids that count within the table alone: the first name, from `by` on, that no other table of its kind has.
  std::string prefix_of(std::size_t t, TableName by) const {
    const auto is_taken = [&](TableName name) {
      for (std::size_t other = 0; other < tables_.size(); ++other)
        if (other != t && plans_[other].is_relation == plans_[t].is_relation &&
            name_of(other, name) == name_of(t, name))
          return true;
      return false;
    };
    for (const TableName name : {TableName::kType, TableName::kStem, TableName::kFile})
      if (name >= by && !is_taken(name)) return name_of(t, name) + ":";
    return fmt::format("{}-{}:", name_of(t, TableName::kFile), t + 1);
  }

  // An end as a template, and whether something describes what it names.
  std::string end_of(std::size_t t, std::size_t c, bool is_from, bool& mentions) {
    const ColumnValues& values = parts_[t].values[c];
    const std::size_t by = table_of(t, c);
    const std::size_t n = known_anywhere(t, c);
    // Where rows are left unread, a name that is not known may be in one of them.
    const bool reads_all = std::all_of(tables_.begin(), tables_.end(), [](const auto& table) { return table.whole; });
    const Slips slips = n > 0 && reads_all ? slips_of(t, c) : Slips{};
    mentions = n == 0 || !reads_all || !slips.are_all;
    std::string becomes = is_from ? "where the relation starts" : "where the relation ends";
    if (n > 0)
      becomes += fmt::format(", {} of {} names known from {}", n, values.distinct.size(),
                             reads_all ? "the other tables" : "the rows looked at");
    if (mentions && n < values.distinct.size())
      becomes += n > 0 ? "; each other name is an entity" : "; each name is an entity";
    mentions = mentions && n < values.distinct.size();
    take(t, c, is_from ? ColumnRole::kFrom : ColumnRole::kTo, std::move(becomes));
    if (values.blank > 0)
      plans_[t].remarks.push_back(fmt::format("{} of {} rows have no {}; they are rejected", values.blank,
                                              tables_[t].rows.size(), quoted(header(t, c))));
    if (!slips.named.empty())
      plans_[t].remarks.push_back(
          fmt::format("{} names what no table describes: {}", quoted(header(t, c)), slips.named));
    if (by != kNone && parts_[by].by_id && known(t, c, by, true) >= known(t, c, by, false))
      return parts_[by].prefix + place(header(t, c));
    // What looks like ids stays as it is; names become ids as those of the tables do.
    const auto is_key = [](const std::string& v) {
      return v.find(' ') == std::string::npos &&
             std::any_of(v.begin(), v.end(), [](char ch) { return std::isdigit(static_cast<unsigned char>(ch)) != 0; });
    };
    if (by == kNone && all_of(values.distinct, is_key)) return place(header(t, c));
    return place(header(t, c), by_slug_ && can_be_slugs(values.distinct) ? "slug" : "");
  }

  // Names that no table knows, and that are near to one that is known.
  struct Slips {
    std::string named;
    bool are_all = true;  // each unknown name is one
  };
  Slips slips_of(std::size_t t, std::size_t c) const {
    constexpr std::size_t kMostLookedFor = 20, kMostNamed = 3;
    std::vector<std::string> known;
    for (std::size_t by = 0; by < tables_.size(); ++by)
      if (!plans_[by].is_relation)
        for (const HashSet<std::string>* keys : {&parts_[by].ids, &parts_[by].names})
          for (const std::string& key : *keys) known.push_back(key);
    std::sort(known.begin(), known.end());
    Slips slips;
    std::size_t looked_for = 0, found = 0;
    for (const std::string& value : parts_[t].values[c].distinct) {
      if (std::binary_search(known.begin(), known.end(), value)) continue;
      const std::string near = ++looked_for > kMostLookedFor || value.size() < 4 ? "" : nearest(value, known);
      slips.are_all = slips.are_all && !near.empty();
      if (near.empty() || ++found > kMostNamed) continue;
      slips.named += fmt::format("{}`{}` (did you mean `{}`?)", found > 1 ? ", " : "", value, near);
    }
    if (found > kMostNamed) slips.named += fmt::format(" and {} more", found - kMostNamed);
    return slips;
  }

  static bool is_direction(const std::string& value) {
    const std::string word = fold(value);
    return word == "directed" || word == "undirected" || word == "mutual";
  }
  // "Directed" in Gephi's tables of edges. As in its graphs, what has none says so.
  void plan_direction(std::size_t t, std::size_t c) {
    const auto is_directed = [](const std::string& v) { return fold(v) == "directed"; };
    const auto& values = parts_[t].values[c].distinct;
    if (all_of(values, is_directed)) return take(t, c, ColumnRole::kUnused, "left out: each relation has a direction");
    take(t, c, ColumnRole::kProperty, "the direction: property `directed`, a boolean");
    ColumnPlan& plan = plans_[t].columns[c];
    plan.key = "directed";
    plan.type = "boolean";
    for (const std::string& value : values)
      (is_directed(value) ? plan.words_for_true : plan.words_for_false).push_back(value);
  }

  void plan_relations(std::size_t t) {
    Part& part = parts_[t];
    TablePlan& plan = plans_[t];
    plan.from = end_of(t, part.from, true, plan.mentions_from);
    plan.to = end_of(t, part.to, false, plan.mentions_to);
    for (std::size_t c = 0; c < header_size(t); ++c)
      if (is_free(t, c) && part.words[c] == ColumnWord::kType && all_of(part.values[c].distinct, is_direction))
        plan_direction(t, c);
    std::size_t type = kNone;
    for (const ColumnWord word : {ColumnWord::kRelation, ColumnWord::kType, ColumnWord::kName})
      for (std::size_t c = 0; c < header_size(t) && type == kNone; ++c)
        if (is_free(t, c) && part.words[c] == word && !part.values[c].filled.empty()) type = c;
    if (type != kNone) {
      take(t, type, ColumnRole::kType, "the type of the relation, in capitals");
      plan.types = {place(header(t, type), "snake")};
      if (const std::size_t blank = part.values[type].blank; blank > 0)
        plan.remarks.push_back(fmt::format("{} of {} rows have no {}; they are rejected", blank, tables_[t].rows.size(),
                                           quoted(header(t, type))));
    } else {
      plan.types = {!part.relation.empty() ? part.relation : part.type.empty() ? "RELATED_TO" : snake(part.type)};
      plan.remarks.push_back(fmt::format("no column says which relation it is: all are {}", plan.types.front()));
    }
    for (std::size_t c = 0; c < header_size(t); ++c)
      if (is_free(t, c) && is_id(t, c) && part.values[c].blank == 0 && !part.values[c].filled.empty() &&
          part.values[c].are_all_distinct()) {
        // Other tables count from 1 as well.
        const bool is_count = all_of(part.values[c].distinct, is_integer);
        take(t, c, ColumnRole::kId, is_count ? "the id, behind the name of the table" : "the id");
        plan.id = (is_count ? prefix_of(t, TableName::kStem) : "") + place(header(t, c));
        break;
      }
  }

  // The first column that says so by its name, and holds dates.
  std::size_t date_column(std::size_t t, ColumnWord word, bool of_life) {
    for (std::size_t c = 0; c < header_size(t); ++c)
      if (is_free(t, c) && parts_[t].words[c] == word && (!of_life || is_of_life(header(t, c))) && are_dates(t, c))
        return c;
    return kNone;
  }
  void add_form(std::size_t t, const std::string& form) {
    auto& forms = plans_[t].forms;
    if (!form.empty() && std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
  }
  void take_date(std::size_t t, std::size_t c, ColumnRole role, std::string_view what) {
    const ColumnValues& values = parts_[t].values[c];
    const DateGuess& guess = dates(t, c);
    TablePlan& plan = plans_[t];
    std::string becomes = fmt::format("{}, {}", what, counted_dates(guess.read, values.filled.size()));
    if (!guess.form.empty()) {
      becomes += fmt::format(", as {}", guess.form);
      add_form(t, guess.form);
    }
    plan.dates += values.filled.size();
    plan.dates_read += guess.read;
    take(t, c, role, std::move(becomes));
    if (guess.is_undecided && guess.read < values.filled.size())
      plan.remarks.push_back(
          fmt::format("day and month of {} can't be told apart: add \"%d/%m/%Y\" or \"%m/%d/%Y\", say, to `dates`",
                      quoted(header(t, c))));
    else if (guess.read < values.filled.size())
      plan.remarks.push_back(fmt::format("{} of {} are no dates: {}", values.filled.size() - guess.read,
                                         quoted(header(t, c)),
                                         unread(values, parts_[t].words[c] == ColumnWord::kEnd, guess.form)));
  }
  // Those that guess_dates did not count as read.
  static std::string unread(const ColumnValues& values, bool as_ends, const std::string& form) {
    std::string named;
    std::size_t count = 0;
    for (const std::string& value : values.distinct) {
      if (reading_of_date(value, as_ends, form) != DateReadAs::kNothing) continue;
      if (++count > 3) break;
      named += (named.empty() ? "" : ", ") + quoted(value);
    }
    return named + (count > 3 ? ", …" : "");
  }

  void plan_time(std::size_t t) {
    const bool is_relation = plans_[t].is_relation;
    // A life is not told by the start of a reign.
    bool of_life = false;
    for (std::size_t c = 0; c < header_size(t); ++c)
      of_life =
          of_life || (is_free(t, c) && is_of_time(parts_[t].words[c]) && is_of_life(header(t, c)) && are_dates(t, c));
    of_life = of_life && !is_relation;
    const std::size_t start = date_column(t, ColumnWord::kStart, of_life);
    const std::size_t end = date_column(t, ColumnWord::kEnd, of_life);
    if (start != kNone) take_date(t, start, ColumnRole::kStart, is_relation ? "when it began" : "when it came to be");
    if (end != kNone) take_date(t, end, ColumnRole::kEnd, is_relation ? "when it ended" : "when it ceased to be");
    const std::size_t date = of_life ? kNone : date_column(t, ColumnWord::kDate, false);
    if (date == kNone || (start != kNone && end != kNone)) return;
    if (start == kNone && end == kNone)
      take_date(t, date, ColumnRole::kDate, "when it was");
    else
      take_date(t, date, start == kNone ? ColumnRole::kStart : ColumnRole::kEnd,
                start == kNone ? "when it began" : "when it ended");
  }

  // What both kinds of tables have: time, sources, other names, properties.
  void plan_rest(std::size_t t) {
    Part& part = parts_[t];
    TablePlan& plan = plans_[t];
    plan_time(t);
    bool has_aliases = false;
    for (std::size_t c = 0; c < header_size(t); ++c) {
      if (!is_free(t, c)) continue;
      if (part.words[c] == ColumnWord::kSource && !all_of(part.values[c].distinct, is_number))
        take(t, c, ColumnRole::kSource, "the source, an entity of type Source");
      else if (part.words[c] == ColumnWord::kAliases && !plan.is_relation && !has_aliases) {
        has_aliases = true;
        take(t, c, ColumnRole::kAliases, "other names");
        plan.columns[c].separator = separator_of(part.values[c]);
      } else {
        plan_property(t, c);
      }
    }
    remark_on_dates(t);
  }
  // Dates that are no time of the rows, where nothing else is.
  void remark_on_dates(std::size_t t) {
    std::size_t dates = kNone;
    for (std::size_t c = 0; c < header_size(t); ++c) {
      const ColumnPlan& column = plans_[t].columns[c];
      if (column.role == ColumnRole::kStart || column.role == ColumnRole::kEnd || column.role == ColumnRole::kDate)
        return;
      if (column.role == ColumnRole::kProperty && column.type == "period" && dates == kNone) dates = c;
    }
    if (dates == kNone) return;
    plans_[t].remarks.push_back(
        fmt::format("{} looks like dates, and nothing says when a row was: if these do, make it \"valid\": \"{}\"",
                    quoted(header(t, dates)), place(header(t, dates))));
  }
  // Numbers and dates above numbers and dates are a row, and no names of columns.
  void remark_on_header(std::size_t t) {
    const auto is_data = [](const std::string& v) {
      const bool has_digit = v.find_first_of("0123456789") != std::string::npos;
      return has_digit && (is_number(v) || read_date(v, plain_forms(), {}).ok());
    };
    for (std::size_t c = 0; c < header_size(t); ++c) {
      const auto& values = parts_[t].values[c].distinct;
      const std::size_t n = std::min<std::size_t>(values.size(), 20);
      const auto data = static_cast<std::size_t>(std::count_if(values.begin(), values.begin() + n, is_data));
      if (!is_data(header(t, c)) || data * 2 <= n) continue;
      plans_[t].remarks.push_back(
          fmt::format("the first row, with {}, looks like data and not like names of columns: put names above it, or "
                      "give them as \"header\" in the map",
                      quoted(header(t, c))));
      return;
    }
  }
  static std::string separator_of(const ColumnValues& values) {
    for (const char* separator : {";", "|"})
      if (std::any_of(values.filled.begin(), values.filled.end(),
                      [&](const std::string& v) { return v.find(separator) != std::string::npos; }))
        return separator;
    return {};
  }

  // Told from a few, so that not all words of a long table are read as dates.
  static bool looks_like_dates(const ColumnValues& values, const std::string& form) {
    const std::size_t n = std::min<std::size_t>(values.distinct.size(), 20);
    return n > 0 && guess_dates(std::span(values.distinct).first(n), false, form).read == n;
  }

  void plan_property(std::size_t t, std::size_t c) {
    const ColumnValues& values = parts_[t].values[c];
    std::string key = key_of(header(t, c));
    const auto is_given = [&](const std::string& k) {
      return k == "name" || k == "aliases" ||
             std::any_of(plans_[t].columns.begin(), plans_[t].columns.end(),
                         [&](const ColumnPlan& p) { return p.role == ColumnRole::kProperty && p.key == k; });
    };
    for (int n = 2; is_given(key); ++n) key = fmt::format("{}_{}", key_of(header(t, c)), n);
    std::string type;
    if (all_of(values.distinct, is_integer))
      type = "integer";
    else if (all_of(values.distinct, is_number) && !all_of(values.distinct, [](const std::string& v) {
               return v.find_first_not_of("0123456789") == std::string::npos;  // codes: 007
             }))
      type = "float";
    else if (all_of(values.distinct, is_truth))
      type = "boolean";
    else if (looks_like_dates(values, parts_[t].date_form) && dates(t, c).read == values.filled.size()) {
      type = "period";
      add_form(t, dates(t, c).form);
    }
    take(t, c, ColumnRole::kProperty,
         fmt::format("property `{}`{}", key,
                     type.empty() ? "" : fmt::format(", {} {}", type == "integer" ? "an" : "a", type)));
    plans_[t].columns[c].key = std::move(key);
    plans_[t].columns[c].type = std::move(type);
  }

  std::span<const TableSample> tables_;
  std::vector<TablePlan> plans_;
  std::vector<Part> parts_;
  std::map<std::pair<std::size_t, std::size_t>, DateGuess> dates_;
  bool by_slug_ = true;
};

}  // namespace

std::vector<TablePlan> plan_tables(std::span<const TableSample> tables) {
  return Planner(tables).plan();
}

}  // namespace entente
