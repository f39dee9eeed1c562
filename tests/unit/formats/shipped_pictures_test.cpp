// The pictures that the pages show, as a reader sees them: no text hits another text or a box that is not its own, and
// texts are large enough where a page is 838 pixels wide.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr double kPage = 838;       // pixels of a column of text
constexpr double kLeastText = 11;   // pixels
constexpr double kPoint = 4.0 / 3;  // pixels

struct Box {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  void widen(double x, double y) {
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
};

// By more than the rounding of a picture's numbers.
bool hits(const Box& a, const Box& b) {
  constexpr double kTouch = 0.6;
  return std::min(a.right, b.right) - std::max(a.left, b.left) > kTouch &&
         std::min(a.bottom, b.bottom) - std::max(a.top, b.top) > kTouch;
}

struct Text {
  std::string words;
  double size = 0;
  Box box;
};

struct Part {
  std::string id;
  std::optional<Box> shape;
  std::vector<Text> texts;
};

struct Picture {
  double width = 0;         // points
  std::vector<Text> heads;  // title, notes, legend
  std::vector<Part> parts;  // boxes, texts of lines, parts of a timeline
};

double attribute(const std::string& line, const std::string& name) {
  const std::size_t at = line.find(" " + name + "=\"");
  return at == std::string::npos ? 0 : std::stod(line.substr(at + name.size() + 3));
}

// Characters, an entity such as `&#45;` as one.
std::size_t length_of(const std::string& markup) {
  static const std::regex entity("&[#0-9a-z]+;");
  const std::string text = std::regex_replace(markup, entity, "_");
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Text text_of(const std::string& line) {
  const std::size_t start = line.find('>') + 1;
  Text text{line.substr(start, line.rfind("</text>") - start), attribute(line, "font-size"), {}};
  const double width = 0.5 * text.size * static_cast<double>(length_of(text.words));  // of Helvetica
  const double x = attribute(line, "x"), y = attribute(line, "y");
  const bool is_middle = line.find("text-anchor=\"middle\"") != std::string::npos;
  const bool is_end = line.find("text-anchor=\"end\"") != std::string::npos;
  text.box.widen(x - (is_middle ? width / 2 : is_end ? width : 0), y - 0.7 * text.size);
  text.box.widen(x + (is_middle ? width / 2 : is_end ? 0 : width), y + 0.1 * text.size);
  return text;
}

Picture read_picture(const fs::path& file) {
  static const std::regex number(R"((-?[0-9.]+),(-?[0-9.]+))");
  std::ifstream in(file);
  Picture picture;
  Part* part = nullptr;
  std::string kind;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("<svg ")) picture.width = attribute(line, "width");
    if (line.starts_with("<g id=\"") && line.find("class=\"") != std::string::npos) {
      const std::size_t at = line.find("class=\"") + 7;
      kind = line.substr(at, line.find('"', at) - at);
      if (kind == "node") part = &picture.parts.emplace_back(Part{line.substr(7, line.find('"', 7) - 7), {}, {}});
    }
    if (line.starts_with("<text ")) (kind == "node" ? part->texts : picture.heads).push_back(text_of(line));
    if (kind != "node") continue;
    Box shape;
    if (line.starts_with("<ellipse ")) {
      const double x = attribute(line, "cx"), y = attribute(line, "cy");
      shape.widen(x - attribute(line, "rx"), y - attribute(line, "ry"));
      shape.widen(x + attribute(line, "rx"), y + attribute(line, "ry"));
    } else if (line.starts_with("<polygon ") || line.starts_with("<path ")) {
      const std::size_t start = std::min(line.find(" points=\""), line.find(" d=\""));
      if (start == std::string::npos) continue;
      for (auto it = std::sregex_iterator(line.begin() + static_cast<std::ptrdiff_t>(start), line.end(), number);
           it != std::sregex_iterator(); ++it)
        shape.widen(std::stod((*it)[1]), std::stod((*it)[2]));
    } else {
      continue;
    }
    if (!part->shape) part->shape = shape;
  }
  return picture;
}

// What a reader can't read, each a line.
std::vector<std::string> collisions(const Picture& picture) {
  struct Item {
    std::string words;
    Box box;
    bool is_box;
  };
  std::vector<Item> items;
  std::size_t number = 0;
  for (const Text& text : picture.heads)
    if (text.words.find_first_not_of(' ') != std::string::npos) items.push_back({text.words, text.box, false});
  for (const Part& part : picture.parts) {
    const bool is_entity = part.id.starts_with("n") && part.id.find_first_not_of("0123456789", 1) == std::string::npos;
    const bool is_label = part.id.starts_with("l") && !part.id.starts_with("legend");
    if ((is_entity || is_label) && part.shape) items.push_back({part.id, *part.shape, true});
    if (!is_entity && !is_label)
      for (const Text& text : part.texts) items.push_back({text.words, text.box, false});
    ++number;
  }
  std::vector<std::string> found;
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t k = i + 1; k < items.size(); ++k)
      if (hits(items[i].box, items[k].box)) found.push_back(items[i].words + " hits " + items[k].words);
  EXPECT_GT(number, 0U);
  return found;
}

std::vector<fs::path> pictures() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "docs"))
    if (entry.path().extension() == ".svg") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

TEST(ShippedPictures, NoTextHitsAnother) {
  ASSERT_FALSE(pictures().empty());
  for (const fs::path& file : pictures())
    for (const std::string& collision : collisions(read_picture(file))) ADD_FAILURE() << file << ": " << collision;
}

TEST(ShippedPictures, TextIsLargeEnoughOnAPage) {
  for (const fs::path& file : pictures()) {
    const Picture picture = read_picture(file);
    const double scale = std::min(kPoint, kPage / picture.width);
    double least = 1e9;
    for (const Text& text : picture.heads) least = std::min(least, text.size);
    for (const Part& part : picture.parts)
      for (const Text& text : part.texts) least = std::min(least, text.size);
    EXPECT_GE(least * scale, kLeastText) << file << " is " << picture.width << " points wide";
  }
}

// The measure itself: two texts at one place are found.
TEST(ShippedPictures, ACollisionIsSeen) {
  Picture picture;
  for (const char* words : {"met", "served"}) {
    Text text{words, 10, {}};
    text.box.widen(0, 0);
    text.box.widen(20, 8);
    picture.parts.push_back({"t1", std::nullopt, {text}});
  }
  EXPECT_EQ(collisions(picture), std::vector<std::string>{"met hits served"});
}

}  // namespace
}  // namespace entente
