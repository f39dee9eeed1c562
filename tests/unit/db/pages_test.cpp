// Every query that a page shows is one that a reader will try: it runs on the set that the page speaks of, and answers.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = ENTENTE_SOURCE_DIR;

struct Shown {
  std::string where;  // page:line
  std::string set;    // below graph-data
  std::string query;
  Map parameters = {};
  bool says_nothing = false;  // the page says next to it that it answers nothing
};

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  EXPECT_TRUE(in) << file;
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The store of a command line, by its name: which set it is made of.
std::string set_of(const std::string& store, const std::string& where) {
  static const std::map<std::string, std::string> sets = {{"history.db", "sino-soviet"},
                                                          {"demo-output/sino-soviet.db", "sino-soviet"},
                                                          {"tiny.db", "tiny"},
                                                          {"vienna.db", "vienna"}};
  const auto found = sets.find(store);
  if (found != sets.end()) return found->second;
  ADD_FAILURE() << where << ": nothing says what " << store << " holds";
  return "sino-soviet";
}

class MarkdownPage {
 public:
  explicit MarkdownPage(const std::string& path) : path_(path), lines_(lines_of(kRoot / path)) {}

  std::vector<Shown> queries() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].rfind("```", 0) == 0) {
        std::size_t end = i + 1;
        while (end < lines_.size() && lines_[end].rfind("```", 0) != 0) ++end;
        block(lines_[i].substr(3), i + 1, end);
        i = end;
      } else {
        prose(i);
      }
    }
    return std::move(shown_);
  }

 private:
  void add(std::size_t line, const std::string& set, const std::string& query) {
    shown_.push_back({where(line), set, query});
    shown_.back().says_nothing = says_nothing(line);
  }

  std::string where(std::size_t line) const { return path_ + ":" + std::to_string(line + 1); }

  // Whether one of the lines around says so.
  bool says_nothing(std::size_t line) const {
    static const std::regex words("no rows|answers? nothing|has no answer", std::regex::icase);
    const std::size_t first = line >= 2 ? line - 2 : 0, last = std::min(lines_.size(), line + 5);
    return std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(first),
                       lines_.begin() + static_cast<std::ptrdiff_t>(last),
                       [&](const std::string& text) { return std::regex_search(text, words); });
  }

  void block(const std::string& language, std::size_t first, std::size_t end) {
    if (language == "cypher" || (first < end && lines_[first].rfind("EXPLAIN ", 0) == 0)) {
      statements(first, end);
    } else if (language == "cpp") {
      calls(first, end);
    } else {
      commands(first, end);
    }
  }

  // A blank line ends a statement; so does the line that begins another behind a RETURN.
  void statements(std::size_t first, std::size_t end) {
    static const std::regex begins("^(MATCH|CALL|ACCORDING|EXPLAIN|UNWIND|FOR) ?"), returns("(^|[ \n])RETURN ");
    std::string text;
    std::size_t at = first;
    const auto finish = [&] {
      if (text.find_first_not_of(" \n") != std::string::npos) add(at, "sino-soviet", text);
      text.clear();
    };
    for (std::size_t i = first; i < end; ++i) {
      const std::string& line = lines_[i];
      if (line.empty() && text.rfind("EXPLAIN", 0) == 0) break;  // what follows is the plan
      if (line.empty() || (std::regex_search(line, begins) && std::regex_search(text, returns))) finish();
      if (line.empty() || line.rfind("//", 0) == 0) continue;
      if (text.empty()) at = i;
      text += line + "\n";
    }
    finish();
  }

  // db->query("…", {{"name", "value"}}) in a program.
  void calls(std::size_t first, std::size_t end) {
    static const std::regex call(R"re(query\("([^"]+)"(,\s*\{(\{[^}]*\}[, ]*)+\})?\))re"),
        parameter(R"re(\{"([^"]+)", "([^"]+)"\})re");
    std::string text;
    for (std::size_t i = first; i < end; ++i) text += lines_[i] + "\n";
    for (std::sregex_iterator at(text.begin(), text.end(), call), none; at != none; ++at) {
      add(first, "sino-soviet", (*at)[1]);
      const std::string given = (*at)[2];
      for (std::sregex_iterator p(given.begin(), given.end(), parameter); p != none; ++p)
        shown_.back().parameters[(*p)[1]] = Value((*p)[2].str());
    }
  }

  // Lines of a shell; one that ends in a backslash goes on in the next.
  void commands(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      const std::size_t at = i;
      std::string command = lines_[i];
      while (!command.empty() && command.back() == '\\' && i + 1 < end) {
        command.pop_back();
        command += lines_[++i];
      }
      command_line(at, command);
    }
  }

  void command_line(std::size_t line, const std::string& command) {
    static const std::regex store(R"re(entente (?:query|draw|export|explain) (\S+))re"),
        text(R"re(entente query \S+ "([^"]+)"|--query "([^"]+)")re"), file(R"(--file (\S+\.cypher))");
    std::smatch which, match;
    if (!std::regex_search(command, which, store)) return;
    if (std::regex_search(command, match, text))
      add(line, set_of(which[1], where(line)), match[1].matched ? match[1] : match[2]);
    if (std::regex_search(command, match, file)) {
      EXPECT_TRUE(fs::exists(kRoot / match[1].str())) << where(line) << ": there is no " << match[1];
    }
  }

  // Whole statements and command lines in running text.
  void prose(std::size_t line) {
    static const std::regex code("`([^`]+)`"), statement("^(ACCORDING TO .* )?(MATCH|CALL) .*RETURN .+");
    const std::string& text = lines_[line];
    for (std::sregex_iterator at(text.begin(), text.end(), code), none; at != none; ++at) {
      const std::string inside = (*at)[1];
      if (inside.find("…") != std::string::npos) continue;  // a form, not a query
      if (std::regex_match(inside, statement)) add(line, "sino-soviet", inside);
      command_line(line, inside);
    }
  }

  const std::string path_;
  const std::vector<std::string> lines_;
  std::vector<Shown> shown_;
};

std::vector<Shown> all_shown() {
  std::vector<std::string> pages = {"README.md", "src/query/language.md", "graph-data/README.md", "queries/README.md"};
  for (const std::string folder : {"docs", "graph-data/sino-soviet", "graph-data/tiny", "graph-data/vienna"})
    for (const auto& entry : fs::directory_iterator(kRoot / folder))
      // What extending.md asks needs what it adds: tests/extending builds that, and asks it there.
      if (entry.path().extension() == ".md" && entry.path().filename() != "extending.md")
        pages.push_back(folder + "/" + entry.path().filename().string());
  std::sort(pages.begin(), pages.end());
  std::vector<Shown> all;
  for (const std::string& page : pages) {
    std::vector<Shown> shown = MarkdownPage(page).queries();
    all.insert(all.end(), shown.begin(), shown.end());
  }
  for (const auto& entry : fs::directory_iterator(kRoot / "queries")) {
    if (entry.path().extension() != ".cypher") continue;
    std::string text;
    for (const std::string& line : lines_of(entry.path())) text += line + "\n";
    all.push_back({"queries/" + entry.path().filename().string(), "sino-soviet", text});
  }
  return all;
}

Database& database(const std::string& set) {
  static std::map<std::string, std::unique_ptr<Database>> all;
  std::unique_ptr<Database>& found = all[set];
  if (!found) {
    found = Database::in_memory().value();
    const fs::path folder = kRoot / "graph-data" / set;
    std::vector<std::string> paths = {folder.string()};
    ImportOptions options;
    if (set == "vienna") {
      options.columns = (folder / "vienna.columns.json").string();
      paths.clear();
      for (const char* table : {"people.csv", "organisations.csv", "relations.csv"})
        paths.push_back((folder / table).string());
    }
    const auto report = found->import(paths, options);
    EXPECT_TRUE(report.ok()) << describe(report.error());
  }
  return *found;
}

TEST(Pages, EveryQueryThatIsShownAnswers) {
  const std::vector<Shown> all = all_shown();
  EXPECT_GT(all.size(), 80U);
  for (const Shown& shown : all) {
    const auto table = database(shown.set).query(shown.query, shown.parameters);
    if (!table.ok()) {
      ADD_FAILURE() << shown.where << ": " << describe(table.error(), shown.query);
    } else if (Database::writes(shown.query)) {  // what is asked behind it sees that
      EXPECT_NE(table->updates, UpdateCounts()) << shown.where << " changes nothing:\n" << shown.query;
    } else if (shown.says_nothing) {
      EXPECT_TRUE(table->rows.empty()) << shown.where << " answers, and the page says that it does not:\n"
                                       << shown.query;
    } else {
      EXPECT_FALSE(table->rows.empty()) << shown.where << " answers nothing, and the page does not say so:\n"
                                        << shown.query;
    }
  }
}

}  // namespace
}  // namespace entente
