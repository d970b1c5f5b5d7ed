// hnswlib on the benchmark's data: hnswlib FILE ROWS QUERIES DIMENSIONS M EF_CONSTRUCTION EF...
// FILE holds rows, queries (float32) and the ten true neighbours of each query (int32). Prints CSV as the benchmark does, and progress,ROWS.
#include "hnswlib.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <thread>
#include <vector>

static constexpr size_t kNeighbours = 10;
static constexpr size_t kPerLine = 4;
static constexpr size_t kProgressRows = 10000;

static double CpuSeconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Data {
  std::vector<float> rows, queries;
  std::vector<int32_t> truth;
  size_t dimensions;
};

static Data Read(const char* path, size_t rows, size_t queries, size_t dimensions) {
  Data data{std::vector<float>(rows * dimensions), std::vector<float>(queries * dimensions), std::vector<int32_t>(queries * kNeighbours), dimensions};
  std::ifstream file(path, std::ios::binary);
  auto read = [&](auto& values) { file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * kPerLine)); };
  read(data.rows);
  read(data.queries);
  read(data.truth);
  if (!file) std::exit(1);
  return data;
}

static void Search(hnswlib::HierarchicalNSW<float>& index, const Data& data, int ef) {
  index.setEf(static_cast<size_t>(ef));
  size_t queries = data.queries.size() / data.dimensions;
  std::vector<double> times(queries);
  size_t hits = 0;
  double best = 1e9;
  for (int round = 0; round < 3; round++) {
    hits = 0;
    double began = CpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    for (size_t i = 0; i < queries; i++) {
      auto start = std::chrono::steady_clock::now();
      auto found = index.searchKnn(&data.queries[i * data.dimensions], kNeighbours);
      times[i] = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
      for (; !found.empty(); found.pop()) {
        auto truth = data.truth.begin() + static_cast<std::ptrdiff_t>(i * kNeighbours);
        hits += std::count(truth, truth + kNeighbours, static_cast<int32_t>(found.top().second)) > 0 ? 1 : 0;
      }
    }
    best = std::min(best, (CpuSeconds(CLOCK_THREAD_CPUTIME_ID) - began) * 1e6 / static_cast<double>(queries));
  }
  std::sort(times.begin(), times.end());
  std::printf("search,%d,%.4f,%.2f,%.2f,%.2f\n", ef, static_cast<double>(hits) / static_cast<double>(queries * kNeighbours), best,
              times[queries / 2], times[queries * 99 / 100]);
  std::fflush(stdout);
}

int main(int argc, char** argv) {
  if (argc < 8) return 2;
  size_t rows = std::strtoul(argv[2], nullptr, 10);
  Data data = Read(argv[1], rows, std::strtoul(argv[3], nullptr, 10), std::strtoul(argv[4], nullptr, 10));
  hnswlib::InnerProductSpace space(data.dimensions);
  hnswlib::HierarchicalNSW<float> index(&space, rows, std::strtoul(argv[5], nullptr, 10), std::strtoul(argv[6], nullptr, 10), 1);
  double cpu = CpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
  for (size_t i = 0; i < rows; i++) {
    index.addPoint(&data.rows[i * data.dimensions], i);
    if ((i + 1) % kProgressRows == 0) {
      std::printf("progress,%zu\n", i + 1);
      std::fflush(stdout);
    }
  }
  double bytes = static_cast<double>(index.size_data_per_element_);
  for (size_t i = 0; i < rows; i++) bytes += index.element_levels_[i] > 0 ? static_cast<double>(index.size_links_per_element_ * static_cast<size_t>(index.element_levels_[i])) / static_cast<double>(rows) : 0;
  std::printf("build,%.2f,%.1f\n", CpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, bytes);
  std::fflush(stdout);
  for (int i = 7; i < argc; i++) Search(index, data, std::atoi(argv[i]));
  return 0;
}
