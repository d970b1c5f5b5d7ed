using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Embedding;

/// <summary>A graph whose result for a row is one vector: run, pool, normalize.</summary>
internal sealed class PooledGraph(ModelEntry entry, IGraph graph, int paddingId) : IBatchModel
{
    /// <summary>The graph below.</summary>
    public IGraph Graph => graph;

    /// <inheritdoc/>
    public int RowTokensMax => entry.MaxTokens;

    /// <inheritdoc/>
    public float[][] Run(IReadOnlyList<TokenSequence> rows, CancellationToken cancellationToken)
    {
        float[][] vectors = [.. rows.Select(_ => new float[entry.Dimensions])];
        using PaddedBatch batch = PaddedBatch.Create(rows, paddingId);
        graph.Run(batch, (values, shape) => Read(values, shape, batch, vectors), cancellationToken);
        return vectors;
    }

    private void Read(ReadOnlySpan<float> values, ReadOnlySpan<long> shape, PaddedBatch batch, float[][] vectors)
    {
        if (shape[^1] != entry.Dimensions || shape[0] != batch.Texts)
        {
            throw new ModelException(
                ModelFault.Invalid,
                $"Model '{entry.Name}' yields an output of {string.Join("×", shape.ToArray())} for {batch.Texts} texts; its "
                    + $"entry says {entry.Dimensions} dimensions."
            );
        }

        int rowLength = values.Length / batch.Texts;
        ReadOnlySpan<long> mask = batch.Mask.Span;
        for (int row = 0; row < vectors.Length; row++)
        {
            Pooling.Pool(values.Slice(row * rowLength, rowLength), mask.Slice(row * batch.Tokens, batch.Tokens), entry, vectors[row]);
            if (!Array.TrueForAll(vectors[row], float.IsFinite))
                throw new ModelException(
                    ModelFault.Corrupt,
                    $"Model '{entry.Name}' yields numbers that are not finite: its file is damaged or its export wrong."
                );
        }
    }
}
