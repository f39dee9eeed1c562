// What the formats of graphs in JSON share: ids, attributes, and the ontology that goes along.
#pragma once

#include <initializer_list>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>

#include "formats/exchange.hpp"
#include "formats/json/json_document.hpp"
#include "formats/records.hpp"

namespace entente::json {

// An id as text: a string as it is, a number or another value as its JSON text. Empty: absent or null.
std::string id_of(const Json& record, const char* key);
// The members of the object as attributes, apart from those named. Throws kInvalidData.
exchange::Attributes attributes_of(const Json& object, std::initializer_list<std::string_view> apart_from = {});

// Attributes of the graph: {"entente": 1, "ontology": {…}}. The ontology may be null.
void write_graph_attributes(Writer& out, const Ontology* ontology);
// Passes the ontology of attributes that are ours on; those of others say nothing here. Throws kInvalidData, kVersion.
void read_graph_attributes(const Json& attributes, Records& records);

// Takes the fact that `read` makes, and counts a time of it that can't be read.
template <class Read>
void take(Records& records, std::uint32_t line, Read read) {
  exchange::Times times;
  records.take(line, [&] { return read(times); });
  if (!times.unread.empty()) records.warn(line, kTimeIsUnread, std::move(times.unread));
}

// Of a relation without a direction that nothing says so of yet, `directed: false`.
void keep_direction(bool is_directed, exchange::Attributes& attributes);

// Throws kInvalidData.
void need_object(const Json& record, std::string_view what);
// As id_of; throws kInvalidData where there is none.
std::string end_of(const Json& record, const char* key);

// Reads a document; where it breaks off, that is a rejection. `read` gets the document and the records.
template <class Read>
void read_document(std::istream& stream, const ReadOptions& options, const DataSink& sink, Read read) {
  DocumentReader in(stream, options.limits);
  Records records(options, sink);
  try {
    read(in, records);
    in.end();
  } catch (const Broken& broken) {
    records.reject(in.line(), broken.reason + "; the rest of the file can't be read");
  }
}

// Lists with a record a line. `write` writes one of `records` (a pair of which the second counts).
template <class List, class Write>
void write_lines(std::ostream& stream, const List& records, Write write) {
  json::Output wrapped(stream);
  const char* separator = "\n";
  for (const auto& [index, record] : records) {
    stream << separator;
    separator = ",\n";
    Writer out(wrapped);
    write(out, record);
  }
}

}  // namespace entente::json
