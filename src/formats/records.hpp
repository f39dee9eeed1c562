// Records on their way from a reader to its sink: each with its place, a wrong one rejected with the reason.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "entente/error.hpp"
#include "formats/data_sink.hpp"

namespace entente {

class Records {
 public:
  Records(const ReadOptions& options, const DataSink& sink) : file_(options.number), sink_(sink) {}

  // `read` gives an EntityFact or a RelationFact, or throws what is wrong with the record at that line.
  template <class Read>
  void take(std::uint32_t line, Read read) {
    if (sink_.progress && (++count_ & 4095) == 0) sink_.progress();
    guard(line, [&] {
      auto fact = read();
      fact.origin = {file_, line};
      if constexpr (std::is_same_v<decltype(fact), EntityFact>)
        sink_.entity(std::move(fact));
      else
        sink_.relation(std::move(fact));
    });
  }
  // Runs `read`; what it throws is a rejection.
  template <class Read>
  void guard(std::uint32_t line, Read read) {
    try {
      read();
    } catch (const Error& error) {
      reject(line, error.hint.empty() ? error.message : error.message + "; " + error.hint);
    }
  }
  void reject(std::uint32_t line, std::string reason) { sink_.reject({{file_, line}, std::move(reason)}); }
  void warn(std::uint32_t line, std::string kind, std::string what) {
    if (sink_.warn) sink_.warn({{file_, line}, std::move(kind), std::move(what)});
  }
  void ontology(Ontology&& ontology) { sink_.ontology(std::move(ontology)); }

 private:
  std::uint32_t file_;
  const DataSink& sink_;
  std::uint64_t count_ = 0;
};

}  // namespace entente
