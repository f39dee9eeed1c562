#include "cli/arguments.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace entente::cli {
namespace {

// "TEXT:{LR,TB}" is a type and a list of values.
void split_type(const std::string& type, Parameter& parameter) {
  const std::size_t open = type.find(":{");
  if (open != std::string::npos && type.ends_with('}')) {
    const std::string list = type.substr(open + 2, type.size() - open - 3);
    parameter.choices = CLI::detail::split(list, ',');
  }
  parameter.value = type.substr(0, type.find(':'));
}

Parameter parameter_of(const CLI::Option& option) {
  Parameter parameter;
  for (const std::string& name : option.get_snames()) parameter.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) parameter.names.push_back("--" + name);
  parameter.is_option = !parameter.names.empty();
  if (!parameter.is_option) parameter.names.push_back(option.get_name());
  parameter.summary = option.get_description();
  parameter.is_required = option.get_required();
  const int values = option.get_items_expected_max();
  parameter.is_repeated = values >= CLI::detail::expected_max_vector_size;
  if (values > 0) {
    split_type(option.get_type_name(), parameter);
    if (!parameter.is_repeated)
      for (int i = 1; i < values; ++i) parameter.value += " " + parameter.value.substr(0, parameter.value.find(' '));
  }
  return parameter;
}

}  // namespace

Argument& Argument::required() {
  option_->required();
  return *this;
}

Argument& Argument::needs(const std::string& option) {
  option_->needs(option);
  return *this;
}

Argument& Argument::excludes(const std::string& option) {
  option_->excludes(option);
  return *this;
}

Argument& Argument::value_count(int count) {
  option_->expected(count);
  return *this;
}

Argument& Argument::one_value_each() {
  option_->allow_extra_args(false);
  return *this;
}

Argument& Argument::positive() {
  option_->check([](const std::string& text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
    return is_number && number > 0 ? std::string() : fmt::format("`{}` is no number above 0", text);
  });
  return *this;
}

Argument& Argument::not_negative() {
  option_->check(CLI::NonNegativeNumber);
  return *this;
}

Argument& Argument::choices(const std::vector<std::string>& values) {
  option_->check(CLI::IsMember(values));
  return *this;
}

Argument& Argument::converted_by(std::function<Result<std::string>(const std::string&)> conversion) {
  const auto convert = [conversion = std::move(conversion)](std::string& text) {
    Result<std::string> converted = conversion(text);
    if (!converted) return converted.error().message;
    text = std::move(*converted);
    return std::string();
  };
  option_->transform(CLI::Validator(convert, ""));
  return *this;
}

Argument& Argument::value_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Argument& Argument::shows_default() {
  option_->capture_default_str();
  return *this;
}

ArgumentParser::ArgumentParser(const std::string& program, const std::string& summary)
    : app_(std::make_unique<CLI::App>(summary, program)) {}

ArgumentParser::~ArgumentParser() = default;

namespace {

Argument with_a_value(CLI::Option* option) {
  if (!option->get_positional())
    option->check([](const std::string& text) { return text.empty() ? "its value is empty" : std::string(); });
  return Argument(*option);
}

}  // namespace

Argument ArgumentParser::add(const std::string& names, std::string& into, const std::string& summary) {
  return with_a_value(app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, std::optional<std::string>& into, const std::string& summary) {
  return Argument(*app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, std::vector<std::string>& into, const std::string& summary) {
  return with_a_value(app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, int& into, const std::string& summary) {
  return Argument(*app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, std::optional<int>& into, const std::string& summary) {
  return Argument(*app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, std::size_t& into, const std::string& summary) {
  return Argument(*app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, std::optional<std::size_t>& into, const std::string& summary) {
  return Argument(*app_->add_option(names, into, summary));
}

Argument ArgumentParser::add(const std::string& names, double& into, const std::string& summary) {
  return Argument(*app_->add_option(names, into, summary));
}

Argument ArgumentParser::add_flag(const std::string& names, bool& into, const std::string& summary) {
  return Argument(*app_->add_flag(names, into, summary));
}

Argument ArgumentParser::add_flag(const std::string& names, const std::string& summary) {
  return Argument(*app_->add_flag_function(
      names, [](std::int64_t) {}, summary));
}

void ArgumentParser::set_footer(const std::string& text) {
  app_->footer(text);
}

const std::string& ArgumentParser::program() const {
  return app_->get_name();
}

std::string ArgumentParser::footer() const {
  return app_->get_footer();
}

std::string ArgumentParser::help() const {
  return app_->help();
}

std::vector<Parameter> ArgumentParser::parameters() const {
  std::vector<Parameter> parameters;
  for (const CLI::Option* option : std::as_const(*app_).get_options()) parameters.push_back(parameter_of(*option));
  return parameters;
}

ParseResult ArgumentParser::parse(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return {ParseResult::Kind::kHelpWanted, {}, {}};
  } catch (const CLI::ParseError& error) {
    return {ParseResult::Kind::kRefused, error.what(), app_->remaining()};
  }
  return {};
}

}  // namespace entente::cli
