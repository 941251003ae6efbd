// Timestamps in YAML: the four layouts go-yaml tries, with the liberties of Go's time.Parse (one-digit fields, a
// comma before the fraction, any number of blanks where the layout has one).
#include "base/ascii.h"
#include "data/yaml_scalars.h"

namespace kpp::data {
namespace {

class TimestampReader {
 public:
  explicit TimestampReader(std::string_view text) : text_(text) {}
  bool at_end() const { return pos_ == text_.size(); }
  char peek(std::size_t ahead = 0) const { return pos_ + ahead < text_.size() ? text_[pos_ + ahead] : '\0'; }
  bool take(char c) {
    if (peek() != c || at_end()) return false;
    ++pos_;
    return true;
  }
  void skip_blanks() {
    while (peek() == ' ') ++pos_;
  }
  /// One or two digits (two when `fixed`), or -1.
  int number(bool fixed = false) {
    if (!is_digit(peek())) return -1;
    if (!is_digit(peek(1))) return fixed ? -1 : text_[pos_++] - '0';
    const int value = (peek() - '0') * 10 + (peek(1) - '0');
    pos_ += 2;
    return value;
  }
  int year() {
    for (std::size_t i = 0; i < 4; ++i) {
      if (!is_digit(peek(i))) return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; ++i) value = value * 10 + (text_[pos_++] - '0');
    return value;
  }
  void skip_fraction() {
    if ((peek() != '.' && peek() != ',') || !is_digit(peek(1))) return;
    ++pos_;
    while (is_digit(peek())) ++pos_;
  }

 private:
  std::string_view text_;
  std::size_t pos_ = 0;
};

int days_in(int month, int year) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool read_date(TimestampReader& in) {
  const int year = in.year();
  if (year < 0 || !in.take('-')) return false;
  const int month = in.number();
  if (month < 1 || month > 12 || !in.take('-')) return false;
  const int day = in.number();
  return day >= 1 && day <= days_in(month, year);
}

bool read_time(TimestampReader& in) {
  const int hour = in.number();
  if (hour < 0 || hour > 23 || !in.take(':')) return false;
  const int minute = in.number();
  if (minute < 0 || minute > 59 || !in.take(':')) return false;
  const int second = in.number();
  if (second < 0 || second > 59) return false;
  in.skip_fraction();
  return true;
}

bool read_zone(TimestampReader& in) {
  if (in.take('Z')) return true;
  if (!in.take('+') && !in.take('-')) return false;
  const int hours = in.number(true);
  if (hours < 0 || hours > 24 || !in.take(':')) return false;
  const int minutes = in.number(true);
  return minutes >= 0 && minutes <= 60;
}

}  // namespace

bool is_yaml_timestamp(std::string_view text) {
  if (text.size() < 8 || !is_digit(text[0]) || text[4] != '-') return false;
  TimestampReader in(text);
  if (!read_date(in)) return false;
  if (in.at_end()) return true;
  if (in.take('T') || in.take('t')) return read_time(in) && read_zone(in) && in.at_end();
  if (in.peek() != ' ') return false;
  in.skip_blanks();
  return read_time(in) && in.at_end();
}

}  // namespace kpp::data
