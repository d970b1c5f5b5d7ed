using System.Numerics;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Reranking;

/// <summary>
/// The direction and the weight of every token of a static embedding, whose vector of a text is the sum of its tokens' rows scaled to
/// length 1. The directions are the vectors of single tokens. The weights are lost in those, but not in the vectors of pairs: of s = (w₀e₀
/// + w₁e₁)/|…| the ratio w₁/w₀ follows from s·e₀, s·e₁ and e₀·e₁. So the graph need not have another output than an embedding's.
/// </summary>
internal sealed class TokenVectors
{
    /// <summary>Rows of a run: small, since a run holds them as texts.</summary>
    private const int RunRows = 1024;

    private readonly float[] _directions;
    private readonly float[] _weights;
    private readonly int _dimensions;

    private TokenVectors(float[] directions, float[] weights, int dimensions)
    {
        _directions = directions;
        _weights = weights;
        _dimensions = dimensions;
    }

    /// <summary>Reads them out of a graph; blocks for a fraction of a second.</summary>
    /// <param name="graph">The embedding.</param>
    /// <param name="count">The tokens of its vocabulary.</param>
    /// <param name="dimensions">The length of its vectors.</param>
    public static TokenVectors Read(IBatchModel graph, int count, int dimensions)
    {
        float[] directions = new float[count * dimensions];
        Run(graph, count, id => [id], (id, vector) => vector.CopyTo(directions.AsSpan(id * dimensions)));
        float[] weights = new float[count];
        TokenVectors table = new(directions, weights, dimensions);
        // Any token that is not nothing measures the others.
        int unit = Enumerable.Range(0, count).First(id => table.Dot(id, id) > 0);
        Run(graph, count, id => [unit, id], (id, vector) => weights[id] = table.Weight(unit, id, vector));
        return table;
    }

    /// <summary>How much a token counts, in units of some token's.</summary>
    public float Weight(int id) => _weights[id];

    /// <summary>The cosine of two tokens; 0 where one has no direction.</summary>
    public float Dot(int first, int second) => Dot(Direction(first), Direction(second));

    private static void Run(IBatchModel graph, int count, Func<int, int[]> ids, Action<int, float[]> take)
    {
        for (int start = 0; start < count; start += RunRows)
        {
            TokenSequence[] rows = [.. Enumerable.Range(start, Math.Min(RunRows, count - start)).Select(id => new TokenSequence(ids(id)))];
            float[][] vectors = graph.Run(rows, CancellationToken.None);
            for (int i = 0; i < vectors.Length; i++)
                take(start + i, vectors[i]);
        }
    }

    private static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= first.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(first[i..]) * new Vector<float>(second[i..]);
        float rest = Vector.Sum(sum);
        for (; i < first.Length; i++)
            rest += first[i] * second[i];
        return rest;
    }

    private ReadOnlySpan<float> Direction(int id) => _directions.AsSpan(id * _dimensions, _dimensions);

    private float Weight(int unit, int id, float[] pair)
    {
        if (id == unit)
            return 1;
        if (Dot(id, id) == 0)
            return 0;
        double between = Dot(unit, id);
        double toUnit = Dot(pair, Direction(unit));
        double toToken = Dot(pair, Direction(id));
        double weight = (toToken - (between * toUnit)) / (toUnit - (between * toToken));
        // Two tokens in one line can't be told apart; they count alike.
        return double.IsFinite(weight) && weight > 0 ? (float)weight : 1;
    }
}
