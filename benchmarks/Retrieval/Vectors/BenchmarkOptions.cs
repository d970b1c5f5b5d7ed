using System.Globalization;
using RagCluster.Vectors.Indexes;

namespace RagCluster.Retrieval.Vectors;

/// <summary>The command line of the part.</summary>
internal sealed record BenchmarkOptions
{
    internal const string Usage = """
        Usage: Retrieval vectors [--quick] [--rows N] [--queries N] [--uneven | --texts] [--reuse-index] [--threads N] [--degree N] [--build-width N] [--alpha X] [--cache DIR] [--no-peers] [--peer-limit SECONDS] [--no-filters] [--no-scans] [--bits]
          --quick    10,000 rows
          --uneven   20,000 uneven clusters instead of 1,000 even ones
          --texts    the shared texts, embedded by the built-in model, instead of generated rows
          --cache    where generated sets, their true neighbours and the index are written; they are used again
          --reuse-index  takes the index of the last run instead of building one
          --no-peers measures only ours
          --peer-limit  seconds after which a peer is stopped; what it printed until then counts
          --no-filters  leaves the table of filtered searches out
          --bits     gives rows a bit for each dimension besides their codes
          --no-scans  leaves the table of rows without a graph out
        """;

    internal int Rows { get; init; } = 100_000;

    internal int Queries { get; init; } = 1000;

    internal bool IsUneven { get; init; }

    internal bool IsTexts { get; init; }

    internal bool IsQuick { get; init; }

    internal TimeSpan PeerLimit { get; init; } = TimeSpan.FromMinutes(30);

    internal bool ReusesIndex { get; init; }

    internal string? CacheDirectory { get; init; }

    internal bool RunsPeers { get; init; } = true;

    internal bool RunsFilters { get; init; } = true;

    internal bool RunsScans { get; init; } = true;

    internal VectorIndexOptions Index { get; init; } = new();

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown or has no number.</exception>
    internal static BenchmarkOptions Parse(string[] args)
    {
        var options = new BenchmarkOptions();
        for (int i = 0; i < args.Length; i++)
        {
            string Next() => ++i < args.Length ? args[i] : throw new FormatException($"{args[i - 1]} needs a value.");
            int Number() => int.Parse(Next(), CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--quick" => options with { Rows = 10_000, Queries = 300, IsQuick = true, PeerLimit = TimeSpan.FromMinutes(1) },
                "--uneven" => options with { IsUneven = true },
                "--texts" => options with { IsTexts = true },
                "--peer-limit" => options with { PeerLimit = TimeSpan.FromSeconds(Number()) },
                "--reuse-index" => options with { ReusesIndex = true },
                "--rows" => options with { Rows = Number() },
                "--queries" => options with { Queries = Number() },
                "--cache" => options with { CacheDirectory = Next() },
                "--no-filters" => options with { RunsFilters = false },
                "--bits" => options with { Index = options.Index with { HasBits = true } },
                "--no-scans" => options with { RunsScans = false },
                "--no-peers" => options with { RunsPeers = false },
                "--threads" => options with { Index = options.Index with { Threads = Number() } },
                "--degree" => options with { Index = options.Index with { Degree = Number() } },
                "--build-width" => options with { Index = options.Index with { BuildWidth = Number() } },
                "--alpha" => options with { Index = options.Index with { Alpha = float.Parse(Next(), CultureInfo.InvariantCulture) } },
                _ => throw new FormatException($"{args[i]} is not an option."),
            };
        }

        return options;
    }
}
