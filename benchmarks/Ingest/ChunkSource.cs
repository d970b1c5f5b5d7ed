using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Ingest;

/// <summary>Makes documents of one chunk: words by Zipf's law, unit vectors around a thousand centres of a 64-dimensional space.</summary>
internal sealed class ChunkSource
{
    private const int Latent = 64;
    private const int CentreCount = 1000;
    private const int Vocabulary = 60_000;
    private const int WordsPerChunk = 60;

    private readonly Random _random;
    private readonly float[][] _centres;
    private readonly float[] _projection;
    private readonly int _dimensions;

    internal ChunkSource(int seed, int dimensions)
    {
        // The centres are the same for every seed: queries lie among the rows.
        Random shape = new(1);
        _random = new Random(seed);
        _dimensions = dimensions;
        _centres = [.. Enumerable.Range(0, CentreCount).Select(_ => Gaussians(shape, Latent))];
        _projection = Gaussians(shape, Latent * dimensions);
    }

    internal ShardLogRecord Next(long sequence)
    {
        // Ids are random in the product: documents come in no order.
        DocumentId id = new(FormattableString.Invariant($"{(ulong)sequence * 0x9E3779B97F4A7C15UL:x16}"));
        string text = Words(WordsPerChunk);
        Chunk chunk = new(new ChunkId(id, 1, 0), 0, text.Length, text, ["Part " + (sequence % 7)], null, null, WordsPerChunk);
        return new ShardLogRecord
        {
            Sequence = sequence,
            Document = id,
            Generation = 1,
            Title = Words(4),
            Uri = id.Value + ".txt",
            Metadata = new() { ["tenth"] = MetadataValue.Of(sequence % 10), ["hundredth"] = MetadataValue.Of("h" + (sequence % 100)) },
            Chunks = [new EmbeddedChunk(chunk, Vector())],
        };
    }

    internal string Words(int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => "w" + Word((int)Math.Pow(Vocabulary, _random.NextDouble()))));

    internal float[] Vector()
    {
        float[] centre = _centres[_random.Next(CentreCount)];
        float[] latent = [.. centre.Select(value => value + (0.4f * Gaussian(_random)))];
        float[] vector = new float[_dimensions];
        for (int i = 0; i < _dimensions; i++)
        {
            float sum = 0;
            for (int j = 0; j < Latent; j++)
                sum += latent[j] * _projection[(i * Latent) + j];
            vector[i] = sum + (0.1f * Gaussian(_random));
        }

        return vector;
    }

    // Letters, since digits would make two words of one.
    private static string Word(int rank)
    {
        Span<char> letters = stackalloc char[8];
        int length = 0;
        for (int rest = rank; rest > 0; rest /= 21)
            letters[length++] = (char)('a' + (rest % 21));
        return new string(letters[..length]);
    }

    private static float[] Gaussians(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Gaussian(random))];

    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
