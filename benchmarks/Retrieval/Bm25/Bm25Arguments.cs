using System.Globalization;

namespace RagCluster.Retrieval.Bm25;

/// <summary>What the part is told.</summary>
internal sealed record Bm25Arguments
{
    internal const string Help = """
        Usage: Retrieval bm25 [--passages 300000] [--queries 1000] [--data DIR] [--keep DIR] [--no-peers] [--quick]
          --data DIR   shared data with the real texts (default: shared/data beside the checkout)
          --keep DIR   keep the section and the peers' input there, and reuse the section when it is there
          --no-peers   measure ours only
          --quick      30,000 passages
        """;

    internal int Passages { get; init; } = 300_000;

    internal int Queries { get; init; } = 1000;

    internal string? Data { get; init; }

    internal string? Keep { get; init; }

    internal bool WithPeers { get; init; } = true;

    /// <summary>Reads the command line; null when it is not understood.</summary>
    internal static Bm25Arguments? Parse(string[] args)
    {
        Bm25Arguments parsed = new();
        for (int i = 0; i < args.Length; i++)
        {
            Bm25Arguments? next = args[i] switch
            {
                "--quick" => parsed with { Passages = 30_000 },
                "--no-peers" => parsed with { WithPeers = false },
                "--passages" when i + 1 < args.Length => parsed with { Passages = Number(args[++i]) },
                "--queries" when i + 1 < args.Length => parsed with { Queries = Number(args[++i]) },
                "--data" when i + 1 < args.Length => parsed with { Data = args[++i] },
                "--keep" when i + 1 < args.Length => parsed with { Keep = args[++i] },
                _ => null,
            };
            if (next is null)
                return null;
            parsed = next;
        }

        return parsed;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
