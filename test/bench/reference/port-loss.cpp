/*
 * The limit that the engine is measured against: the workload "port-loss" written for nothing but speed. It knows no
 * hops, no limits and no scenario; it gives the same statistics as every other contestant.
 *
 *   port-loss --clients N --addresses A [--seconds S] [--seed K] [--selection random|linear] [--ordered] [--warm-up W]
 *
 * What it is made of:
 * - The event set is a row of time slices, since the horizon is known. A slice is a list of chunks of 32 records of 16
 *   bytes; the record carries all that a close needs, so that no connection has a place of its own in memory.
 * - A slice is sorted when the clock enters it: one counting pass, then insertion.
 * - Holds all last the same time: a FIFO ring, never in the event set.
 * - Free ports: a list of 2-byte numbers a space, a claim swaps the last one into the place of the one taken; or a bitmap
 *   with a summary level for a linear search from a random start.
 * - Arrivals are drawn 256 at a time, and the memory that they will touch is fetched while the next ones are drawn.
 *
 * The closes of a slice are applied together. That is exact: a close touches no port, the port that it holds is free
 * again only in a later slice, and samples fall on the ends of slices. `--ordered` merges arrivals, closes and ends of holds one by one
 * instead, as a model must whose closes release something; the results are the same to the last bit.
 */
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace {

constexpr int kBackends = 10;
constexpr int kBackendBits = 4;
constexpr int kPorts = 28232;
constexpr int kPortBits = 15;
constexpr double kMeanLifetimeSec = 600;
constexpr double kHoldSec = 60;
constexpr int kBlock = 256;
constexpr int kChunkRecords = 32;
/* About so many closes lie in one slice: enough to pay for entering it, few enough to be sorted in the cache. */
constexpr double kClosesPerSlice = 512;

struct Options {
  double clients = 100000;
  int addresses = 1;
  int seconds = 3600;
  std::uint64_t seed = 1;
  bool linear = false;
  bool ordered = false;
  int warmUps = 1;
};

/* xoshiro256++ by D. Blackman and S. Vigna. */
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (auto& word : state_) {
      seed += 0x9e3779b97f4a7c15;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      word = z ^ (z >> 31);
    }
  }

  std::uint64_t next() {
    auto& s = state_;
    const std::uint64_t result = rotate(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
  }

  double nextDouble() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  static std::uint64_t rotate(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::uint64_t state_[4];
};

/* Exponential samples by the ziggurat of G. Marsaglia and W. W. Tsang (2000), 256 layers. */
class Exponential {
 public:
  Exponential() {
    const double area = kTail * std::exp(-kTail) + std::exp(-kTail);
    double edge[257];
    edge[0] = area / std::exp(-kTail);
    edge[1] = kTail;
    for (int i = 1; i < 255; i++) edge[i + 1] = -std::log(area / edge[i] + std::exp(-edge[i]));
    edge[256] = 0;
    for (int i = 0; i < 256; i++) {
      scale_[i] = edge[i] * 0x1p-53;
      inside_[i] = static_cast<std::uint64_t>(edge[i + 1] / edge[i] * 0x1p53);
      density_[i] = std::exp(-edge[i]);
    }
    density_[256] = 1;
  }

  double operator()(Random& random) const {
    const std::uint64_t bits = random.next();
    const int layer = bits & 255;
    const std::uint64_t position = bits >> 11;
    const double value = static_cast<double>(position) * scale_[layer];
    if (__builtin_expect(position < inside_[layer], 1)) return value;
    return outside(random, layer, value);
  }

 private:
  static constexpr double kTail = 7.69711747013105;
  double scale_[256];
  double density_[257];
  std::uint64_t inside_[256];

  __attribute__((noinline)) double outside(Random& random, int layer, double value) const {
    double offset = 0;
    for (;;) {
      if (layer == 0) {
        offset += kTail;
      } else {
        const double height =
            density_[layer] + random.nextDouble() * (density_[layer + 1] - density_[layer]);
        if (height < std::exp(-value)) return offset + value;
      }
      const std::uint64_t bits = random.next();
      layer = bits & 255;
      const std::uint64_t position = bits >> 11;
      value = static_cast<double>(position) * scale_[layer];
      if (position < inside_[layer]) return offset + value;
    }
  }
};

struct Record {
  double timeSec;
  /* (address << kBackendBits | backend) << kPortBits | port: nothing has to be divided to take it apart. */
  std::uint32_t tuple;
  std::uint32_t unused;
};

struct Chunk {
  Record records[kChunkRecords];
};

/* Closes by time slice. */
class Closes {
 public:
  Closes(int slices, double expectedWaiting) : heads_(slices + 1, -1), counts_(slices + 1, 0) {
    reserve(static_cast<std::size_t>(expectedWaiting / kChunkRecords * 1.1) + slices + 64);
  }

  void push(int slice, double timeSec, std::uint32_t tuple) {
    const std::uint32_t count = counts_[slice]++;
    const std::uint32_t inChunk = count % kChunkRecords;
    if (inChunk == 0) {
      const std::int32_t chunk = take();
      next_[chunk] = heads_[slice];
      heads_[slice] = chunk;
    }
    chunks_[heads_[slice]].records[inChunk] = {timeSec, tuple, 0};
  }

  /* The records of a slice in the order of their times; they are gone from the set. */
  const std::vector<Record>& enter(int slice, double startSec, double lengthSec) {
    const std::size_t count = counts_[slice];
    raw_.resize(count);
    sorted_.resize(count);
    std::size_t end = count;
    for (std::int32_t chunk = heads_[slice]; chunk >= 0;) {
      const std::size_t first = (end - 1) / kChunkRecords * kChunkRecords;
      std::memcpy(&raw_[first], chunks_[chunk].records, (end - first) * sizeof(Record));
      end = first;
      const std::int32_t after = next_[chunk];
      next_[chunk] = free_;
      free_ = chunk;
      chunk = after;
    }
    heads_[slice] = -1;
    counts_[slice] = 0;
    sort(startSec, lengthSec);
    return sorted_;
  }

  std::size_t bytes() const { return capacity_ * (sizeof(Chunk) + 4) + heads_.size() * 8; }

 private:
  std::vector<std::int32_t> heads_;
  std::vector<std::uint32_t> counts_;
  std::unique_ptr<Chunk[]> chunks_;
  std::vector<std::int32_t> next_;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
  std::int32_t free_ = -1;
  std::vector<Record> raw_;
  std::vector<Record> sorted_;
  std::vector<std::uint32_t> places_;

  void reserve(std::size_t capacity) {
    std::unique_ptr<Chunk[]> grown(new Chunk[capacity]);
    if (used_ > 0) std::memcpy(grown.get(), chunks_.get(), used_ * sizeof(Chunk));
    chunks_ = std::move(grown);
    next_.resize(capacity);
    capacity_ = capacity;
  }

  std::int32_t take() {
    if (free_ >= 0) {
      const std::int32_t chunk = free_;
      free_ = next_[chunk];
      return chunk;
    }
    if (used_ == capacity_) reserve(capacity_ * 3 / 2);
    return static_cast<std::int32_t>(used_++);
  }

  void sort(double startSec, double lengthSec) {
    const std::size_t count = raw_.size();
    if (count == 0) return;
    const double placesPerSec = static_cast<double>(count) / lengthSec;
    const std::uint32_t last = static_cast<std::uint32_t>(count - 1);
    const auto placeOf = [&](const Record& record) {
      const auto place = static_cast<std::uint32_t>((record.timeSec - startSec) * placesPerSec);
      return place < last ? place : last;
    };
    places_.assign(count + 1, 0);
    for (const Record& record : raw_) places_[placeOf(record) + 1]++;
    for (std::size_t i = 0; i < count; i++) places_[i + 1] += places_[i];
    for (const Record& record : raw_) sorted_[places_[placeOf(record)]++] = record;
    for (std::size_t i = 1; i < count; i++) {
      const Record record = sorted_[i];
      std::size_t j = i;
      for (; j > 0 && sorted_[j - 1].timeSec > record.timeSec; j--) sorted_[j] = sorted_[j - 1];
      sorted_[j] = record;
    }
  }
};

/* Held ports, in the order in which their holds end. */
class Holds {
 public:
  explicit Holds(double expected) {
    std::size_t capacity = 1024;
    while (capacity < expected * 1.2) capacity *= 2;
    ring_.resize(capacity);
  }
  bool dueBy(double timeSec) const { return first_ != last_ && ring_[first_].timeSec <= timeSec; }
  double nextSec() const { return first_ == last_ ? INFINITY : ring_[first_].timeSec; }
  void push(double timeSec, std::uint32_t tuple) {
    ring_[last_] = {timeSec, tuple, 0};
    last_ = (last_ + 1) & (ring_.size() - 1);
    if (last_ == first_) grow();
  }
  std::uint32_t pop() {
    const std::uint32_t tuple = ring_[first_].tuple;
    first_ = (first_ + 1) & (ring_.size() - 1);
    return tuple;
  }
  std::size_t bytes() const { return ring_.size() * sizeof(Record); }

 private:
  std::vector<Record> ring_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  void grow() {
    std::vector<Record> twice(ring_.size() * 2);
    for (std::size_t i = 0; i < ring_.size(); i++) twice[i] = ring_[(first_ + i) & (ring_.size() - 1)];
    first_ = 0;
    last_ = ring_.size();
    ring_ = std::move(twice);
  }
};

/* Every free port of a space is equally likely, at any load. */
class FreeLists {
 public:
  explicit FreeLists(int spaces) : free_(spaces, kPorts), lists_(new std::uint16_t[spaces * std::size_t{kPorts}]) {
    for (int space = 0; space < spaces; space++)
      for (int port = 0; port < kPorts; port++) lists_[at(space) + port] = static_cast<std::uint16_t>(port);
  }
  void prefetch(std::uint32_t space, std::uint32_t draw) const {
    __builtin_prefetch(&lists_[at(space) + ((std::uint64_t{draw} * free_[space]) >> 32)], 1);
  }
  int claim(std::uint32_t space, std::uint32_t draw) {
    const std::uint32_t free = free_[space];
    if (free == 0) return -1;
    std::uint16_t* list = &lists_[at(space)];
    const std::uint32_t i = (std::uint64_t{draw} * free) >> 32;
    const int port = list[i];
    list[i] = list[free - 1];
    free_[space] = free - 1;
    return port;
  }
  void release(std::uint32_t space, std::uint32_t port) {
    lists_[at(space) + free_[space]++] = static_cast<std::uint16_t>(port);
  }
  std::size_t bytes() const { return free_.size() * (4 + std::size_t{kPorts} * 2); }

 private:
  static std::size_t at(std::uint32_t space) { return space * std::size_t{kPorts}; }
  std::vector<std::uint32_t> free_;
  std::unique_ptr<std::uint16_t[]> lists_;
};

/* The first free port from a random start. A set bit is free; a set bit of the summary is a word with one. */
class Bitmaps {
 public:
  explicit Bitmaps(int spaces) : free_(spaces, kPorts), words_(spaces * std::size_t{kWords}), summary_(spaces * std::size_t{kSummary}) {
    for (int space = 0; space < spaces; space++)
      for (int port = 0; port < kPorts; port++) set(space, port);
  }
  void prefetch(std::uint32_t space, std::uint32_t draw) const {
    __builtin_prefetch(&words_[space * std::size_t{kWords} + (start(draw) >> 6)], 1);
  }
  int claim(std::uint32_t space, std::uint32_t draw) {
    if (free_[space] == 0) return -1;
    free_[space]--;
    const std::uint32_t from = start(draw);
    std::uint32_t word = from >> 6;
    std::uint64_t* words = &words_[space * std::size_t{kWords}];
    std::uint64_t bits = words[word] & (~std::uint64_t{0} << (from & 63));
    if (bits == 0) {
      word = nextWord(space, word + 1);
      bits = words[word];
    }
    const int bit = __builtin_ctzll(bits);
    words[word] &= ~(std::uint64_t{1} << bit);
    if (words[word] == 0) summary_[space * std::size_t{kSummary} + (word >> 6)] &= ~(std::uint64_t{1} << (word & 63));
    return static_cast<int>(word << 6) + bit;
  }
  void release(std::uint32_t space, std::uint32_t port) {
    free_[space]++;
    set(space, port);
  }
  std::size_t bytes() const { return free_.size() * 4 + (words_.size() + summary_.size()) * 8; }

 private:
  static constexpr int kWords = (kPorts + 63) / 64;
  static constexpr int kSummary = (kWords + 63) / 64;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint64_t> summary_;

  static std::uint32_t start(std::uint32_t draw) { return (std::uint64_t{draw} * kPorts) >> 32; }
  void set(std::uint32_t space, std::uint32_t port) {
    words_[space * std::size_t{kWords} + (port >> 6)] |= std::uint64_t{1} << (port & 63);
    summary_[space * std::size_t{kSummary} + (port >> 12)] |= std::uint64_t{1} << ((port >> 6) & 63);
  }
  /* The first word with a free port from `from` on, around the end; there is one. */
  std::uint32_t nextWord(std::uint32_t space, std::uint32_t from) const {
    const std::uint64_t* summary = &summary_[space * std::size_t{kSummary}];
    std::uint32_t group = from >> 6;
    if (group < kSummary) {
      std::uint64_t bits = summary[group] & (~std::uint64_t{0} << (from & 63));
      for (;;) {
        if (bits != 0) return (group << 6) + __builtin_ctzll(bits);
        if (++group == kSummary) break;
        bits = summary[group];
      }
    }
    for (group = 0;; group++)
      if (summary[group] != 0) return (group << 6) + __builtin_ctzll(summary[group]);
  }
};

struct Sample {
  std::int64_t concurrent, held, blocked;
  std::int64_t backends[kBackends];
};

struct Outcome {
  std::int64_t events = 0, arrivals = 0, blocked = 0;
  double meanConcurrent = 0, meanHeld = 0, cpuSec = 0;
  std::size_t bytes = 0;
};

struct Arrival {
  double timeSec, lifetimeSec;
  std::uint32_t space, draw;
};

template <class Ports>
class Run {
 public:
  explicit Run(const Options& options)
      : options_(options),
        random_(options.seed),
        slicesPerSec_(slicesPerSec(options)),
        slices_(options.seconds * slicesPerSec_),
        closes_(slices_, options.clients),
        holds_(options.clients / kMeanLifetimeSec * kHoldSec),
        ports_(options.addresses << kBackendBits) {
    samples_.reserve(options.seconds + 1);
  }

  Outcome run() {
    sample();
    drawBlock();
    for (int slice = 0; slice < slices_; slice++) {
      const double startSec = static_cast<double>(slice) / slicesPerSec_;
      const double endSec = static_cast<double>(slice + 1) / slicesPerSec_;
      slice_ = slice;
      closing_ = &closes_.enter(slice, startSec, 1.0 / slicesPerSec_);
      closingNext_ = 0;
      if (options_.ordered) inOrder(endSec);
      else {
        admit(endSec);
        close();
      }
      if ((slice + 1) % slicesPerSec_ == 0) sample();
    }
    return outcome();
  }

 private:
  const Options& options_;
  Random random_;
  Exponential exponential_;
  int slicesPerSec_;
  int slices_;
  int slice_ = 0;
  Closes closes_;
  Holds holds_;
  Ports ports_;
  const std::vector<Record>* closing_ = nullptr;
  std::size_t closingNext_ = 0;
  /* Closes of the slice that the clock is in, drawn meanwhile: lifetimes that end within it. */
  std::vector<Record> late_;
  Arrival block_[kBlock];
  int blockNext_ = 0;
  double lastArrivalSec_ = 0;
  std::uint32_t turn_ = 0;
  Sample now_{};
  std::int64_t arrivals_ = 0, closed_ = 0, holdEnds_ = 0;
  std::vector<Sample> samples_;

  static int slicesPerSec(const Options& options) {
    const double closesPerSec = options.clients / kMeanLifetimeSec;
    return std::max(1, static_cast<int>(std::lround(closesPerSec / kClosesPerSlice)));
  }

  void drawBlock() {
    const double meanGapSec = kMeanLifetimeSec / options_.clients;
    double timeSec = lastArrivalSec_;
    for (Arrival& arrival : block_) {
      timeSec += exponential_(random_) * meanGapSec;
      const std::uint64_t bits = random_.next();
      const std::uint32_t backend = ((bits >> 32) * kBackends) >> 32;
      arrival = {timeSec, exponential_(random_) * kMeanLifetimeSec, (turn_ << kBackendBits) | backend,
                 static_cast<std::uint32_t>(bits)};
      if (++turn_ == static_cast<std::uint32_t>(options_.addresses)) turn_ = 0;
      ports_.prefetch(arrival.space, arrival.draw);
    }
    lastArrivalSec_ = timeSec;
    blockNext_ = 0;
  }

  void arrive(const Arrival& arrival) {
    arrivals_++;
    const int port = ports_.claim(arrival.space, arrival.draw);
    if (port < 0) {
      now_.blocked++;
      return;
    }
    now_.concurrent++;
    now_.backends[arrival.space & ((1 << kBackendBits) - 1)]++;
    const double closeSec = arrival.timeSec + arrival.lifetimeSec;
    const double position = closeSec * slicesPerSec_;
    if (position >= slices_) return;
    const int slice = static_cast<int>(position);
    const std::uint32_t tuple = (arrival.space << kPortBits) | static_cast<std::uint32_t>(port);
    if (slice > slice_) closes_.push(slice, closeSec, tuple);
    else lateClose({closeSec, tuple, 0});
  }

  void lateClose(const Record& record) {
    const auto place = std::upper_bound(late_.begin(), late_.end(), record,
                                        [](const Record& a, const Record& b) { return a.timeSec > b.timeSec; });
    late_.insert(place, record);
  }

  void endHold() {
    const std::uint32_t tuple = holds_.pop();
    ports_.release(tuple >> kPortBits, tuple & ((1u << kPortBits) - 1));
    now_.held--;
    holdEnds_++;
  }

  void closeOne(const Record& record) {
    now_.concurrent--;
    now_.held++;
    now_.backends[(record.tuple >> kPortBits) & ((1 << kBackendBits) - 1)]--;
    holds_.push(record.timeSec + kHoldSec, record.tuple);
    closed_++;
  }

  /* Arrivals and ends of holds up to the end of the slice: the only two that touch ports. */
  void admit(double endSec) {
    for (;;) {
      if (blockNext_ == kBlock) drawBlock();
      const Arrival& arrival = block_[blockNext_];
      if (arrival.timeSec >= endSec) break;
      while (holds_.dueBy(arrival.timeSec)) endHold();
      arrive(arrival);
      blockNext_++;
    }
    while (holds_.nextSec() < endSec) endHold();
  }

  void close() {
    for (const Record& record : *closing_) {
      while (!late_.empty() && late_.back().timeSec < record.timeSec) closeLate();
      closeOne(record);
    }
    while (!late_.empty()) closeLate();
  }

  void closeLate() {
    const Record record = late_.back();
    late_.pop_back();
    closeOne(record);
  }

  /* The same, one event at a time in the order of their times. */
  void inOrder(double endSec) {
    const std::size_t closing = closing_->size();
    for (;;) {
      if (blockNext_ == kBlock) drawBlock();
      const double arrivalSec = block_[blockNext_].timeSec;
      const double sortedSec = closingNext_ < closing ? (*closing_)[closingNext_].timeSec : INFINITY;
      const double lateSec = late_.empty() ? INFINITY : late_.back().timeSec;
      const double closeSec = std::min(sortedSec, lateSec);
      const double holdSec = holds_.nextSec();
      if (holdSec <= closeSec && holdSec <= arrivalSec) {
        if (holdSec >= endSec) return;
        endHold();
      } else if (closeSec <= arrivalSec) {
        if (closeSec >= endSec) return;
        if (sortedSec <= lateSec) closeOne((*closing_)[closingNext_++]);
        else closeLate();
      } else {
        if (arrivalSec >= endSec) return;
        arrive(block_[blockNext_++]);
      }
    }
  }

  void sample() { samples_.push_back(now_); }

  Outcome outcome() const {
    Outcome result;
    result.events = arrivals_ + closed_ + holdEnds_;
    result.arrivals = arrivals_;
    result.blocked = now_.blocked;
    for (const Sample& sample : samples_) {
      result.meanConcurrent += static_cast<double>(sample.concurrent) / samples_.size();
      result.meanHeld += static_cast<double>(sample.held) / samples_.size();
    }
    result.bytes = closes_.bytes() + holds_.bytes() + ports_.bytes();
    return result;
  }
};

double cpuSec() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Ports>
Outcome timed(const Options& options) {
  const double startSec = cpuSec();
  auto run = std::make_unique<Run<Ports>>(options);
  Outcome outcome = run->run();
  outcome.cpuSec = cpuSec() - startSec;
  return outcome;
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i++) {
    const std::string name = argv[i];
    if (name == "--ordered") {
      options.ordered = true;
      continue;
    }
    if (i + 1 == argc) break;
    const std::string value = argv[++i];
    if (name == "--clients") options.clients = std::stod(value);
    else if (name == "--addresses") options.addresses = std::stoi(value);
    else if (name == "--seconds") options.seconds = std::stoi(value);
    else if (name == "--seed") options.seed = std::stoull(value);
    else if (name == "--selection") options.linear = value == "linear";
    else if (name == "--warm-up") options.warmUps = std::stoi(value);
    else {
      std::fprintf(stderr, "unknown option %s\n", name.c_str());
      std::exit(2);
    }
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  const auto once = [&] { return options.linear ? timed<Bitmaps>(options) : timed<FreeLists>(options); };
  for (int i = 0; i < options.warmUps; i++) once();
  const Outcome outcome = once();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"events\":%lld,\"arrivals\":%lld,\"blocked\":%lld,\"meanConcurrent\":%.3f,\"meanHeld\":%.3f,"
      "\"cpuSec\":%.6f,\"eventsPerSec\":%.0f,\"nsPerEvent\":%.2f,\"bytes\":%zu,\"peakRssBytes\":%lld}\n",
      static_cast<long long>(outcome.events), static_cast<long long>(outcome.arrivals),
      static_cast<long long>(outcome.blocked), outcome.meanConcurrent, outcome.meanHeld, outcome.cpuSec,
      static_cast<double>(outcome.events) / outcome.cpuSec, outcome.cpuSec / outcome.events * 1e9, outcome.bytes,
      static_cast<long long>(usage.ru_maxrss) * 1024);
}
