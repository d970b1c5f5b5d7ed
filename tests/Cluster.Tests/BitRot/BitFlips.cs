using Microsoft.Data.Sqlite;

namespace RagCluster.Cluster.Tests.BitRot;

/// <summary>Flips bits of a stopped server's files, spread over database, cached values, segments and manifests.</summary>
/// <param name="data">The data folder.</param>
/// <param name="random">Chooses.</param>
internal sealed class BitFlips(string data, Random random)
{
    private const int SnippetBytes = 24;
    private readonly HashSet<string> _segments = [];
    private readonly HashSet<string> _manifests = [];

    /// <summary>Bits that were flipped, by what they lie in.</summary>
    internal Dictionary<string, int> Counts { get; } = [];

    /// <summary>Whether manifests are damaged too.</summary>
    internal bool InManifests { get; init; } = true;

    /// <summary>
    /// Segments with a flipped bit whose manifest has none: a shard without a manifest is made anew as a whole, and nobody looks at its
    /// segments.
    /// </summary>
    internal IReadOnlyCollection<string> Segments =>
        [
            .. _segments.Where(segment =>
                IsOpened(segment) && !_manifests.Contains(Path.Combine(Path.GetDirectoryName(segment)!, "manifest"))
            ),
        ];

    /// <summary>Manifests with a flipped bit.</summary>
    internal IReadOnlyCollection<string> Manifests => [.. _manifests.Where(IsOpened)];

    /// <summary>
    /// Flips bits: half of them anywhere in the database and its write-ahead log, a tenth in its cached values, three tenths in segments, a
    /// tenth in manifests, and one more in the pages' sums.
    /// </summary>
    internal void Flip(int count)
    {
        string database = Path.Combine(data, "ragcluster.db");
        string[] shards = Directory.GetFiles(Path.Combine(data, "shards"), "*", SearchOption.AllDirectories);
        string[] segments = [.. shards.Where(path => path.EndsWith(".segment", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] manifests = [.. shards.Where(path => Path.GetFileName(path) == "manifest").Order(StringComparer.Ordinal)];
        Assert.NotEmpty(segments);
        Assert.NotEmpty(manifests);
        long[] cached = FindCached(database);
        long bytes = new FileInfo(database).Length;
        long logBytes = new FileInfo(database + "-wal") is { Exists: true } log ? log.Length : 0;
        if (File.Exists(database + ".sums"))
            FlipAnywhere("sums", database + ".sums");
        for (int i = 0; i < count; i++)
        {
            switch (i % 10)
            {
                case < 5:
                    long at = random.NextInt64(bytes + logBytes);
                    if (at < bytes)
                        FlipIn("database", database, at);
                    else
                        FlipIn("log", database + "-wal", at - bytes);
                    break;
                case 5 when cached.Length > 0:
                    FlipIn("cached", database, cached[random.Next(cached.Length)] + random.Next(SnippetBytes));
                    break;
                case 9 when InManifests:
                    string manifest = manifests[random.Next(manifests.Length)];
                    _manifests.Add(manifest);
                    FlipAnywhere("manifest", manifest);
                    break;
                default:
                    string segment = segments[random.Next(segments.Length)];
                    _segments.Add(segment);
                    FlipAnywhere("segment", segment);
                    break;
            }
        }
    }

    // Where cached values begin in the file. SQLite would change the log that a killed server left, so it reads a copy.
    private long[] FindCached(string database)
    {
        List<byte[]> values = [];
        SQLitePCL.Batteries_V2.Init();
        string copy = Path.Combine(data, "copy.db");
        File.Copy(database, copy);
        if (File.Exists(database + "-wal"))
            File.Copy(database + "-wal", copy + "-wal");
        using (SqliteConnection connection = new($"Data Source={copy};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM cold_cache";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
                values.Add(reader.GetFieldValue<byte[]>(0));
        }

        foreach (string made in Directory.GetFiles(data, "copy.db*"))
            File.Delete(made);
        byte[] file = File.ReadAllBytes(database);
        return
        [
            .. values
                .Where(value => value.Length >= SnippetBytes)
                .Select(value => (long)file.AsSpan().IndexOf(value.AsSpan(0, SnippetBytes)))
                .Where(at => at >= 0),
        ];
    }

    private void FlipAnywhere(string kind, string path) => FlipIn(kind, path, random.NextInt64(new FileInfo(path).Length));

    private void FlipIn(string kind, string path, long offset)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ (1 << random.Next(8))));
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
    }

    // A replica that began while its last activation still wrote has a folder of its own beside that one, which nobody opens afterwards.
    private static bool IsOpened(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == "0";
}
