// LOAD CSV: the rows of a file beside each row.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "query/execute/csv_rows.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

class LoadedRows final : public RowSource {
 public:
  LoadedRows(const plan::LoadCsv& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument), context) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (!rows_ && !start_row()) break;
      const bool has_row = with_place(node_.file->span, [&] { return rows_->next(fields_); });
      if (has_row)
        out.add(row_)[node_.row] = with_place(node_.file->span, [&] { return value(); });
      else
        rows_.reset();
    }
    return out.size() > 0;
  }
  void restart() override {
    input_.restart();
    rows_.reset();
  }

 private:
  bool start_row() {
    row_ = input_.next();
    if (row_ == nullptr) return false;
    with_place(node_.file->span, [&] {
      const Value file = evaluate(*node_.file, row_, context_);
      if (!file.is_string())
        throw Error(ErrorCode::kType, fmt::format("LOAD CSV takes the name of a file, not {}", describe_value(file)))
            .with_detail("InvalidArgumentType");
      if (context_.open_csv == nullptr || !*context_.open_csv)
        throw Error(ErrorCode::kUnsupported, "this program lets queries read no files")
            .with_hint(
                "`--load-from FOLDER` of entente query, shell and serve allows those below a folder "
                "(QueryOptions::load_from)");
      rows_ = (*context_.open_csv)(file.string(), node_.delimiter);
      if (node_.has_headers) read_headers();
    });
    return true;
  }

  void read_headers() {
    headers_.clear();
    if (!rows_->next(fields_)) return;
    for (const Value& field : fields_) {
      std::string name = field.is_string() ? field.string() : std::string();
      if (!name.empty() && std::find(headers_.begin(), headers_.end(), name) != headers_.end())
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("{}: two columns are called \"{}\"", rows_->place(), printable(name)))
            .with_hint("without WITH HEADERS a row is a list");
      headers_.push_back(std::move(name));
    }
  }

  // A list, or a map by the names of the columns: of one without a name nothing.
  Value value() {
    if (!node_.has_headers) return List(fields_.begin(), fields_.end());
    if (fields_.size() > headers_.size())
      throw Error(ErrorCode::kInvalidData, fmt::format("{}: the row has {} fields, and the first line names {}",
                                                       rows_->place(), fields_.size(), headers_.size()))
          .with_hint("a field with a comma in it stands in quotes");
    Map map;
    for (std::size_t i = 0; i < headers_.size(); ++i)
      if (!headers_[i].empty()) map.emplace(headers_[i], i < fields_.size() ? fields_[i] : Value());
    return map;
  }

  const plan::LoadCsv& node_;
  ExecutionContext& context_;
  InputRows input_;
  Value* row_ = nullptr;
  std::optional<CsvRows> rows_;
  std::vector<std::string> headers_;
  std::vector<Value> fields_;
};

}  // namespace

RowSourcePtr make_source(const plan::LoadCsv& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<LoadedRows>(node, context, argument);
}

}  // namespace entente
