using RagCluster.Inference.Embedding;

namespace RagCluster.InferenceBenchmark.Soaking;

/// <summary>
/// A model with texts whose vectors are known, each embedded alone: what comes back with other vectors was somebody else's.
/// </summary>
internal sealed class KnownTexts
{
    /// <summary>Vectors are independent of their batch to this much.</summary>
    private const double Tolerance = 1e-5;

    private readonly OnnxTextEmbedder _embedder;
    private readonly int[][] _texts;
    private readonly float[][] _vectors;

    private KnownTexts(OnnxTextEmbedder embedder, int[][] texts, float[][] vectors)
    {
        _embedder = embedder;
        _texts = texts;
        _vectors = vectors;
    }

    internal static async Task<KnownTexts> CreateAsync(OnnxTextEmbedder embedder, int[][] texts)
    {
        float[][] vectors = new float[texts.Length][];
        for (int i = 0; i < texts.Length; i++)
            vectors[i] = (await embedder.EmbedTokensAsync([texts[i]], EmbeddingCall.Query, default))[0];
        return new KnownTexts(embedder, texts, vectors);
    }

    /// <summary>Embeds some of them; whether every vector is the one that is known.</summary>
    internal async Task<bool> AskAsync(int[] which, EmbeddingCall call, CancellationToken cancellationToken)
    {
        float[][] vectors = await _embedder.EmbedTokensAsync(Array.ConvertAll(which, i => _texts[i]), call, cancellationToken);
        return vectors.Length == which.Length && which.Select((text, row) => IsEqual(_vectors[text], vectors[row])).All(equal => equal);
    }

    /// <summary>Some of them.</summary>
    internal int[] Draw(Random random, int countMax) =>
        [.. Enumerable.Range(0, random.Next(1, countMax + 1)).Select(_ => random.Next(_texts.Length))];

    private static bool IsEqual(float[] expected, float[] actual) =>
        expected.Length == actual.Length && expected.Zip(actual, (x, y) => Math.Abs(x - y)).All(difference => difference <= Tolerance);
}
