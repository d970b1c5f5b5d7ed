using System.Globalization;
using RagCluster.Vectors.Indexes;

namespace RagCluster.Retrieval.Vectors;

/// <summary>The command line of the part.</summary>
internal sealed record BenchmarkOptions
{
    internal const string Usage = """
        Usage: Retrieval vectors [--quick] [--rows N] [--queries N] [--uneven | --texts] [--parts LIST] [--peers LIST] [--peer-limit SECONDS] [--reuse-index] [--threads N] [--degree N] [--build-width N] [--alpha X] [--cache DIR] [--bits | --no-bits]
          --quick    10,000 rows
          --uneven   20,000 uneven clusters instead of 1,000 even ones
          --texts    the shared texts, embedded by the built-in model, instead of generated rows
          --cache    where generated sets, their true neighbours and the index are written; they are used again
          --reuse-index  takes the index of the last run instead of building one
          --parts    what to measure, of searches,scans,filters,peers; none makes the set and its neighbours only
          --peers    which peers, of hnswlib,usearch,faiss
          --peer-limit  seconds after which a peer is stopped, or as soon as its build can't end within them; what it printed until then counts
          --bits     gives rows a bit for each dimension besides their codes, where they would not have them
          --no-bits  gives them none
        """;

    internal int Rows { get; init; } = 100_000;

    internal int Queries { get; init; } = 1000;

    internal bool IsUneven { get; init; }

    internal bool IsTexts { get; init; }

    internal bool IsQuick { get; init; }

    internal TimeSpan PeerLimit { get; init; } = TimeSpan.FromMinutes(30);

    internal bool ReusesIndex { get; init; }

    internal string? CacheDirectory { get; init; }

    internal BenchmarkParts Parts { get; init; } = BenchmarkParts.All;

    /// <summary>The short names of the peers to run.</summary>
    internal string[] Peers { get; init; } = Peer.Names;

    internal VectorIndexOptions Index { get; init; } = new();

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown or has no number.</exception>
    internal static BenchmarkOptions Parse(string[] args)
    {
        BenchmarkOptions options = new();
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
                "--bits" => options with { Index = options.Index with { Bits = VectorBits.Always } },
                "--no-bits" => options with { Index = options.Index with { Bits = VectorBits.Never } },
                "--parts" => options with { Parts = PartsOf(Next()) },
                "--peers" => options with { Peers = PeersOf(Next()) },
                "--threads" => options with { Index = options.Index with { Threads = Number() } },
                "--degree" => options with { Index = options.Index with { Degree = Number() } },
                "--build-width" => options with { Index = options.Index with { BuildWidth = Number() } },
                "--alpha" => options with { Index = options.Index with { Alpha = float.Parse(Next(), CultureInfo.InvariantCulture) } },
                _ => throw new FormatException($"{args[i]} is not an option."),
            };
        }

        return options;
    }

    private static BenchmarkParts PartsOf(string list) =>
        Enum.TryParse(list, ignoreCase: true, out BenchmarkParts parts) && !int.TryParse(list, out _)
            ? parts
            : throw new FormatException(
                $"--parts takes a list of {string.Join(", ", Enum.GetNames<BenchmarkParts>()).ToLowerInvariant()}, not {list}."
            );

    private static string[] PeersOf(string list)
    {
        string[] names = list.Split(',');
        return names.All(Peer.Names.Contains)
            ? names
            : throw new FormatException($"--peers takes a list of {string.Join(", ", Peer.Names)}, not {list}.");
    }
}
