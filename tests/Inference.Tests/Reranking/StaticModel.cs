using RagCluster.Inference.Batching;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Reranking;

/// <summary>
/// A static embedding: a text's vector is the sum of its tokens' rows, scaled to length 1. The first two rows are zero, as special tokens'
/// are.
/// </summary>
internal sealed class StaticModel : IBatchModel
{
    private readonly float[][] _rows;

    public StaticModel(int count, int dimensions, int seed)
    {
        Random random = new(seed);
        _rows =
        [
            .. Enumerable
                .Range(0, count)
                .Select(id =>
                    Enumerable
                        .Range(0, dimensions)
                        .Select(_ => id < 2 ? 0 : (float)((random.NextDouble() - 0.5) * (1 + (id % 9))))
                        .ToArray()
                ),
        ];
    }

    public int RowTokensMax => 512;

    public double Weight(int id) => Math.Sqrt(_rows[id].Sum(x => (double)x * x));

    public double Cosine(int a, int b) => _rows[a].Zip(_rows[b], (x, y) => (double)x * y).Sum() / Weight(a) / Weight(b);

    public float[][] Run(IReadOnlyList<TokenSequence> rows, CancellationToken cancellationToken) => [.. rows.Select(row => Embed(row.Ids))];

    private float[] Embed(int[] ids)
    {
        float[] sum = new float[_rows[0].Length];
        foreach (int id in ids)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += _rows[id][i];
        }

        float length = MathF.Sqrt(sum.Sum(x => x * x));
        return length == 0 ? sum : Array.ConvertAll(sum, x => x / length);
    }
}
