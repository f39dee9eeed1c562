// Readers that stand in another file than the row of their format, which is beside its writer. They throw kIo and
// kCorruption where the text can't be read at all; a record that is wrong goes to `sink.reject` with its line.
#pragma once

#include <istream>

#include "formats/data_sink.hpp"

namespace entente {

void read_csv(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_data(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_facts(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_gexf(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_graphml(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_nodes_csv(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_relationships_csv(std::istream& in, const ReadOptions& options, const DataSink& sink);
void read_tsv(std::istream& in, const ReadOptions& options, const DataSink& sink);

}  // namespace entente
