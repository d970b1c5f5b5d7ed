namespace RagCluster.Benchmarks;

/// <summary>Questions of which the k-th is asked 1/k times as often as the first, as many people's are (Zipf's law, exponent 1).</summary>
internal sealed class ZipfQuestions
{
    private readonly string[] _questions;
    private readonly double[] _upTo;

    /// <summary>Makes them.</summary>
    /// <param name="count">How many different ones.</param>
    /// <param name="seed">Which.</param>
    internal ZipfQuestions(int count, int seed)
    {
        Corpus corpus = new(seed);
        _questions = [.. Enumerable.Range(0, count).Select(_ => corpus.Question())];
        _upTo = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
            _upTo[rank] = sum += 1.0 / (rank + 1);
    }

    /// <summary>The next question of somebody.</summary>
    /// <param name="random">Whose.</param>
    internal string Next(Random random)
    {
        int found = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
        return _questions[Math.Min(found < 0 ? ~found : found, _questions.Length - 1)];
    }
}
