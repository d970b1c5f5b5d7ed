using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>By what each leg of a hybrid search counts.</summary>
/// <param name="EmbeddingWeight">The vectors' weight.</param>
/// <param name="TextWeight">The words' weight.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record HybridWeights(double EmbeddingWeight = 1, double TextWeight = 1)
{
    /// <summary>The share of the vectors in the fused score; null when neither weighs anything, or one is no weight.</summary>
    internal double? DenseShare =>
        EmbeddingWeight >= 0 && TextWeight >= 0 && EmbeddingWeight + TextWeight is > 0 and < double.PositiveInfinity and double sum
            ? EmbeddingWeight / sum
            : null;
}
