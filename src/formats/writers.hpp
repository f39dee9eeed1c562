// The writers behind the table of formats, a file each.
#pragma once

#include <memory>
#include <ostream>

#include "entente/formats.hpp"

namespace entente {

void write_csv(const Table& table, const WriteOptions& options, std::ostream& out);
void write_cytoscape(const Table& table, const WriteOptions& options, std::ostream& out);
void write_data(const Table& table, const WriteOptions& options, std::ostream& out);
void write_facts(const Table& table, const WriteOptions& options, std::ostream& out);
void write_dot(const Table& table, const WriteOptions& options, std::ostream& out);
void write_gexf(const Table& table, const WriteOptions& options, std::ostream& out);
void write_gexf_12(const Table& table, const WriteOptions& options, std::ostream& out);
void write_graphml(const Table& table, const WriteOptions& options, std::ostream& out);
void write_jgf(const Table& table, const WriteOptions& options, std::ostream& out);
void write_json(const Table& table, const WriteOptions& options, std::ostream& out);
void write_jsonld(const Table& table, const WriteOptions& options, std::ostream& out);
void write_jsonl(const Table& table, const WriteOptions& options, std::ostream& out);
void write_node_link(const Table& table, const WriteOptions& options, std::ostream& out);
void write_text_table(const Table& table, const WriteOptions& options, std::ostream& out);
void write_tsv(const Table& table, const WriteOptions& options, std::ostream& out);
void write_nodes_csv(const Table& table, const WriteOptions& options, std::ostream& out);
void write_relationships_csv(const Table& table, const WriteOptions& options, std::ostream& out);
void write_script(const Table& table, const WriteOptions& options, std::ostream& out);

// Those that write row by row.
std::unique_ptr<RowWriter> csv_rows(std::ostream& out);
std::unique_ptr<RowWriter> jsonl_rows(std::ostream& out);
std::unique_ptr<RowWriter> tsv_rows(std::ostream& out);
// All of a result at once.
void write_by_rows(const Table& table, RowWriter& writer);

}  // namespace entente
