// graph-data/data.schema.json: every shipped data set follows it, and it turns down what is not in the format.
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "entente/model/ontology.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

const fs::path kDataFolder = fs::path(ENTENTE_SOURCE_DIR) / "graph-data";

std::string text_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// RapidJSON wants the dollar sign in a reference percent-encoded, which the standard permits and does not ask for.
std::string encoded_references(std::string schema) {
  const std::string plain = "#/$defs/";
  for (std::size_t at = schema.find(plain); at != std::string::npos; at = schema.find(plain, at)) {
    schema.replace(at, plain.size(), "#/%24defs/");
  }
  return schema;
}

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.c_str());
  EXPECT_FALSE(document.HasParseError()) << text.substr(0, 200);
  return document;
}

// The schema of a file, or of one of its parts ("record").
class Schema {
 public:
  explicit Schema(const std::string& part = {}) : document_(json(part)) {}

  // Empty where the text follows the schema, otherwise where and by what rule it does not.
  std::string fault(const std::string& text) const {
    const rapidjson::Document value = parsed(text);
    rapidjson::SchemaValidator validator(document_);
    if (value.Accept(validator)) return {};
    rapidjson::StringBuffer place;
    validator.GetInvalidDocumentPointer().StringifyUriFragment(place);
    return std::string(place.GetString()) + ": " + validator.GetInvalidSchemaKeyword();
  }

 private:
  static rapidjson::Document json(const std::string& part) {
    rapidjson::Document schema = parsed(encoded_references(text_of_file(kDataFolder / "data.schema.json")));
    if (part.empty()) return schema;
    auto& memory = schema.GetAllocator();
    rapidjson::Document only(&memory);
    only.SetObject();
    only.AddMember("$ref", rapidjson::Value(("#/%24defs/" + part).c_str(), memory), memory);
    only.AddMember("$defs", schema["$defs"], memory);
    rapidjson::Document copy;
    copy.CopyFrom(only, copy.GetAllocator());
    return copy;
  }

  rapidjson::SchemaDocument document_;
};

std::vector<fs::path> data_files(const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kDataFolder)) {
    if (entry.path().filename() == "style.json") continue;                      // how pictures look: style.schema.json
    if (entry.path().filename().string().ends_with(".columns.json")) continue;  // columns.schema.json
    if (entry.path().extension() == extension && entry.path().parent_path() != kDataFolder)
      files.push_back(entry.path());
  }
  return files;
}

TEST(DataSchema, EveryDataFileFollowsIt) {
  const Schema schema;
  const auto files = data_files(".json");
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) EXPECT_EQ(schema.fault(text_of_file(file)), "") << file;
}

TEST(DataSchema, EveryLineOfARecordFileFollowsIt) {
  const Schema record("record");
  const auto files = data_files(".jsonl");
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    std::ifstream in(file);
    int number = 0;
    for (std::string line; std::getline(in, line);) EXPECT_EQ(record.fault(line), "") << file << " line " << ++number;
  }
}

TEST(DataSchema, TakesEveryFormOfAValue) {
  const Schema record("record");
  for (const std::string value :
       {"1", "2.5", "true", R"("text")", R"([1, ["a"], {"b": true}])", R"({"a": {"b": [1]}})",
        R"({"$period": "1949/.."})", R"({"$period": {"edtf": "1949", "extent": "throughout"}})",
        R"({"$value": "Bonn", "valid": "1949/1990"})",
        R"({"$value": 7, "valid": ["1949", "1955"], "sources": ["a#P1"]})",
        R"([{"$value": 7, "sources": ["a"]}, {"$value": 8, "sources": ["b"]}])", R"({"$period": ["1949", "1955"]})",
        R"([{"$value": 1, "valid": "1949"}, {"$value": 2, "valid": {"latest_end": "-inf"}}])", R"({"$float": "NaN"})",
        R"({"$map": {"$key": 1}})"}) {
    EXPECT_EQ(record.fault(R"({"id": "a", "type": ["X", "Y"], "properties": {"p": )" + value + "}}"), "") << value;
  }
}

TEST(DataSchema, TakesStretchesAndDatings) {
  EXPECT_EQ(Schema().fault(R"({"entente": 2, "entities": [
    {"id": "a", "type": "X", "valid": ["1954/1959", {"edtf": "1964", "extent": "throughout"}]},
    {"id": "b", "type": "X", "datings": [{"valid": "1954", "sources": ["a#P1"]}, {"valid": ["1955", "1957"]}]}]})"),
            "");
}

TEST(DataSchema, TakesAnOntologyWithAllItsParts) {
  EXPECT_EQ(Schema().fault(R"({"entente": 1, "ontology": {
    "entity_types": [{"name": "A", "parent": "B", "summary": "", "same_as": ["schema:Person", "wd:Q5"]}],
    "relation_types": [{"name": "R", "within": ["from", "to"], "lifetime": true, "order": "starts_before",
                        "verb": {"base": "go", "present": "goes", "past": "went", "participle": "gone"},
                        "same_as": ["crm:P7_took_place_at"]}],
    "rules": [{"name": "a", "summary": "", "concludes": "R", "query": "MATCH (n) RETURN n"}],
    "expected": [{"check": "a", "facts": ["F1", "F2"], "reason": "b"}]}})"),
            "");
}

// A field is a row of the table in ontology.hpp: the schema has those and no other, the page explains them.
TEST(DataSchema, HasTheFieldsOfARelationType) {
  std::set<std::string> fields, keys;
  for_each_field_of_relation_types([&](const char* name, auto, FieldPlace) { fields.emplace(name); });
  const rapidjson::Document schema = parsed(text_of_file(kDataFolder / "data.schema.json"));
  for (const auto& property : schema["$defs"]["relation_type"]["properties"].GetObject())
    keys.emplace(property.name.GetString());
  EXPECT_EQ(keys, fields);
  const std::string page = text_of_file(kDataFolder / "README.md");
  const std::size_t begin = page.find("A relation type has `name` and may have:");
  ASSERT_NE(begin, std::string::npos);
  const std::string section = page.substr(begin, page.find("\n#", begin) - begin);
  for (const std::string& name : fields) EXPECT_NE(section.find("`" + name + "`"), std::string::npos) << name;
}

TEST(DataSchema, TurnsDownWhatIsNotInTheFormat) {
  const Schema schema;
  for (const std::string text :
       {"{}", R"({"entente": 3})", R"({"entente": 1, "entites": []})",
        R"({"entente": 1, "defaults": {"provenance": "hearsay"}})",
        R"({"entente": 1, "ontology": {"relation_types": [{"name": "A", "kind": "point"}]}})",
        R"({"entente": 1, "ontology": {"relation_types": [{"name": "A", "within": ["both"]}]}})",
        R"({"entente": 1, "ontology": {"relation_types": [{"name": "A", "order": "after"}]}})",
        R"({"entente": 1, "ontology": {"relation_types": [{"name": "A", "verb": {"base": "go"}}]}})",
        R"({"entente": 1, "ontology": {"entity_types": [{"name": "A", "same_as": ["http://a/b"]}]}})",
        R"({"entente": 1, "ontology": {"entity_types": [{"name": "A", "same_as": ["Q5"]}]}})",
        R"({"entente": 1, "ontology": {"rules": [{"name": "a", "concludes": "A"}]}})",
        R"({"entente": 1, "ontology": {"expected": [{"check": "a", "facts": [], "reason": "b"}]}})",
        R"({"entente": 1, "ontology": {"expected": [{"check": "a", "facts": ["F1"]}]}})"}) {
    EXPECT_NE(schema.fault(text), "") << text;
  }
  const Schema record("record");
  for (const std::string text :
       {R"({"id": "a"})", R"({"type": "X"})", R"({"id": "", "type": "X"})", R"({"id": "a", "type": []})",
        R"({"type": "MET", "from": "a"})", R"({"id": "a", "type": "X", "vaild": "1949"})",
        R"({"id": "a", "type": "X", "valid": {"phrase": "once"}})",
        R"({"id": "a", "type": "X", "valid": {"edtf": "1949", "extent": "during"}})",
        R"({"id": "a", "type": "X", "properties": {"p": null}})",
        R"({"id": "a", "type": "X", "properties": {"p": {"$period": 1949}}})",
        R"({"id": "a", "type": "X", "properties": {"p": {"$value": 1}}})",
        R"({"id": "a", "type": "X", "properties": {"p": {"a": {"$map": 1}}}})",
        R"({"id": "a", "type": "X", "valid": []})", R"({"id": "a", "type": "X", "valid": [["1954"]]})",
        R"({"id": "a", "type": "X", "datings": []})", R"({"id": "a", "type": "X", "datings": [{"sources": ["a"]}]})",
        R"({"id": "a", "type": "X", "valid": "1954", "datings": [{"valid": "1954"}]})",
        R"({"id": "a", "type": "X", "sources": ["#P1"]})"}) {
    EXPECT_NE(record.fault(text), "") << text;
  }
}

}  // namespace
}  // namespace entente
