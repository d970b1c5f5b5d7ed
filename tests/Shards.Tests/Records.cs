using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards.Tests;

/// <summary>Makes log records.</summary>
internal static class Records
{
    internal const int Dimensions = 6;

    /// <summary>Makes a chunk so long that some dozens fill several checksummed blocks.</summary>
    internal static readonly string Filler = string.Join(' ', Enumerable.Range(0, 24).Select(i => new string((char)('b' + (i % 20)), 100)));

    internal static ShardLogRecord Of(long sequence, string document, string title, params string[] texts) =>
        Of(sequence, document, title, [.. texts.Select(text => (text, Array.Empty<float>()))]);

    internal static ShardLogRecord Of(long sequence, string document, string title, (string Text, float[] Vector)[] chunks)
    {
        DocumentId id = new(document);
        return new ShardLogRecord
        {
            Sequence = sequence,
            Document = id,
            Generation = sequence,
            Title = title,
            Uri = document + ".md",
            Metadata = new() { ["parity"] = MetadataValue.Of(sequence % 2) },
            Chunks =
            [
                .. chunks.Select(
                    (chunk, i) =>
                        new EmbeddedChunk(
                            new Chunk(new ChunkId(id, sequence, i), 0, chunk.Text.Length, chunk.Text, ["Part " + (i % 3)], null, null, 1),
                            chunk.Vector
                        )
                ),
            ],
        };
    }

    /// <summary>A record of a small vocabulary and coarse vectors, so that equal scores are frequent; one in six deletes.</summary>
    internal static ShardLogRecord Random(Random random, long sequence, int documentCount)
    {
        int chunkCount = random.Next(6) == 0 ? 0 : random.Next(1, 4);
        return Of(
            sequence,
            "d" + random.Next(documentCount),
            Words(random, 2),
            [.. Enumerable.Range(0, chunkCount).Select(_ => (Words(random, 8), Vector(random)))]
        );
    }

    internal static string Words(Random random, int countMax) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, countMax + 1)).Select(_ => "w" + (int)Math.Sqrt(random.Next(400))));

    internal static float[] Vector(Random random) =>
        random.Next(10) == 0 ? [] : [.. Enumerable.Range(0, Dimensions).Select(_ => (float)random.Next(-1, 2))];
}
