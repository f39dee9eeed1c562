#include "cli/manual.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/command_tree.hpp"
#include "entente/version.hpp"

namespace entente::cli {
namespace {

// Text that troff sets as it stands: no escapes, no requests, hyphens that can be copied.
std::string plain(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins_line = i == 0 || text[i - 1] == '\n';
    if (begins_line && (text[i] == '.' || text[i] == '\'')) result += "\\&";
    if (text[i] == '\\')
      result += "\\e";
    else if (text[i] == '-')
      result += "\\-";
    else if (text[i] == '\'')
      result += "\\(aq";
    else if (text[i] == '`')
      result += "\\(ga";
    else if (text[i] == '^')
      result += "\\(ha";
    else if (text[i] == '~')
      result += "\\(ti";
    else
      result += text[i];
  }
  return result;
}

std::string bold(std::string_view text) {
  return "\\fB" + plain(text) + "\\fR";
}
std::string italic(std::string_view text) {
  return "\\fI" + plain(text) + "\\fR";
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Lines that keep their breaks and blanks.
std::string as_it_stands(std::string_view text) {
  std::string result = ".PP\n.nf\n";
  for (const std::string& line : split_lines(text)) result += line.empty() ? ".sp\n" : plain(line) + "\n";
  return result + ".fi\n";
}

std::string heading(const Parameter& parameter) {
  std::string text;
  for (const std::string& name : parameter.names)
    text += (text.empty() ? "" : ", ") + (parameter.is_option ? bold(name) : italic(name));
  if (parameter.is_option && !parameter.value.empty()) text += " " + italic(parameter.value);
  if (parameter.is_repeated) text += " …";
  return text;
}

std::string entry(const Parameter& parameter) {
  std::string text = ".TP\n" + heading(parameter) + "\n";
  bool first = true;
  for (const std::string& line : split_lines(parameter.summary)) {
    if (!first) text += ".br\n";
    first = false;
    text += plain(line) + "\n";
  }
  return text;
}

std::string section(const CommandParts& parts) {
  const Command& command = *parts.command;
  std::string summary(command.summary);
  summary[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(summary[0])));
  std::string text = fmt::format(".SS {}\n{}.\n", bold("entente " + std::string(command.usage)), plain(summary));
  for (const Parameter& argument : parts.arguments) text += entry(argument);
  for (const Parameter& option : parts.options)
    if (option.names.back() != "--help") text += entry(option);
  if (!parts.footer.empty()) text += as_it_stands(parts.footer);
  return text + ".PP\nExample:\n" + as_it_stands("    " + std::string(command.example));
}

}  // namespace

std::string manual_page() {
  std::string text = fmt::format(
      ".TH ENTENTE 1 \"\" \"entente {}\" \"User Commands\"\n"
      ".SH NAME\nentente \\- a temporal knowledge graph\n"
      ".SH SYNOPSIS\n.B entente\n.I COMMAND\n[\\fIARGUMENT\\fR …]\n.br\n.B entente \\-\\-help\n.br\n.B entente "
      "\\-\\-version\n"
      ".SH DESCRIPTION\n"
      "A store holds entities and relations, each true for a stretch of time that is often only vaguely known.\n"
      "The commands fill it from data files, ask it, check it, draw it and write it out again.\n"
      "Every command shows this text about itself with\n.BR \\-h ,\n.BR \\-\\-help .\n"
      ".SH COMMANDS\n",
      plain(kVersion));
  for (const CommandParts& parts : command_tree()) text += section(parts);
  return text +
         ".SH EXIT STATUS\n"
         ".TP\n0\nDone; of check, diff and verify: nothing was found.\n"
         ".TP\n1\nIt could not be done; of check, diff and verify: something was found.\n"
         ".TP\n2\nThe command line was not understood; of check, diff and verify also: it could not be told.\n"
         ".SH FILES\n"
         "Below the folder that entente is installed to, /usr by its package:\n"
         ".TP\n.I share/entente/graph\\-data\nData sets to begin with, and the format of data files.\n"
         ".TP\n.I share/entente/schemas\nThe JSON Schemas of data files, replies and reports.\n"
         ".TP\n.I share/doc/entente\nThe pages that texts here name, such as src/query/language.md, and examples "
         "of programs.\n"
         ".SH SEE ALSO\n.BR dot (1)\n";
}

}  // namespace entente::cli
